/** What an operator tells an edge to serve of a model, and what it says to that. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

const Model = z.string().regex(/^[a-z]{1,20}$/);
/** A version, or the start of a release's id. */
const Which = z.string().regex(/^[0-9A-Za-z._-]{1,64}$/);

export const ChannelOrder = z.discriminatedUnion('action', [
  /** Ends a roll-out; without one, back to the build before. */
  z.strictObject({ schema: z.literal(1), action: z.literal('back'), model: Model }),
  /** To this share of the installs, per cent. */
  z.strictObject({
    schema: z.literal(1),
    action: z.literal('stage'),
    model: Model,
    version: Which,
    percent: z.int().min(0).max(100),
  }),
  /** What is staged, to everybody. */
  z.strictObject({ schema: z.literal(1), action: z.literal('promote'), model: Model }),
  z.strictObject({ schema: z.literal(1), action: z.literal('pin'), model: Model, version: Which }),
  z.strictObject({ schema: z.literal(1), action: z.literal('follow'), model: Model }),
]);
export type ChannelOrder = z.infer<typeof ChannelOrder>;

export const ChannelDone = z.object({ schema: z.literal(1), sentence: z.string().min(1) });
export type ChannelDone = z.infer<typeof ChannelDone>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseChannelOrder = (input: unknown): Parsed<ChannelOrder> =>
  parseUpgraded(ChannelOrder, 1, UPGRADES, input);
