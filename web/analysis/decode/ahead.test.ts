import { describe, expect, it } from 'vitest';
import { ahead } from './ahead.ts';

async function* counting(to: number, seen: number[] = []): AsyncGenerator<number> {
  for (let n = 1; n <= to; n++) {
    seen.push(n);
    yield n;
  }
}

describe('decoding ahead', () => {
  it('begins before anyone asks and keeps the order', async () => {
    const seen: number[] = [];
    const items = ahead(counting(3, seen));
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen).toEqual([1, 2, 3]);
    const taken: number[] = [];
    for await (const item of items) taken.push(item);
    expect(taken).toEqual([1, 2, 3]);
  });

  it('hands out what came before a failure, then the failure', async () => {
    const items = ahead(
      (async function* () {
        yield 1;
        throw new Error('broken');
      })(),
    );
    expect((await items.next()).value).toBe(1);
    await expect(items.next()).rejects.toThrow('broken');
  });

  it('stops when nobody wants more', async () => {
    const seen: number[] = [];
    const endless = ahead(
      (async function* () {
        for (let n = 1; ; n++) {
          seen.push(n);
          await new Promise((resolve) => setTimeout(resolve));
          yield n;
        }
      })(),
    );
    await endless.next();
    await endless.return(undefined);
    const after = seen.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.length).toBeLessThanOrEqual(after + 2);
  });
});
