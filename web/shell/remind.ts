/** Readings to come → a number on the app's icon, a timer while it is open, and reminders that the service worker shows where the browser wakes it. */
import type { DueReading, Reminding } from '../state/postings.svelte.ts';
import { READINGS_SYNC } from './sw-rules.ts';
import { putReminders, takeDue, type Reminder } from '../store/reminders.ts';

/** Browsers wake it no more often than they like; once in six hours is the most that helps. */
const LEAST_INTERVAL_MS = 6 * 3_600_000;
/** setTimeout counts in 32 bits; what lies further ahead is planned again at the next start. */
const LONGEST_TIMER_MS = 2_000_000_000;
/** More wait in no phone's tray. */
const MOST = 40;

interface Waking {
  readonly periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void> };
}
interface Badge {
  readonly setAppBadge?: (count: number) => Promise<void>;
  readonly clearAppBadge?: () => Promise<void>;
}

export interface RemindParts {
  readonly clock: () => number;
  readonly storage: CacheStorage | undefined;
  readonly serviceWorker: ServiceWorkerContainer | undefined;
  readonly notifications: Pick<typeof Notification, 'permission' | 'requestPermission'> | undefined;
  readonly badge: Badge;
  /** In the language on screen. */
  readonly words: (reading: DueReading) => Pick<Reminder, 'title' | 'body' | 'path'>;
}

export function reminding({ clock, storage, serviceWorker, notifications, badge, words }: RemindParts): Reminding {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const may: Reminding['may'] = () => {
    if (!notifications || !serviceWorker || !storage || notifications.permission === 'denied') return 'no';
    return notifications.permission === 'granted' ? 'yes' : 'ask';
  };

  /** Shows those whose time has come, while the app is open; sw.ts does the same while it is not. */
  const show = async (): Promise<void> => {
    const registration = await serviceWorker?.getRegistration();
    if (!registration || !storage) return;
    for (const { title, body, tag, path } of await takeDue(storage, clock()))
      await registration.showNotification(title, { body, tag, data: { path }, icon: '/icons/icon-192.png' });
  };

  return {
    may,
    ask: async () => {
      if (!notifications || may() === 'no') return 'no';
      return (await notifications.requestPermission()) === 'granted' ? 'yes' : 'no';
    },
    plan: async (coming, due) => {
      // A browser without a badge, or one that refuses it, leaves the icon as it is.
      await (due > 0 ? badge.setAppBadge?.(due) : badge.clearAppBadge?.())?.catch(() => undefined);
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (!storage) return;
      const ahead = may() === 'yes' ? coming.filter(({ at }) => at > clock()).slice(0, MOST) : [];
      await putReminders(
        storage,
        ahead.map((reading) => ({
          tag: `${reading.posting.reportId} ${reading.ageH}`,
          at: reading.at,
          ...words(reading),
        })),
      ).catch(() => undefined); // Storage is refused: the app itself still says what is due.
      const [next] = ahead;
      if (!next) return;
      timer = setTimeout(() => void show(), Math.min(LONGEST_TIMER_MS, next.at - clock()));
      const registration = (await serviceWorker?.getRegistration()) as (ServiceWorkerRegistration & Waking) | undefined;
      // Only an installed app that is used may be woken; elsewhere the timer and the badge have to do.
      await registration?.periodicSync
        ?.register(READINGS_SYNC, { minInterval: LEAST_INTERVAL_MS })
        .catch(() => undefined);
    },
  };
}
