import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSentimentModel } from '#contracts/model-file.ts';
import { sentimentCells } from './sentiment.ts';

const parsed = parseSentimentModel(
  JSON.parse(readFileSync(new URL('../../zoo/sentiment/model.json', import.meta.url), 'utf8')),
);
if (!parsed.ok) throw new Error(parsed.reason);
const MODEL = parsed.value;

describe('a table of comments', () => {
  it('gives each a label and three chances that sum to 1, also one without words', () => {
    for (const record of [{ text: 'thank you, that was lovely' }, { text: '' }, {}, { text: '😡' }]) {
      const [label, ...chances] = sentimentCells(MODEL, record as Record<string, string>);
      expect(['negative', 'neutral', 'positive']).toContain(label);
      expect(chances.map(Number).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    }
  });

  it('hears what three languages say plainly', () => {
    const label = (text: string): string | undefined => sentimentCells(MODEL, { text })[0];
    expect(label('I love this so much, thank you')).toBe('positive');
    expect(label('this is a terrible waste of time')).toBe('negative');
    expect(label('Merci, c’est une vidéo magnifique')).toBe('positive');
    expect(label('C’est une arnaque et le site est horrible')).toBe('negative');
    expect(label('Muchas gracias, es un video hermoso')).toBe('positive');
    expect(label('Esto es una estafa y el sitio es horrible')).toBe('negative');
  });
});
