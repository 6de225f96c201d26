import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compress, hlgDecode, pqDecode, pqEncode, toneMapper } from './hdr.ts';

describe('transfer curves', () => {
  it('PQ puts 100 nits at .508, reference white at .581 and 1000 nits at .752', () => {
    // Table 1 of ITU-R BT.2408-7: 58 % PQ for 203 nits, 75 % for 1000 nits.
    expect(pqEncode(100)).toBeCloseTo(0.508, 3);
    expect(pqEncode(203)).toBeCloseTo(0.581, 3);
    expect(pqEncode(1000)).toBeCloseTo(0.752, 3);
    expect(pqDecode(1)).toBeCloseTo(10000, 6);
  });

  it('HLG meets its two branches at a half and reaches 1', () => {
    expect(hlgDecode(0.5)).toBeCloseTo(1 / 12, 6);
    expect(hlgDecode(0.5000001)).toBeCloseTo(1 / 12, 5);
    expect(hlgDecode(1)).toBeCloseTo(1, 5);
  });
});

describe('tone mapping', () => {
  const grey = (transfer: 'pq' | 'hlg', signal: number): number => {
    const rgb = Float64Array.of(signal, signal, signal);
    toneMapper(transfer)(rgb);
    expect(rgb[1]).toBeCloseTo(rgb[0]!, 3);
    expect(rgb[2]).toBeCloseTo(rgb[0]!, 3);
    return rgb[0]!;
  };

  it('leaves the dark half of the picture alone and ends at reference white', () => {
    expect(compress(50)).toBe(50);
    expect(compress(1000)).toBeCloseTo(203, 6);
    expect(compress(4000)).toBeCloseTo(203, 6);
  });

  it('black stays black, the screen peak is white, reference white is bright but not blown', () => {
    expect(grey('pq', 0)).toBe(0);
    expect(grey('hlg', 0)).toBe(0);
    expect(grey('pq', pqEncode(1000))).toBeCloseTo(1, 2);
    expect(grey('hlg', 1)).toBeCloseTo(1, 2);
    // BT.2408: HLG 75 % and PQ 58 % are the same white.
    const white = grey('pq', pqEncode(203));
    expect(white).toBeGreaterThan(0.85);
    expect(white).toBeLessThan(0.97);
    expect(grey('hlg', 0.75)).toBeCloseTo(white, 2);
  });

  it('a brighter signal is never darker', () => {
    fc.assert(
      fc.property(fc.constantFrom('pq', 'hlg' as const), fc.double({ min: 0, max: 0.98, noNaN: true }), (curve, s) => {
        expect(grey(curve as 'pq' | 'hlg', s + 0.01)).toBeGreaterThanOrEqual(grey(curve as 'pq' | 'hlg', s) - 1e-9);
      }),
    );
  });
});
