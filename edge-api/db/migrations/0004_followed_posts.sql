CREATE TABLE `followed_posts` (
	`id` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`post` text NOT NULL,
	`posted_at` integer NOT NULL,
	`followed_at` integer NOT NULL,
	`next_at` integer,
	`ends_at` integer NOT NULL,
	`unknown` integer NOT NULL,
	`validator` text
);
--> statement-breakpoint
CREATE INDEX `followed_posts_due` ON `followed_posts` (`next_at`);--> statement-breakpoint
CREATE INDEX `followed_posts_by_end` ON `followed_posts` (`ends_at`);--> statement-breakpoint
CREATE TABLE `followed_readings` (
	`followed` text NOT NULL,
	`read_at` integer NOT NULL,
	`body` text NOT NULL,
	`keep_until` integer,
	PRIMARY KEY(`followed`, `read_at`)
);
--> statement-breakpoint
CREATE INDEX `followed_readings_by_end` ON `followed_readings` (`keep_until`);