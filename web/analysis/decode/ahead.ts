/** An iteration enters and begins at once; the same items leave in the same order, whenever they are asked for. */

/**
 * @param items few and small: all may be held before the first is taken
 */
export function ahead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const held: Item[] = [];
  let ended = false;
  let left = false;
  const failures: unknown[] = [];
  let wake = (): void => undefined;
  const run = async (): Promise<void> => {
    try {
      for await (const item of items) {
        if (left) return;
        held.push(item);
        wake();
      }
    } catch (error) {
      failures.push(error);
    } finally {
      ended = true;
      wake();
    }
  };
  void run();
  return (async function* () {
    try {
      for (;;) {
        const item = held.shift();
        if (item !== undefined) yield item;
        else if (failures.length > 0) throw failures[0];
        else if (ended) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      left = true;
    }
  })();
}
