/**
 * Votes of the plain rung enter, the same votes leave with the rung that vouches for them. Here the ladder meets the
 * one door to the network, as the decoders do in analysis-worker.ts.
 */
import { FailureError, type Result } from '#core/failure.ts';
import type { Vote } from '#core/flow.ts';
import type { Confirm, Tell } from './analysis/analyse.ts';
import { browserLadder } from './analysis/infer/browser-ladder.ts';
import type { Ladder } from './analysis/infer/ladder.ts';
import { loadAsset } from './remote/assets.ts';
import { loadModelFile, type ModelEntry, type ModelId } from './remote/models.ts';

/** @param entryOf the shipped model that is in use, null when none is */
export function makeConfirm(entryOf: (id: ModelId) => ModelEntry | null) {
  let made: { readonly models: Confirm['models']; readonly ladder: Ladder } | null = null;
  let tellNow: Tell = () => undefined;

  const ladderFor = (models: Confirm['models']): Ladder => {
    if (made?.models.hold === models.hold && made.models.reach === models.reach) return made.ladder;
    void made?.ladder.close();
    const ladder = browserLadder(
      models,
      {
        asset: async (url, what, signal) =>
          unwrap(await loadAsset(url, what, { signal, onProgress: (done, total) => download(what, done, total) })),
        modelFile: async (id, role, signal) => {
          const entry = entryOf(id);
          if (!entry) throw new FailureError({ code: 'offline_and_missing', what: id, bytes: null });
          const onProgress = (done: number, total: number | null): void => download(id, done, total);
          return unwrap(await loadModelFile(entry, role, { signal, onProgress }));
        },
      },
      APP_VERSION,
    );
    made = { models, ladder };
    return ladder;
  };
  const download = (what: string, done: number, total: number | null): void =>
    tellNow({ kind: 'download', what, done, total });

  return async (
    { models, votes, report, account }: Confirm,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<readonly Vote[]> => {
    tellNow = tell;
    const { draft, features } = report;
    return (await ladderFor(models).confirm(votes, { draft, features, account }, signal)).votes;
  };
}

const APP_VERSION = String(import.meta.env['VITE_VERSION'] ?? 'dev');

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
