/** Reminders that the page leaves for the service worker: it has no words and no database of its own, so each lies ready in Cache storage. */

const CACHE = 'presage-reminders';
const PLACE = '/reminders.json';
/** A reminder that nobody could show within a day of its time is of no more use. */
const STALE_MS = 86_400_000;

export interface Reminder {
  /** One reading of one post: the same again takes the place of the older. */
  readonly tag: string;
  /** Unix ms. */
  readonly at: number;
  readonly title: string;
  readonly body: string;
  /** Where it leads, in this app. */
  readonly path: string;
}

export async function putReminders(storage: CacheStorage, reminders: readonly Reminder[]): Promise<void> {
  const cache = await storage.open(CACHE);
  await cache.put(PLACE, new Response(JSON.stringify(reminders), { headers: { 'content-type': 'application/json' } }));
}

/** Those whose time has come; they lie there no more. */
export async function takeDue(storage: CacheStorage, now: number): Promise<readonly Reminder[]> {
  const response = await (await storage.open(CACHE)).match(PLACE);
  const all: unknown = await response?.json().catch(() => null);
  const reminders = Array.isArray(all) ? all.filter(isReminder) : [];
  const due = reminders.filter(({ at }) => at <= now && now - at < STALE_MS);
  if (reminders.some(({ at }) => at <= now))
    await putReminders(
      storage,
      reminders.filter(({ at }) => at > now),
    );
  return due;
}

function isReminder(value: unknown): value is Reminder {
  if (typeof value !== 'object' || value === null) return false;
  const { tag, at, title, body, path } = value as Readonly<Record<string, unknown>>;
  return (
    typeof at === 'number' &&
    [tag, title, body].every((text) => typeof text === 'string') &&
    typeof path === 'string' &&
    path.startsWith('/')
  );
}
