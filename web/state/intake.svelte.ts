/** A file arrives (picked, dropped, pasted, shared in, opened with): with the words beside it, it becomes an analysis. */
import type { Draft, Platform, Report } from '#core/flow.ts';
import type { Result } from '#core/failure.ts';
import type { Accounts } from './accounts.svelte.ts';
import type { Analysis } from './analysis.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Router } from './router.svelte.ts';

/** A link or words came instead of a file; or the file could not be handed over. */
export type IntakeNote = 'no_file' | 'pick_again';

export class Intake {
  readonly #analysis: Analysis;
  readonly #accounts: Accounts;
  readonly #preferences: Preferences;
  readonly #router: Router;
  caption = $state('');
  shown = $state('');
  #note = $state<IntakeNote | null>(null);

  constructor(analysis: Analysis, accounts: Accounts, preferences: Preferences, router: Router) {
    this.#analysis = analysis;
    this.#accounts = accounts;
    this.#preferences = preferences;
    this.#router = router;
  }

  get platform(): Platform {
    return this.#preferences.platform;
  }
  /** Why something that came did not become an analysis. */
  get note(): IntakeNote | null {
    return this.#note;
  }
  tell(note: IntakeNote): void {
    this.#note = note;
  }

  draft(): Draft {
    return emptyDraft(this.platform, this.caption, this.shown);
  }

  /** Opens the work and, when it ends well, the report; unless the person went elsewhere meanwhile. */
  async take(file: File): Promise<Result<Report>> {
    this.#note = null;
    const running = this.#analysis.start({
      file,
      draft: this.draft(),
      account: this.#accounts.of(this.platform),
      decoder: this.#preferences.decoder,
      priors: this.#preferences.priors,
    });
    if (this.#router.route.screen === 'analysing') this.#router.go({ screen: 'analysing' }, 'replace');
    else this.#router.go({ screen: 'analysing' });
    return this.#arrive(await running);
  }

  /** The same file once more, with another decoder if asked. */
  async again(decoder?: Preferences['decoder']): Promise<void> {
    const result = await this.#analysis.retry(decoder ? { decoder } : {});
    if (result) this.#arrive(result);
  }

  /** The first file of a drop or a paste. @returns whether there was one */
  takeFrom(data: Pick<DataTransfer, 'files'> | null): boolean {
    const file = data?.files[0];
    if (!file) {
      this.#note = 'no_file';
      return false;
    }
    void this.take(file);
    return true;
  }

  #arrive(result: Result<Report>): Result<Report> {
    if (!result.ok) return result;
    this.caption = '';
    this.shown = '';
    if (this.#router.route.screen === 'analysing')
      this.#router.go({ screen: 'report', id: result.value.id }, 'replace');
    return result;
  }
}

export const emptyDraft = (platform: Platform, caption = '', shown = ''): Draft => ({
  platform,
  caption: caption.trim(),
  shown: shown.trim(),
  country: null,
  posting: null,
  originalSound: null,
});

/** What was typed on Home before the app was closed; null for anything else. */
export function typedWords(value: unknown): { readonly caption: string; readonly shown: string } | null {
  if (typeof value !== 'object' || value === null) return null;
  const { caption, shown } = value as { caption?: unknown; shown?: unknown };
  return typeof caption === 'string' && typeof shown === 'string' ? { caption, shown } : null;
}
