/**
 * An analyst that knows what it has scored: the same clip, words, account, features and models answer at once from the
 * history; anything else goes to the analyst behind it.
 */
import { fail, ok, type Result } from '#core/failure.ts';
import type { Account, ClipHash, Draft, PerceptKind, Report } from '#core/flow.ts';
import type { AnalyseRequest, ClipAnalyst, LookRequest } from './analysis.svelte.ts';

export interface Memory {
  cached(key: string): Promise<Result<Report | null>>;
  answersFor(key: string, report: Report): void;
}

export interface Naming {
  readonly clipHash: (file: File) => Promise<ClipHash>;
  /** Models that the next score will be made with. */
  readonly models: () => Promise<Report['models']>;
  readonly cacheKey: (input: {
    readonly clip: ClipHash;
    readonly draft: Draft;
    readonly account: Account | null;
    readonly models: Report['models'];
    readonly priors: boolean;
    readonly decoder: string;
  }) => string;
}

export class RememberingAnalyst implements ClipAnalyst {
  readonly #analyst: ClipAnalyst;
  readonly #memory: Memory;
  readonly #naming: () => Promise<Naming>;

  /** @param naming loaded with the first clip: it brings the list of features along */
  constructor(analyst: ClipAnalyst, memory: Memory, naming: () => Promise<Naming>) {
    this.#analyst = analyst;
    this.#memory = memory;
    this.#naming = naming;
  }

  async analyse(file: File, draft: Draft, account: Account | null, request: AnalyseRequest): Promise<Result<Report>> {
    const { clipHash } = await this.#naming();
    // A file that cannot be read has no name; the analyst says what is wrong with it.
    const clip = await clipHash(file).catch(() => null);
    return this.#answer(clip, draft, account, request, () => this.#analyst.analyse(file, draft, account, request));
  }

  async rescore(
    report: Report,
    draft: Draft,
    account: Account | null,
    request: AnalyseRequest,
  ): Promise<Result<Report>> {
    return this.#answer(report.clip.hash, draft, account, request, () =>
      this.#analyst.rescore(report, draft, account, request),
    );
  }

  /** Keeps the id of its report, and so its place in the history and its key. */
  perceive(
    file: File,
    report: Report,
    account: Account | null,
    kinds: readonly PerceptKind[],
    request: LookRequest,
  ): Promise<Result<Report>> {
    return this.#analyst.perceive(file, report, account, kinds, request);
  }

  async #answer(
    clip: ClipHash | null,
    draft: Draft,
    account: Account | null,
    { priors, decoder, signal }: AnalyseRequest,
    analyse: () => Promise<Result<Report>>,
  ): Promise<Result<Report>> {
    const { models, cacheKey } = await this.#naming();
    const keyNow = async (): Promise<string | null> =>
      clip === null ? null : cacheKey({ clip, draft, account, models: await models(), priors, decoder });

    const before = await keyNow();
    const found = before === null ? null : await this.#memory.cached(before);
    if (signal.aborted) return fail({ code: 'cancelled' });
    if (before !== null && found?.ok && found.value) {
      this.#memory.answersFor(before, found.value);
      return ok(found.value);
    }

    const result = await analyse();
    if (result.ok && sameModels(result.value.models, await models())) {
      // Asked again: on the first visit the models came during the analysis.
      const after = await keyNow();
      if (after !== null) this.#memory.answersFor(after, result.value);
    }
    return result;
  }
}

/** A score made without a model, or with one that was replaced meanwhile, answers for nobody else. */
function sameModels(used: Report['models'], inPlace: Report['models']): boolean {
  const names = (models: Report['models']): string =>
    models
      .map(({ sha256 }) => sha256)
      .sort()
      .join();
  return names(used) === names(inPlace);
}
