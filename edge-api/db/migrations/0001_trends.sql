CREATE TABLE `source_runs` (
	`source` text NOT NULL,
	`label` text NOT NULL,
	`started_at` integer NOT NULL,
	`ms` integer NOT NULL,
	`outcome` text NOT NULL,
	`why` text,
	`items` integer NOT NULL,
	`quarantined` integer NOT NULL,
	`excerpt` text,
	PRIMARY KEY(`source`, `label`, `started_at`)
);
--> statement-breakpoint
CREATE TABLE `source_states` (
	`source` text NOT NULL,
	`label` text NOT NULL,
	`etag` text,
	`modified` text,
	`failures` integer NOT NULL,
	`failed_at` integer,
	`good_at` integer,
	PRIMARY KEY(`source`, `label`)
);
--> statement-breakpoint
CREATE TABLE `trend_readings` (
	`source` text NOT NULL,
	`region` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`day` integer NOT NULL,
	`category` text NOT NULL,
	`name` text NOT NULL,
	`by` text,
	`value` real,
	`measure` text NOT NULL,
	`unit` text NOT NULL,
	`rank` integer,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`source`, `region`, `kind`, `key`, `day`)
);
--> statement-breakpoint
CREATE INDEX `trend_readings_by_day` ON `trend_readings` (`region`,`day`);--> statement-breakpoint
CREATE TABLE `trend_snapshots` (
	`region` text NOT NULL,
	`category` text NOT NULL,
	`body` text NOT NULL,
	`sha256` text NOT NULL,
	`made_at` integer NOT NULL,
	PRIMARY KEY(`region`, `category`)
);
