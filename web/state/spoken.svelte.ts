/** What a person pastes or opens as the words of a clip → a transcript for its report, or why there is none in it. */
import { paceOf, captionedShare, type Pace } from '#core/advise/pace.ts';
import type { Report, Transcript } from '#core/flow.ts';
import { parseTranscript, TRANSCRIPT_FILE_MAX, type TranscriptParsed } from '#core/signals/transcript.ts';
import type { Share } from '#core/units.ts';
import type { Looking } from './analysis.svelte.ts';
import { liveSignals } from './inspection.ts';

export type NoTranscript = Extract<TranscriptParsed, { ok: false }>['why'] | 'unreadable';

export class Spoken {
  #text = $state('');
  #wrong = $state<NoTranscript | null>(null);

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#wrong = null;
  }
  get wrong(): NoTranscript | null {
    return this.#wrong;
  }

  /** What stands in the field, as a transcript; null where it is none, and `wrong` says why. */
  take(): Transcript | null {
    const parsed = parseTranscript(this.#text);
    this.#wrong = parsed.ok ? null : parsed.why;
    if (!parsed.ok) return null;
    this.#text = '';
    return parsed.transcript;
  }

  async open(file: File): Promise<Transcript | null> {
    if (file.size > 4 * TRANSCRIPT_FILE_MAX) {
      // Up to four bytes a letter: what is larger is too long before it is read.
      this.#wrong = 'too_long';
      return null;
    }
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) {
      this.#wrong = 'unreadable';
      return null;
    }
    this.text = decoded(new Uint8Array(bytes));
    return this.take();
  }
}

/** UTF-16 where its mark says so, as Windows' editors write it; then UTF-8; else the letters of Western Europe, as old subtitles have them. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What a report's transcript tells, with all that came so far. */
export function toldOf(
  report: Report,
  looking: Looking | null,
): { readonly transcript: Transcript | null; readonly pace: Pace; readonly captioned: Share | null } {
  const signals = liveSignals(report, looking);
  return { transcript: signals.transcript ?? null, pace: paceOf(signals), captioned: captionedShare(signals) };
}
