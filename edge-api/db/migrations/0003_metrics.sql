CREATE TABLE `metric_totals` (
	`name` text NOT NULL,
	`labels` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`name`, `labels`)
);
--> statement-breakpoint
CREATE TABLE `notices_sent` (
	`hook` text NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`hook`, `subject`)
);
--> statement-breakpoint
CREATE TABLE `request_minutes` (
	`minute` integer PRIMARY KEY NOT NULL,
	`requests` integer NOT NULL,
	`failed` integer NOT NULL
);
