/** Report → what lists show of it: a tenth of its bytes, kept in a table of its own, so that a long history opens at once. */
import type { Report } from '#core/flow.ts';

/** The rest stays in the database until the report is opened. */
export type Listed = Pick<Report, 'id' | 'madeAt' | 'clip' | 'draft' | 'score' | 'keyframes' | 'models'> & {
  readonly features: Pick<Report['features'], 'set'>;
};

/** With the first picture alone. */
export function listed({ id, madeAt, clip, draft, score, keyframes, models, features: { set } }: Report): Listed {
  const shown = keyframes.find((frame) => frame.image !== null);
  return { id, madeAt, clip, draft, score, keyframes: shown ? [shown] : [], models, features: { set } };
}
