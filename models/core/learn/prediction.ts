/** A report in, the name of its prediction out: made before posting, it shows afterwards that nothing was changed. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Report } from '../flow.ts';

export type Predicted = Pick<Report, 'id' | 'madeAt' | 'models'> & {
  readonly score: Pick<Report['score'], 'value' | 'low' | 'high' | 'basis' | 'reference' | 'dots'>;
  readonly clip: Pick<Report['clip'], 'hash'>;
  readonly features: Pick<Report['features'], 'set'>;
};

/** What is fixed: which clip, when, by which models, the score and its whole distribution. Arrays keep their order, so the text is one. */
export const predictionText = ({ id, madeAt, clip, features, models, score }: Predicted): string =>
  JSON.stringify([
    'presage-prediction-1',
    id,
    madeAt,
    clip.hash,
    features.set,
    models.map((model) => [model.id, model.version, model.sha256]),
    [score.value, score.low, score.high, score.basis, score.reference],
    score.dots,
  ]);

/** SHA-256 (hex) of that text. The clip's hash is in it, so the name cannot be guessed from the numbers alone. */
export const predictionHash = (report: Predicted): string => bytesToHex(sha256(utf8ToBytes(predictionText(report))));
