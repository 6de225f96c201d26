import { expect, it } from 'vitest';
import { predictionHash, predictionText, type Predicted } from './prediction.ts';

const REPORT: Predicted = {
  id: 'r1',
  madeAt: 1_780_000_000_000,
  clip: { hash: 'c0ffee' },
  features: { set: 'f00d' },
  models: [{ id: 'reach', version: '1.0.0', sha256: 'ab' }],
  score: {
    value: 62,
    low: 41,
    high: 80,
    basis: 'learned',
    reference: 'own_posts',
    dots: [40, 60],
  },
};

it('a prediction has one name', () => {
  expect(predictionText(REPORT)).toBe(
    '["presage-prediction-1","r1",1780000000000,"c0ffee","f00d",[["reach","1.0.0","ab"]],[62,41,80,"learned","own_posts"],[40,60]]',
  );
  // printf '%s' '…the text above…' | sha256sum
  expect(predictionHash(REPORT)).toBe('d6f3af25dd40c49c791df833f6f6a5ab9fb918d0e958b812342e91605a6d0d7a');
});

it('another score, time, clip or model is another prediction', () => {
  const others: readonly Predicted[] = [
    { ...REPORT, madeAt: REPORT.madeAt + 1 },
    { ...REPORT, clip: { hash: 'other' } },
    { ...REPORT, models: [] },
    { ...REPORT, score: { ...REPORT.score, value: 63 } },
    { ...REPORT, score: { ...REPORT.score, dots: [40, 61] } },
  ];
  expect(new Set([REPORT, ...others].map(predictionHash)).size).toBe(6);
});
