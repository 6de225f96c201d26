CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`owner` text NOT NULL,
	`scopes` text NOT NULL,
	`per_minute` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `result_readings` (
	`owner` text NOT NULL,
	`platform` text NOT NULL,
	`post` text NOT NULL,
	`read_at` integer NOT NULL,
	`posted_at` integer,
	`views` integer NOT NULL,
	`likes` integer,
	`comments` integer,
	`shares` integer,
	`saves` integer,
	PRIMARY KEY(`owner`, `platform`, `post`, `read_at`)
);
--> statement-breakpoint
CREATE TABLE `sample_inbox` (
	`id` text PRIMARY KEY NOT NULL,
	`body_hash` text NOT NULL,
	`body` text,
	`feature_set` text NOT NULL,
	`received_at` integer NOT NULL,
	`shard` text
);
--> statement-breakpoint
CREATE INDEX `sample_inbox_by_shard` ON `sample_inbox` (`shard`,`received_at`);--> statement-breakpoint
CREATE TABLE `sample_shards` (
	`name` text PRIMARY KEY NOT NULL,
	`feature_set` text NOT NULL,
	`rows` integer NOT NULL,
	`bytes` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sample_shards_by_time` ON `sample_shards` (`first_at`,`last_at`);--> statement-breakpoint
CREATE TABLE `sample_withdrawals` (
	`id` text PRIMARY KEY NOT NULL,
	`received_at` integer NOT NULL,
	`asked_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `shares` (
	`id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`signature` text NOT NULL,
	`deletion_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `shares_by_end` ON `shares` (`expires_at`);