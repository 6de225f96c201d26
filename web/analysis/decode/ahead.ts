/** An iteration enters and begins at once; the same items leave in the same order, whenever they are asked for. */

export interface Ahead<Item> extends AsyncIterableIterator<Item, undefined> {
  /** Ends it, also where nothing was taken yet; safe to call twice. */
  return(value?: unknown): Promise<IteratorReturnResult<undefined>>;
}

/**
 * @param items small; those that wait to be taken are held
 * @param most of them; left out, all may be held before the first is taken
 */
export function ahead<Item>(items: AsyncIterable<Item>, most = Infinity): Ahead<Item> {
  const held: Item[] = [];
  const now = { ended: false, left: false };
  const failures: unknown[] = [];
  let wake = (): void => undefined;
  let makeRoom = (): void => undefined;
  const run = async (): Promise<void> => {
    try {
      for await (const item of items) {
        if (now.left) return;
        held.push(item);
        wake();
        while (held.length >= most && !now.left) await new Promise<void>((resolve) => (makeRoom = resolve));
      }
    } catch (error) {
      failures.push(error);
    } finally {
      now.ended = true;
      wake();
    }
  };
  const running = run();
  const over: IteratorReturnResult<undefined> = { done: true, value: undefined };
  return {
    async next() {
      while (!now.left) {
        const item = held.shift();
        makeRoom();
        if (item !== undefined) return { done: false, value: item };
        if (failures.length > 0) throw failures[0];
        if (now.ended) return over;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return over;
    },
    async return() {
      now.left = true;
      held.length = 0;
      makeRoom();
      wake();
      // What was decoded is closed by then.
      await running;
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
