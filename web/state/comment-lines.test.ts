import { describe, expect, it } from 'vitest';
import { commentsIn } from './comment-lines.ts';

describe('comments that come as text', () => {
  it('are a line each, commas and all', () =>
    expect(commentsIn('Nice, really\r\nWhere is this?\n')).toEqual(['Nice, really', 'Where is this?', '']));

  it('come from the column that holds them, whatever stands around it', () =>
    expect(commentsIn('\uFEFFdate;user;Comentario\n2026-01-01;a;"qué rico; ""de verdad"""\n2026-01-02;b;\n')).toEqual([
      'qué rico; "de verdad"',
      '',
    ]));

  it('that only begin with the word are no table', () =>
    expect(commentsIn('text me the recipe\nsecond')).toEqual(['text me the recipe', 'second']));
});
