/** Every tool that answers. A new one: a file beside this, and one line here; its route, its docs and its command follow. */
import { affinityTool } from './affinity.ts';
import { captionTool, hashtagsTool } from './caption.ts';
import { compareTool } from './compare.ts';
import { coverTool } from './cover.ts';
import { peakTool } from './peak.ts';
import { peersTool } from './peers.ts';
import { analyzeTool, featuresTool, scoreTool } from './score.ts';
import { sentimentTool } from './sentiment.ts';
import { timingTool } from './timing.ts';
import type { Tool } from './tool.ts';

/** What any of them takes is unknown until its own `request` has parsed it. */
export type AnyTool = Tool<{ readonly schema: number }, unknown>;

// holds: `run` is only ever called with what the same tool's `request` gave
const any = <In extends { readonly schema: number }, Out>(tool: Tool<In, Out>): AnyTool => tool as unknown as AnyTool;

export const TOOLS: readonly AnyTool[] = [
  any(scoreTool),
  any(analyzeTool),
  any(featuresTool),
  any(compareTool),
  any(captionTool),
  any(hashtagsTool),
  any(coverTool),
  any(timingTool),
  any(affinityTool),
  any(peersTool),
  any(sentimentTool),
  any(peakTool),
];

export const toolNamed = (name: string): AnyTool | null => TOOLS.find((tool) => tool.name === name) ?? null;
