import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { chooseForm, etagOf, isKnown, sliceOf } from './conditional.ts';

describe('which form is sent', () => {
  const forms = { br: 10, gz: 20 };
  // Worked out by hand after RFC 9110 section 12.5.3.
  it.each([
    [undefined, 'plain'],
    ['', 'plain'],
    ['identity', 'plain'],
    ['gzip', 'gz'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gz'],
    ['br;q=0, gzip', 'gz'],
    ['br;q=0.000,gzip;q=0', 'plain'],
    ['br; q=0.1', 'br'],
    ['*', 'br'],
    ['br;q=0, *', 'gz'],
    ['*;q=0', 'plain'],
    ['x-gzip', 'plain'],
    [',;q=,=', 'plain'],
  ])('for Accept-Encoding %s is %s', (header, form) => {
    expect(chooseForm(header, forms)).toBe(form);
  });

  it('is never one that is not there', () => {
    expect(chooseForm('br', { gz: 20 })).toBe('plain');
    expect(chooseForm('br, gzip', { gz: 20 })).toBe('gz');
    expect(chooseForm('br, gzip', {})).toBe('plain');
  });
});

describe('whether the client has it', () => {
  it('knows the content by any of its forms', () => {
    for (const form of ['plain', 'br', 'gz'] as const) expect(isKnown(etagOf('abc', form), 'abc')).toBe(true);
    expect(isKnown('W/"abc-br" , "other"', 'abc')).toBe(true);
  });

  it('does not take another content, a part of the name or nonsense for it', () => {
    for (const header of [undefined, '', '"ab"', '"abcd"', 'abc', '"abc', '"abc-zz"', '"*"'])
      expect(isKnown(header, 'abc')).toBe(false);
  });
});

describe('which bytes are sent', () => {
  it('lie inside the file, whatever is asked', () => {
    const header = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(3000), fc.nat(3000)).map(([a, b]) => `bytes=${a}-${b}`),
      fc.nat(3000).map((a) => `bytes=${a}-`),
      fc.nat(3000).map((a) => `bytes=-${a}`),
      fc.constant(`bytes=0-${'9'.repeat(400)}`),
    );
    fc.assert(
      fc.property(header, fc.nat(2000), (range, bytes) => {
        const slice = sliceOf(range, undefined, '"e"', bytes);
        if (slice === 'whole' || slice === 'unsatisfiable') return;
        expect(slice.from).toBeGreaterThanOrEqual(0);
        expect(slice.to).toBeGreaterThanOrEqual(slice.from);
        expect(slice.to).toBeLessThan(bytes);
      }),
    );
  });

  it('are none of an empty file', () => {
    expect(sliceOf('bytes=0-', undefined, '"e"', 0)).toBe('unsatisfiable');
    expect(sliceOf('bytes=-5', undefined, '"e"', 0)).toBe('unsatisfiable');
  });

  it('are all of it when If-Range names another content', () => {
    expect(sliceOf('bytes=0-1', '"e"', '"e"', 9)).toEqual({ from: 0, to: 1 });
    expect(sliceOf('bytes=0-1', 'W/"e"', '"e"', 9)).toBe('whole');
  });
});
