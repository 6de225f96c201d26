/**
 * A store that is fetched with the first question to it: how to open it enters, something with the same questions leaves.
 *
 * Questions are put in the order in which they came. Where the store cannot be fetched (no network, and not kept for
 * offline yet) each answers with that failure, and the next one tries again.
 */
import { fail, type Result } from '#core/failure.ts';

/** What is told at once is told when the store is there. */
export type Asked<Store> = {
  readonly [Name in keyof Store]: Store[Name] extends (...given: infer Given) => Promise<Result<infer Value>>
    ? (...given: Given) => Promise<Result<Value>>
    : Store[Name] extends (...given: infer Given) => void
      ? (...given: Given) => void
      : never;
};

export function asked<Store extends object>(open: () => Promise<Store>): Asked<Store> {
  const ask =
    (name: string | symbol) =>
    async (...given: readonly unknown[]): Promise<unknown> => {
      const store = await open().catch(() => null);
      if (store === null) return fail({ code: 'offline_and_missing', what: 'Presage', bytes: null });
      // holds: Asked names only what the store has, and each of those is a method
      const method = Reflect.get(store, name) as (...given: readonly unknown[]) => unknown;
      return method.apply(store, [...given]);
    };
  // Handed through a promise it would be asked whether it is one itself.
  // holds: whatever else is asked of it is asked of the store
  return new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : ask(name)) }) as Asked<Store>;
}

/** Opened once; a failure is forgotten, so that the next question tries again. */
export function once<Value>(open: () => Promise<Value>): () => Promise<Value> {
  let opened: Promise<Value> | null = null;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
}
