/** How much this app keeps on the device, and how much the browser allows. */

export interface StorageUse {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** The browser promised not to clear it by itself. */
  readonly persistent: boolean;
}

/** @returns null where the browser does not tell */
export async function storageUse(storage: StorageManager | undefined = navigator.storage): Promise<StorageUse | null> {
  try {
    const [estimate, persistent] = await Promise.all([storage?.estimate?.(), storage?.persisted?.()]);
    if (estimate?.usage === undefined || estimate.quota === undefined) return null;
    return { usedBytes: estimate.usage, quotaBytes: estimate.quota, persistent: persistent ?? false };
  } catch {
    return null; // refused in a private window
  }
}
