/** Queries over model_releases and model_channels: what was ever served, what is served now, and back again. */
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { modelChannels, modelReleases } from './schema.ts';

export const CHANNELS = ['stable', 'candidate'] as const;
export type Channel = (typeof CHANNELS)[number];
export type Release = typeof modelReleases.$inferSelect;

/** Releases on a channel, one per model, in the order of the models' names. */
export async function releasesOn(db: Database, channel: Channel): Promise<readonly Release[]> {
  const rows = await db
    .select({ release: modelReleases })
    .from(modelChannels)
    .innerJoin(modelReleases, eq(modelChannels.releaseId, modelReleases.id))
    .where(eq(modelChannels.channel, channel))
    .orderBy(modelChannels.model);
  return rows.map((row) => row.release);
}

/** Keeps new releases and moves stable to them, except where a person has pinned another. One batch: all or nothing. */
export async function register(
  db: Database,
  built: readonly Omit<Release, 'registeredAt'>[],
  now: number,
): Promise<void> {
  const statements = built.flatMap((release) => [
    db
      .insert(modelReleases)
      .values({ ...release, registeredAt: now })
      .onConflictDoNothing(),
    db
      .insert(modelChannels)
      .values({ model: release.model, channel: 'stable', releaseId: release.id, pinned: false, changedAt: now })
      .onConflictDoUpdate({
        target: [modelChannels.model, modelChannels.channel],
        set: { releaseId: release.id, changedAt: now },
        setWhere: eq(modelChannels.pinned, false),
      }),
  ]);
  const [first, ...rest] = statements;
  if (first) await db.batch([first, ...rest]);
}

/** Points a channel at a release and keeps it there. */
export async function pin(
  db: Database,
  model: string,
  channel: Channel,
  releaseId: string,
  now: number,
): Promise<void> {
  const row = { model, channel, releaseId, pinned: true, changedAt: now };
  await db
    .insert(modelChannels)
    .values(row)
    .onConflictDoUpdate({ target: [modelChannels.model, modelChannels.channel], set: row });
}

/** The release of that model that was registered just before the one on stable; pinned there. null when there is none. */
export async function rollBack(db: Database, model: string, now: number): Promise<Release | null> {
  const [current] = await db
    .select({ release: modelReleases })
    .from(modelChannels)
    .innerJoin(modelReleases, eq(modelChannels.releaseId, modelReleases.id))
    .where(and(eq(modelChannels.model, model), eq(modelChannels.channel, 'stable')));
  if (!current) return null;
  const [before] = await db
    .select()
    .from(modelReleases)
    .where(and(eq(modelReleases.model, model), lt(modelReleases.registeredAt, current.release.registeredAt)))
    .orderBy(desc(modelReleases.registeredAt))
    .limit(1);
  if (!before) return null;
  await pin(db, model, 'stable', before.id, now);
  return before;
}

/** Lets stable follow the newest release again. null when the model is unknown. */
export async function follow(db: Database, model: string, now: number): Promise<Release | null> {
  const [newest] = await db
    .select()
    .from(modelReleases)
    .where(eq(modelReleases.model, model))
    .orderBy(desc(modelReleases.registeredAt))
    .limit(1);
  if (!newest) return null;
  await db
    .update(modelChannels)
    .set({ releaseId: newest.id, pinned: false, changedAt: now })
    .where(and(eq(modelChannels.model, model), eq(modelChannels.channel, 'stable')));
  return newest;
}

/** Everything for the operator's list, newest first. */
export async function listReleases(
  db: Database,
): Promise<
  readonly (Release & { readonly channels: readonly { readonly channel: Channel; readonly pinned: boolean }[] })[]
> {
  const [releases, channels] = await Promise.all([
    db.select().from(modelReleases).orderBy(modelReleases.model, desc(modelReleases.registeredAt)),
    db.select().from(modelChannels),
  ]);
  return releases.map((release) => ({
    ...release,
    channels: channels
      .filter((row) => row.releaseId === release.id)
      .map(({ channel, pinned }) => ({ channel, pinned })),
  }));
}
