/** Queries over model_releases and model_channels: what was ever served, what is served now, and back again. */
import { and, desc, eq, gt, lt, ne, sql } from 'drizzle-orm';
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

/** A candidate that a share of the installs on stable gets already. */
export interface Staged {
  readonly release: Release;
  /** 1 to 100. */
  readonly percent: number;
}

export async function stagedReleases(db: Database): Promise<readonly Staged[]> {
  return await db
    .select({ release: modelReleases, percent: modelChannels.percent })
    .from(modelChannels)
    .innerJoin(modelReleases, eq(modelChannels.releaseId, modelReleases.id))
    .where(and(eq(modelChannels.channel, 'candidate'), gt(modelChannels.percent, 0)));
}

/**
 * Keeps new releases and moves stable to them, except where a person has pinned another; or, when only some installs
 * are to have them at first, makes them candidates. One batch: all or nothing.
 *
 * @param percent of the installs that get a new build of a model that was there before
 */
export async function register(
  db: Database,
  built: readonly Omit<Release, 'registeredAt'>[],
  now: number,
  percent = 100,
): Promise<void> {
  const statements = built.flatMap((release) => {
    const row = { model: release.model, releaseId: release.id, pinned: false, changedAt: now };
    const target = [modelChannels.model, modelChannels.channel];
    const moved = { releaseId: release.id, changedAt: now };
    const stable = db.insert(modelChannels).values({ ...row, channel: 'stable' });
    return [
      db
        .insert(modelReleases)
        .values({ ...release, registeredAt: now })
        .onConflictDoNothing(),
      ...(percent >= 100
        ? [stable.onConflictDoUpdate({ target, set: moved, setWhere: eq(modelChannels.pinned, false) })]
        : [
            // The first build of a model has nothing to be staged against.
            stable.onConflictDoNothing(),
            // A host that starts again with the same build leaves its roll-out where the operator has put it.
            db
              .insert(modelChannels)
              .select(
                db
                  .select({
                    model: modelChannels.model,
                    channel: sql<'candidate'>`'candidate'`.as('channel'),
                    releaseId: sql<string>`${release.id}`.as('release_id'),
                    pinned: sql<boolean>`0`.as('pinned'),
                    changedAt: sql<number>`${now}`.as('changed_at'),
                    percent: sql<number>`${percent}`.as('percent'),
                  })
                  .from(modelChannels)
                  .where(
                    and(
                      eq(modelChannels.model, release.model),
                      eq(modelChannels.channel, 'stable'),
                      ne(modelChannels.releaseId, release.id),
                    ),
                  ),
              )
              .onConflictDoUpdate({
                target,
                set: { ...moved, percent },
                setWhere: ne(modelChannels.releaseId, release.id),
              }),
          ]),
    ];
  });
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
  const row = { model, channel, releaseId, pinned: true, changedAt: now, percent: 0 };
  await db
    .insert(modelChannels)
    .values(row)
    .onConflictDoUpdate({ target: [modelChannels.model, modelChannels.channel], set: row });
}

/** Gives a release to a share of the installs on stable; 0 takes it away from them at the next look. */
export async function stage(
  db: Database,
  model: string,
  releaseId: string,
  percent: number,
  now: number,
): Promise<void> {
  const row = { model, channel: 'candidate' as const, releaseId, pinned: true, changedAt: now, percent };
  await db
    .insert(modelChannels)
    .values(row)
    .onConflictDoUpdate({ target: [modelChannels.model, modelChannels.channel], set: row });
}

/** The candidate becomes stable for everybody, and follows new builds again. null when none was staged. */
export async function promote(db: Database, model: string, now: number): Promise<Release | null> {
  const staged = (await stagedReleases(db)).find(({ release }) => release.model === model);
  if (!staged) return null;
  const stable = and(eq(modelChannels.model, model), eq(modelChannels.channel, 'stable'));
  const candidate = and(eq(modelChannels.model, model), eq(modelChannels.channel, 'candidate'));
  await db.batch([
    db.update(modelChannels).set({ releaseId: staged.release.id, pinned: false, changedAt: now }).where(stable),
    db.update(modelChannels).set({ percent: 0, changedAt: now }).where(candidate),
  ]);
  return staged.release;
}

/**
 * Back in one call: a roll-out under way ends, and its installs are on stable again; without one, stable goes back to
 * the build before.
 *
 * @returns what everybody has now; null when there is nothing to go back to
 */
export async function goBack(
  db: Database,
  model: string,
  now: number,
): Promise<{ readonly release: Release; readonly ended: boolean } | null> {
  const staged = (await stagedReleases(db)).find(({ release }) => release.model === model);
  if (!staged) {
    const release = await rollBack(db, model, now);
    return release && { release, ended: false };
  }
  await stage(db, model, staged.release.id, 0, now);
  const stable = (await releasesOn(db, 'stable')).find((release) => release.model === model);
  return stable ? { release: stable, ended: true } : null;
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
export async function listReleases(db: Database): Promise<
  readonly (Release & {
    readonly channels: readonly { readonly channel: Channel; readonly pinned: boolean; readonly percent: number }[];
  })[]
> {
  const [releases, channels] = await Promise.all([
    db.select().from(modelReleases).orderBy(modelReleases.model, desc(modelReleases.registeredAt)),
    db.select().from(modelChannels),
  ]);
  return releases.map((release) => ({
    ...release,
    channels: channels
      .filter((row) => row.releaseId === release.id)
      .map(({ channel, pinned, percent }) => ({ channel, pinned, percent })),
  }));
}
