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

  it('holds no more than it may, and goes on when one is taken', async () => {
    const seen: number[] = [];
    const items = ahead(counting(9, seen), 2);
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen).toEqual([1, 2]);
    await items.next();
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen).toEqual([1, 2, 3]);
    const rest: number[] = [];
    for await (const item of items) rest.push(item);
    expect(rest).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('stops also when nothing was ever taken, and lets the source close', async () => {
    let closed = false;
    const endless = ahead(
      (async function* () {
        try {
          for (let n = 1; ; n++) yield n;
        } finally {
          closed = true;
        }
      })(),
      3,
    );
    await endless.return();
    await new Promise((resolve) => setTimeout(resolve));
    expect(closed).toBe(true);
    expect((await endless.next()).done).toBe(true);
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
