import { describe, expect, it } from 'vitest';
import { patchOf } from './patch.ts';

describe('the piece looked at pixel for pixel', () => {
  it('is the middle of a large picture, on even pixels', () => {
    expect(patchOf(1080, 1920)).toEqual({ x: 284, y: 704, width: 512, height: 512 });
    expect(patchOf(1083, 1923)).toMatchObject({ x: 284, y: 704 });
  });
  it('is all of a small one', () => {
    expect(patchOf(161, 121)).toEqual({ x: 0, y: 0, width: 161, height: 121 });
  });
});
