/** The tables, the same on SQLite and D1: what each row is, and who writes it. Times are Unix milliseconds. */
import { foreignKey, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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
    /** Of the installs on stable that get the candidate instead; 0 on stable itself. */
    percent: integer('percent').notNull().default(0),
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

/** One number of one key on one day, as a source told it. Written by the trends job; pruned after a year, or sooner where the source's terms say so. */
export const trendReadings = sqliteTable(
  'trend_readings',
  {
    source: text('source').notNull(),
    /** 'world' or ISO 3166-1 alpha-2. */
    region: text('region').notNull(),
    kind: text('kind', { enum: ['hashtag', 'sound', 'topic', 'video'] }).notNull(),
    key: text('key').notNull(),
    /** Days since 1970, UTC. */
    day: integer('day').notNull(),
    category: text('category').notNull(),
    name: text('name').notNull(),
    by: text('by'),
    value: real('value'),
    measure: text('measure', { enum: ['total', 'rate'] }).notNull(),
    unit: text('unit').notNull(),
    rank: integer('rank'),
    readAt: integer('read_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.region, table.kind, table.key, table.day] }),
    index('trend_readings_by_day').on(table.region, table.day),
  ],
);

/** One row per request to a source: what came of it. For operators; nothing about people. */
export const sourceRuns = sqliteTable(
  'source_runs',
  {
    source: text('source').notNull(),
    label: text('label').notNull(),
    startedAt: integer('started_at').notNull(),
    ms: integer('ms').notNull(),
    outcome: text('outcome', { enum: ['read', 'unchanged', 'empty', 'layout_changed', 'failed', 'resting'] }).notNull(),
    /** Why it failed, or the reason of the first entry in quarantine. */
    why: text('why'),
    items: integer('items').notNull(),
    quarantined: integer('quarantined').notNull(),
    /** The first of what could not be read, cut short. */
    excerpt: text('excerpt'),
  },
  (table) => [primaryKey({ columns: [table.source, table.label, table.startedAt] })],
);

/** What the next request to a source needs to know of the last ones: validators and the breaker's state. */
export const sourceStates = sqliteTable(
  'source_states',
  {
    source: text('source').notNull(),
    label: text('label').notNull(),
    etag: text('etag'),
    modified: text('modified'),
    failures: integer('failures').notNull(),
    failedAt: integer('failed_at'),
    /** Last time that something good came: fresh, empty or unchanged. */
    goodAt: integer('good_at'),
  },
  (table) => [primaryKey({ columns: [table.source, table.label] })],
);

/** The finished snapshot of a region and category, as it is sent. */
export const trendSnapshots = sqliteTable(
  'trend_snapshots',
  {
    region: text('region').notNull(),
    category: text('category').notNull(),
    /** TrendSnapshot of models/contracts/trends.ts as JSON. */
    body: text('body').notNull(),
    sha256: text('sha256').notNull(),
    madeAt: integer('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.region, table.category] })],
);

/** A share link that its maker can delete. Numbers only (ShareForecast in models/contracts/share.ts). */
export const shares = sqliteTable(
  'shares',
  {
    id: text('id').primaryKey(),
    /** ShareForecast as JSON. */
    body: text('body').notNull(),
    /** HMAC over id, body and moments: a row that was changed by hand shows no number. */
    signature: text('signature').notNull(),
    /** SHA-256 of the deletion token. */
    deletionHash: text('deletion_hash').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [index('shares_by_end').on(table.expiresAt)],
);

/**
 * Samples that people gave, written before they are acknowledged. Once in a shard the row keeps no sample, and stays two
 * days more to answer a repeated Idempotency-Key.
 */
export const sampleInbox = sqliteTable(
  'sample_inbox',
  {
    /** From the Idempotency-Key and the server's secret. */
    id: text('id').primaryKey(),
    bodyHash: text('body_hash').notNull(),
    /** Sample in models/contracts/sample.ts as JSON; null once it is in a shard or withdrawn. */
    body: text('body'),
    featureSet: text('feature_set').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** Shard that takes it; 'withdrawn' when its giver wanted it back; null while it waits. */
    shard: text('shard'),
  },
  (table) => [index('sample_inbox_by_shard').on(table.shard, table.receivedAt)],
);

/**
 * Which Idempotency-Keys were taken, on a host that hands samples to a queue: they never wait in `sample_inbox` there.
 * Forgotten after two days.
 */
export const sampleKeys = sqliteTable('sample_keys', {
  /** As in sample_inbox. */
  id: text('id').primaryKey(),
  bodyHash: text('body_hash').notNull(),
  receivedAt: integer('received_at').notNull(),
});

/** One row per Parquet file of samples. */
export const sampleShards = sqliteTable(
  'sample_shards',
  {
    name: text('name').primaryKey(),
    featureSet: text('feature_set').notNull(),
    rows: integer('rows').notNull(),
    bytes: integer('bytes').notNull(),
    /** Of the first and the last sample in it. */
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
    madeAt: integer('made_at').notNull(),
    /** ShardStats of samples/stats.ts as JSON: what the figures of drift are added up from; null until somebody counted. */
    stats: text('stats'),
  },
  (table) => [index('sample_shards_by_time').on(table.firstAt, table.lastAt)],
);

/** Samples in shards whose givers wanted them back: left out of every export at once, and of the file at the next rewrite. */
export const sampleWithdrawals = sqliteTable('sample_withdrawals', {
  id: text('id').primaryKey(),
  receivedAt: integer('received_at').notNull(),
  askedAt: integer('asked_at').notNull(),
});

/** Tokens for scripts and operators. The token itself is kept nowhere. */
export const apiTokens = sqliteTable('api_tokens', {
  /** Its public prefix. */
  id: text('id').primaryKey(),
  hash: text('hash').notNull(),
  owner: text('owner').notNull(),
  /** Separated by spaces. */
  scopes: text('scopes').notNull(),
  perMinute: integer('per_minute').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at'),
  revokedAt: integer('revoked_at'),
  lastUsedAt: integer('last_used_at'),
});

/** What was done behind a token or by a command. */
export const auditLog = sqliteTable('audit_log', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  at: integer('at').notNull(),
  /** A token's prefix, or 'command'. */
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
});

/** Readings of a creator's own posts, pushed in by their own scripts. */
export const resultReadings = sqliteTable(
  'result_readings',
  {
    owner: text('owner').notNull(),
    platform: text('platform', { enum: ['tiktok', 'reels', 'shorts'] }).notNull(),
    post: text('post').notNull(),
    readAt: integer('read_at').notNull(),
    postedAt: integer('posted_at'),
    views: integer('views').notNull(),
    likes: integer('likes'),
    comments: integer('comments'),
    shares: integer('shares'),
    saves: integer('saves'),
  },
  (table) => [primaryKey({ columns: [table.owner, table.platform, table.post, table.readAt] })],
);

/** Counts since the database was made, never taken back: what /metrics shows. Added to by each process every few seconds (metrics/meter.ts). */
export const metricTotals = sqliteTable(
  'metric_totals',
  {
    /** 'requests', 'not_modified', 'duration' or 'duration_ms'. */
    name: text('name').notNull(),
    /** Labels as a JSON object, from closed sets of our own making. */
    labels: text('labels').notNull(),
    value: integer('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.labels] })],
);

/** Requests to the API per minute of the last day, and how many of them ended in a 5xx: what the alert on errors looks at. */
export const requestMinutes = sqliteTable('request_minutes', {
  /** Minutes since 1970. */
  minute: integer('minute').primaryKey(),
  requests: integer('requests').notNull(),
  failed: integer('failed').notNull(),
});

/** What each web-hook was last told about a subject, so that it hears of changes only. */
export const noticesSent = sqliteTable(
  'notices_sent',
  {
    /** Kind, host and a hash of the address; the address itself is a secret. */
    hook: text('hook').notNull(),
    /** 'alert errors', 'model reach'; 'first' stands for the first meeting. */
    subject: text('subject').notNull(),
    /** An alert's severity or 'over'; a release's id. */
    state: text('state').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.hook, table.subject] })],
);

/**
 * Posts whose public counts this host reads at fixed ages, and the readings so far. Only what can be read with the
 * operator's own key: a creator's token is kept nowhere. Whoever holds the receipt reads and deletes it; nobody is named.
 */
export const followedPosts = sqliteTable(
  'followed_posts',
  {
    /** SHA-256 of the receipt. */
    id: text('id').primaryKey(),
    platform: text('platform', { enum: ['tiktok', 'reels', 'shorts'] }).notNull(),
    post: text('post').notNull(),
    postedAt: integer('posted_at').notNull(),
    followedAt: integer('followed_at').notNull(),
    /** When it is read next; null when it is read no more. */
    nextAt: integer('next_at'),
    /** Everything of it is dropped then. */
    endsAt: integer('ends_at').notNull(),
    /** How often in a row the platform did not know it. */
    unknown: integer('unknown').notNull(),
    /** Validator of the last reply that held it, behind the number of posts in that reply: '3 "abc"'. */
    validator: text('validator'),
  },
  (table) => [index('followed_posts_due').on(table.nextAt), index('followed_posts_by_end').on(table.endsAt)],
);

export const followedReadings = sqliteTable(
  'followed_readings',
  {
    followed: text('followed').notNull(),
    readAt: integer('read_at').notNull(),
    /** LinkedReading of models/contracts/linked-result.ts as JSON. */
    body: text('body').notNull(),
    /** The source's terms want it gone by then; null where the post's own end is soon enough. */
    keepUntil: integer('keep_until'),
  },
  (table) => [
    primaryKey({ columns: [table.followed, table.readAt] }),
    index('followed_readings_by_end').on(table.keepUntil),
  ],
);
