import { describe, expect, it } from 'vitest';
import type { TreeArrays } from './model-files.ts';
import { predictTrees } from './trees.ts';

const STUMP: TreeArrays = {
  inputs: ['x'],
  base: 1,
  roots: [0],
  feature: [0, -1, -1],
  threshold: [0.1, 0, 0],
  missingLeft: [0, 0, 0],
  left: [1, 0, 0],
  right: [2, 0, 0],
  value: [0, 10, 20],
  cover: [2, 1, 1],
};

describe('walking trees', () => {
  it('goes left at the threshold itself', () => {
    expect(predictTrees(STUMP, [0.1])).toBe(11);
    expect(predictTrees(STUMP, [0.100001])).toBe(21);
  });

  it('compares as 32-bit floats do, so that ONNX takes the same side', () => {
    // .1 + 1e-10 is above .1 in 64 bits and the same number in 32.
    expect(predictTrees(STUMP, [0.1 + 1e-10])).toBe(11);
  });

  it('sends a gap where the trainer said', () => {
    expect(predictTrees(STUMP, [Number.NaN])).toBe(21);
    expect(predictTrees({ ...STUMP, missingLeft: [1, 0, 0] }, [Number.NaN])).toBe(11);
  });
});
