/** The tables, the same on SQLite and D1: what each row is, and who writes it. Times are Unix milliseconds. */
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Every model build that was ever served, with its index entry as JSON: a channel can go back to any of them. */
export const modelReleases = sqliteTable(
  'model_releases',
  {
    /** SHA-256 of the entry: the same build is the same release on every host. */
    id: text('id').primaryKey(),
    model: text('model').notNull(),
    version: text('version').notNull(),
    featureSet: text('feature_set').notNull(),
    /** An entry of `ModelIndex` in models/contracts/manifest.ts. */
    entry: text('entry').notNull(),
    registeredAt: integer('registered_at').notNull(),
  },
  (table) => [index('model_releases_by_model').on(table.model, table.registeredAt)],
);

/** Which release a channel serves now. Written when a new build arrives, and by the roll-back command. */
export const modelChannels = sqliteTable(
  'model_channels',
  {
    model: text('model').notNull(),
    channel: text('channel', { enum: ['stable', 'candidate'] }).notNull(),
    releaseId: text('release_id').notNull(),
    /** A person chose this release: a new build does not replace it until someone says `follow`. */
    pinned: integer('pinned', { mode: 'boolean' }).notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.model, table.channel] }),
    foreignKey({ columns: [table.releaseId], foreignColumns: [modelReleases.id] }),
  ],
);

/** Counts per day without anything about a person: `model_file` by "reach@1.0.0/model.json". */
export const dailyCounters = sqliteTable(
  'daily_counters',
  {
    /** UTC, 2026-05-01. */
    day: text('day').notNull(),
    name: text('name').notNull(),
    label: text('label').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.name, table.label] })],
);
