/** An installed app that the phone has closed opens where it was left, for a while: a place is noted down when the app is hidden. */

/** Longer ago it is a new visit, which begins at Home. Chosen: a phone clears apps from memory within minutes. */
const WHILE_MS = 30 * 60_000;
const NAME = 'presage.place';
/** An analysis dies with the app; Home tells how it ended. */
const NOT_RESUMED = /^\/(?:analysing|share-target)?$/;

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

export function notePlace(shelf: Shelf | null, address: string, now: number): void {
  try {
    shelf?.setItem(NAME, JSON.stringify({ address, at: now }));
  } catch {
    // No room or not allowed: the next visit begins at Home.
  }
}

/**
 * @param opened the address that the app was opened with
 * @param installed opened from its icon, where no tab has kept the address
 * @returns where to go; null to stay
 */
export function placeToResume(shelf: Shelf | null, opened: string, installed: boolean, now: number): string | null {
  // A shortcut, a link or a shared file says itself where to go.
  if (!installed || opened !== '/') return null;
  try {
    const value: unknown = JSON.parse(shelf?.getItem(NAME) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { address, at } = value as { address?: unknown; at?: unknown };
    if (typeof address !== 'string' || typeof at !== 'number') return null;
    const fresh = now - at >= 0 && now - at <= WHILE_MS;
    return fresh && /^\/(?!\/)/.test(address) && !NOT_RESUMED.test(address) ? address : null;
  } catch {
    return null;
  }
}
