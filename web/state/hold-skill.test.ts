import { describe, expect, test } from 'vitest';
import { parseEvaluation } from '#contracts/evaluation.ts';
import { holdSkill } from './hold-skill.ts';

/** By glob: the file lies outside the project of the page. */
const [file] = Object.values(
  import.meta.glob<unknown>('../../models/zoo/hold/evaluation.json', { import: 'default', eager: true }),
);
const parsed = parseEvaluation(file);
if (!parsed.ok) throw new Error(parsed.reason);
const hold = parsed.value;
const told = (metric: string, slice: string) =>
  hold.measures.find((one) => one.metric === metric && one.slice === slice)?.model;

describe('how good hold is on texts like these', () => {
  test('is told for about the length that the line has', () => {
    const line = (words: number) =>
      holdSkill(hold, {
        caption: 'x',
        shown: Array.from({ length: words }, (_, i) => `word${'abcdefghij'[i % 10]}`).join(' '),
      });
    expect(line(3)).toEqual({ of: 'line', figure: told('spearman_tercile', '3 content words') });
    expect(line(8)).toEqual({ of: 'line', figure: told('spearman_tercile', '8 content words') });
    expect(line(20)).toEqual({ of: 'line', figure: told('spearman_tercile', '20 content words') });
    expect(line(80)).toEqual({ of: 'line', figure: told('spearman_tercile', 'whole description') });
  });
  test('counts words that say what is seen, not those around them', () => {
    expect(holdSkill(hold, { caption: '', shown: 'the video shows a dog on the beach in the sun' })?.figure).toEqual(
      told('spearman_tercile', '3 content words'),
    );
  });
  test('of a caption alone is that of captions, and of no words nothing', () => {
    expect(holdSkill(hold, { caption: 'my dog', shown: ' ' })).toEqual({
      of: 'caption',
      figure: told('spearman', 'caption only'),
    });
    expect(holdSkill(hold, { caption: ' ', shown: '' })).toBeNull();
    expect(holdSkill({ measures: [] }, { caption: 'my dog', shown: 'a dog' })).toBeNull();
  });
});
