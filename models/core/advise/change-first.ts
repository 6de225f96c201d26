/**
 * A scored case with its declared effects and advice enters; the one change to make first leaves.
 *
 * What a check calls broken in this very file comes before what studies say of others. Then edits that a declared
 * term speaks of, scored again with the term moved as far as it goes: the one that gains most, when it is worth a
 * point. Then what is merely good to know. A check has no points, since nobody has measured what it costs. The words of
 * a caption are no edit here: association is not a recipe.
 */
import type { Advice, Change, Interval } from '../flow.ts';
import type { Seconds } from '../units.ts';
import { featureNamed } from '../features/registry.ts';
import { pointsAt } from '../scoring/declared.ts';
import type { DeclaredEffect } from '../scoring/priors.ts';

export interface Edits {
  readonly effects: readonly DeclaredEffect[];
  readonly value: number;
  readonly advice: readonly Advice[];
  readonly rescore: (effects: readonly DeclaredEffect[]) => Interval;
  readonly placeOf: (term: string) => Seconds | null;
}

/** Less than a point on a scale of 100 is not worth opening the editor for. */
const WORTH = 1;

export function changeFirst({ effects, value, advice, rescore, placeOf }: Edits): Change | null {
  const broken = advice.find((a) => a.severity === 'fix');
  if (broken !== undefined) return asChange(broken);
  let best: { change: Change; gain: number } | null = null;
  for (const effect of effects) {
    const to = editOf(effect);
    if (to === null) continue;
    const edited = { ...effect, value: to, points: pointsAt(effect.term, to) };
    const rescored = rescore(effects.map((e) => (e === effect ? edited : e)));
    const gain = rescored.value - value;
    if (gain < WORTH || (best !== null && gain <= best.gain)) continue;
    const change: Change = {
      name: effect.term.name,
      at: placeOf(effect.term.name),
      from: effect.value,
      to,
      unit: featureNamed(effect.term.reads[0]?.feature ?? '')?.unit ?? '1',
      rescored,
      basis: 'prior',
      source: effect.term.source,
    };
    best = { change, gain };
  }
  if (best !== null) return best.change;
  const worthKnowing = advice.find((a) => a.severity === 'know');
  return worthKnowing === undefined ? null : asChange(worthKnowing);
}

const asChange = ({ code, at, value, threshold, unit, source }: Advice): Change => ({
  name: code,
  at,
  from: value,
  to: threshold,
  unit,
  rescored: null,
  basis: 'measured',
  source,
});

/**
 * Where the term is best, nearest to where the clip is; null for a term that one edit of the clip does not move
 * (the pull of hold, or a mean of several features).
 */
function editOf({ term, value }: DeclaredEffect): number | null {
  if (term.group === 'hold' || term.reads.length !== 1) return null;
  const most = Math.max(...term.knots.map(([, points]) => points));
  const best = term.knots.filter(([, points]) => points === most).map(([x]) => x);
  return best.reduce<number | null>(
    (near, x) => (near === null || Math.abs(x - value) < Math.abs(near - value) ? x : near),
    null,
  );
}
