CREATE TABLE `sample_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`body_hash` text NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `model_channels` ADD `percent` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sample_shards` ADD `stats` text;