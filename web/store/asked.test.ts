/** A store that comes late answers as if it had always been there. */
import { expect, test } from 'vitest';
import { ok, type Result } from '#core/failure.ts';
import { asked, once } from './asked.ts';

class Notes {
  readonly #kept: string[] = [];
  note(text: string): void {
    this.#kept.push(text);
  }
  async all(): Promise<Result<readonly string[]>> {
    return ok(this.#kept);
  }
}

test('what was told and asked before the store came is told and answered in that order', async () => {
  let come: (store: Notes) => void = () => {};
  let opened = 0;
  const notes = asked(
    once(() => {
      opened++;
      return new Promise<Notes>((resolve) => (come = resolve));
    }),
  );
  notes.note('first');
  const both = notes.all();
  notes.note('second');
  come(new Notes());
  expect(await both).toEqual(ok(['first', 'second']));
  expect(opened).toBe(1);
});

test('a store that cannot be fetched says so, and is fetched with the next question', async () => {
  let there = false;
  const notes = asked(
    once(async () => {
      if (!there) throw new TypeError('no network');
      return new Notes();
    }),
  );
  expect(await notes.all()).toEqual({
    ok: false,
    failure: { code: 'offline_and_missing', what: 'Presage', bytes: null },
  });
  there = true;
  expect(await notes.all()).toEqual(ok([]));
});
