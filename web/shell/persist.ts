/**
 * Asks the browser to keep the history when the disk runs low. Called after the first saved score: then there is
 * something to lose, and Firefox's question makes sense to the person.
 */
export async function keepStorage(
  storage: StorageManager | undefined = navigator.storage,
): Promise<'kept' | 'refused' | 'unknown'> {
  try {
    if (!storage?.persist) return 'unknown';
    if (await storage.persisted()) return 'kept';
    return (await storage.persist()) ? 'kept' : 'refused';
  } catch {
    return 'unknown';
  }
}
