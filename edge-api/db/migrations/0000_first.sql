CREATE TABLE `daily_counters` (
	`day` text NOT NULL,
	`name` text NOT NULL,
	`label` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `name`, `label`)
);
--> statement-breakpoint
CREATE TABLE `model_channels` (
	`model` text NOT NULL,
	`channel` text NOT NULL,
	`release_id` text NOT NULL,
	`pinned` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`model`, `channel`),
	FOREIGN KEY (`release_id`) REFERENCES `model_releases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `model_releases` (
	`id` text PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`version` text NOT NULL,
	`feature_set` text NOT NULL,
	`entry` text NOT NULL,
	`registered_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `model_releases_by_model` ON `model_releases` (`model`,`registered_at`);