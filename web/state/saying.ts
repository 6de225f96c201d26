/** Codes of the core with their values → the words on screen. A code without words keeps its own name, and a test makes sure there is none. */
import type { Advice, Change, Explanation, Reason } from '#core/flow.ts';
import type { Formats } from '../text/format.ts';
import type { Words } from './words.svelte.ts';

type Says = Pick<Words, 't' | 'term' | 'format'>;

export interface SaidReason {
  readonly name: string;
  readonly because: string | null;
}

/** Reasons whose value is a log10: the number people know is what it is the logarithm of. */
const TIMES = new Set(['recent_posts', 'posts_like_this']);
const COUNTS = new Set(['account_size']);

export function reasonWords(reason: Pick<Reason, 'name' | 'value' | 'points' | 'basis'>, words: Says): SaidReason {
  const { name, value } = reason;
  const [kind, word] = splitWord(name);
  if (kind !== null)
    return {
      name: words.term('reason', kind, { word }) ?? word,
      because: words.term('reason', `${kind}.says`, { word }),
    };
  const blanks = { value: typeof value === 'number' ? reasonValue(name, value, words.format) : (value ?? '') };
  const family = reason.basis === 'prior' ? 'prior' : 'reason';
  const title = words.term(family, name) ?? words.term('feature', name) ?? bare(name);
  const direction = reason.points >= 0 ? 'helps' : 'hurts';
  const because =
    value === null
      ? words.term(family, `${name}.always`)
      : (words.term(family, `${name}.${direction}`, blanks) ?? words.term(family, `${name}.says`, blanks));
  return { name: title, because };
}

/** `word:pan` and `shown:pan` are words of the creator; everything else is a code. */
export function splitWord(name: string): [kind: 'word' | 'shown' | null, word: string] {
  const at = name.indexOf(':');
  const kind = name.slice(0, at);
  return kind === 'word' || kind === 'shown' ? [kind, name.slice(at + 1)] : [null, name];
}

function reasonValue(name: string, value: number, format: Formats): string {
  if (TIMES.has(name)) return format.times(10 ** value);
  if (COUNTS.has(name)) return format.views(10 ** value);
  switch (name) {
    case 'text_on_screen':
    case 'sensation_value':
      return format.percent(value);
    case 'pull_of_hold':
      return format.number(value * 100);
    case 'shrill_sound':
      return `${format.number(value)}\u00A0Hz`;
    default:
      return format.number(value, Math.abs(value) < 10 ? 2 : 0);
  }
}

export interface SaidAdvice {
  readonly name: string;
  /** What was measured against what. */
  readonly because: string;
  /** The next step. */
  readonly todo: string;
  readonly value: string | null;
}

export function adviceWords(
  advice: Pick<Advice, 'code' | 'value' | 'threshold' | 'unit' | 'severity'>,
  words: Says,
): SaidAdvice {
  const { code, value, threshold, unit } = advice;
  const fine = advice.severity === 'fine';
  const blanks = {
    value: value === null ? '' : unitValue(value, unit, words.format),
    threshold: threshold === null ? '' : unitValue(threshold, unit, words.format),
  };
  return {
    name: (fine ? words.term('advice', `${code}.fine`) : null) ?? words.term('advice', code) ?? bare(code),
    because: words.term('advice', `${code}.is`, blanks) ?? '',
    todo: words.term('advice', `${code}.todo`, blanks) ?? '',
    value: value === null || unit === 'bool' ? null : blanks.value,
  };
}

export function changeWords(change: Change, words: Says): { readonly todo: string; readonly because: string } {
  if (change.basis === 'measured') {
    const said = adviceWords(
      { code: change.name, value: change.from, threshold: change.to, unit: change.unit, severity: 'fix' },
      words,
    );
    return { todo: said.todo === '' ? said.name : said.todo, because: said.because };
  }
  const blanks = {
    value: change.from === null ? '' : unitValue(change.from, change.unit, words.format),
    to: change.to === null ? '' : unitValue(change.to, change.unit, words.format),
  };
  return {
    todo: words.term('prior', `${change.name}.todo`, blanks) ?? words.term('prior', change.name) ?? bare(change.name),
    because: words.term('prior', `${change.name}.now`, blanks) ?? '',
  };
}

export function cannotTellWords(each: Explanation['cannotTell'][number], words: Says): SaidReason {
  return {
    name: words.term('cannot', each.name) ?? words.term('feature', each.name) ?? bare(each.name),
    because: words.term('cannot', `${each.name}.says`) ?? words.t(`why.missing.${each.why}`),
  };
}

/** A number with the unit that feature.ts and the checks name. */
export function unitValue(value: number, unit: string, format: Formats): string {
  switch (unit) {
    case 's':
      return format.seconds(value, value < 10 ? 1 : 0);
    case '1/s':
      return `${format.number(value, value < 10 ? 2 : 1)}/s`;
    case 'share':
      return format.percent(value, value > 0 && value < 0.01 ? 2 : 0);
    case 'LUFS':
    case 'dB':
    case 'Hz':
    case 'bpm':
    case 'px':
      return `${format.number(value, unit === 'dB' || unit === 'LUFS' ? 1 : 0)}\u00A0${unit}`;
    case 'ratio':
      return `${format.number(value, 1)}\u00A0:\u00A01`;
    case 'year':
      return String(value);
    case 'count':
    case 'hour':
    case 'day':
      return format.number(value);
    case 'log10':
    case 'bit':
    case '1':
    default:
      return format.number(value, Math.abs(value) < 10 ? 2 : 0);
  }
}

const bare = (code: string): string => code.replaceAll('_', ' ');
