import { describe, expect, it } from 'vitest';
import { EXPECTED_EXCESS, predictReach, reachOdds, reachSet, reachVote, understandsReach } from './reach.ts';
import { aLeaf, anAccount, aReachModel } from '../invented-cases.ts';
import type { NetArrays, ReachModel, TreeArrays } from './model-files.ts';

/** followers_log up to 3: -.25, above: .5; half of the training rows each. */
const STUMP: TreeArrays = {
  inputs: ['followers_log', EXPECTED_EXCESS],
  base: 0.125,
  roots: [0],
  feature: [0, -1, -1],
  threshold: [3, 0, 0],
  missingLeft: [1, 0, 0],
  left: [1, 0, 0],
  right: [2, 0, 0],
  value: [0, -0.25, 0.5],
  cover: [10, 5, 5],
};

/** A quarter of the followers' distance from 3, upwards only, and .5 where they are missing. */
const NET: NetArrays = {
  mean: [3, 0],
  scale: [1, 1],
  gaps: [0],
  marks: [0],
  layers: [
    { inputs: 3, outputs: 2, weights: [1, 0, 0, 0, 0, 1], bias: [0, 0] },
    { inputs: 2, outputs: 1, weights: [0.25, 0.5], bias: [0] },
  ],
};

const stack: ReachModel = aReachModel({ trees: STUMP, net: NET, odds: aLeaf(-1), oddsPerNet: 4 });

describe('trees and a network', () => {
  it('answer together, and the network counts for the chance as much as the file says', () => {
    expect(predictReach(stack, [5, 0])).toBe(0.125 + 0.5 + 0.5);
    expect(predictReach(stack, [Number.NaN, 0])).toBe(0.125 - 0.25 + 0.5);
    expect(reachOdds(stack, [5, 0])).toBe(-1 + 4 * 0.5);
    const { net: _net, oddsPerNet: _odds, ...alone } = stack;
    expect(predictReach(alone, [5, 0])).toBe(0.625);
    expect(reachOdds(alone, [5, 0])).toBe(-1);
  });

  it('give reasons that sum to what they say', () => {
    const account = anAccount([100, 4000, 900], 250_000);
    const vote = reachVote(stack, { set: '', missing: {}, values: { followers_log: 5.4 } }, account);
    const sum = vote.contributions.reduce((total, { amount }) => total + amount, vote.base);
    expect(sum).toBeCloseTo(vote.prediction, 12);
    // Half of the step of the stump, .375, and the network's .25 · 2.4.
    expect(vote.contributions.find(({ name }) => name === 'followers_log')?.amount).toBeCloseTo(0.975, 12);
  });

  it('carry a mark that an app without networks takes for another feature set, so that it does not ask the trees alone', () => {
    const { net: _net, ...alone } = stack;
    expect(reachSet(stack)).not.toBe(reachSet(alone));
    expect(understandsReach({ ...stack, featureSet: reachSet(stack) })).toBe(true);
    expect(understandsReach({ ...stack, featureSet: reachSet(alone) })).toBe(false);
    expect(understandsReach({ ...alone, featureSet: reachSet(alone) })).toBe(true);
  });
});
