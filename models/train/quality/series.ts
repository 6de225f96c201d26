/**
 * Frames of the clips enter, each spoilt in six ways; what the fixed layers of the network and sharpness alone make of each
 * picture leaves. The longest stage by far, so it has a file of its own: other changes do not make it run again.
 */
import { QUALITY_SIZE } from '#core/signals/quality.ts';
import { shrink } from '#core/signals/grey.ts';
import { WORKING_SIZE } from '#core/signals/plan.ts';
import { sharpnessOf } from '#core/signals/sharpness.ts';
import { seeded } from '#core/stats/random.ts';
import type { Job } from '../graph.ts';
import { qualityNetwork } from './body.ts';
import { CLIPS, lumaAt, SOURCES } from './clips.ts';
import { atSize, degraded, KINDS, LEVELS, part, type Plane } from './degrade.ts';
import { looker } from './look.ts';

export const SERIES_MODULE = import.meta.url;

/** One frame spoilt in one way: as it is, then spoilt more and more. */
export interface Spoilt {
  readonly frame: string;
  readonly kind: string;
  readonly clip: string;
  readonly side: 'train' | 'test';
  readonly features: readonly (readonly number[])[];
  readonly sharpness: readonly number[];
}

export async function spoiltSeries(job: Job): Promise<Spoilt[]> {
  const eyes = await looker(qualityNetwork(null));
  const out: Spoilt[] = [];
  const frames = SOURCES.flatMap((source) => source.times.map((at) => ({ ...source, at })));
  try {
    for (const [n, { clip, side, at }] of frames.entries()) {
      job.signal.throwIfAborted();
      job.progress(n, frames.length, 'frames');
      const plane = lumaAt(job.table(`${CLIPS}/${clip}`), at);
      if (plane === null) throw new Error(`no frame of ${clip} at ${at} s`);
      // Other framings of the training frames: the same spoiling on other pictures.
      const framings = side === 'train' ? [plane, part(plane, 0.2, 0.3, 0.6), part(plane, 0.8, 0.7, 0.5)] : [plane];
      for (const [f, framed] of framings.entries()) {
        const asIs = await measured(eyes.look, framed);
        for (const kind of KINDS) {
          const random = seeded(1000 * n + 10 * f + KINDS.indexOf(kind));
          const rows = [asIs];
          for (const level of LEVELS[kind].keys())
            rows.push(await measured(eyes.look, degraded(framed, kind, level, random)));
          out.push({
            frame: `${clip} ${at} ${f}`,
            clip,
            side,
            kind,
            features: rows.map(({ features }) => features),
            sharpness: rows.map(({ sharpness }) => sharpness),
          });
        }
      }
    }
  } finally {
    await eyes.close();
  }
  return out;
}

/** As the app sees it: first made smaller; sharpness at the working size of the plain measures. */
async function measured(
  look: (plane: Plane) => Promise<readonly number[]>,
  plane: Plane,
): Promise<{ readonly features: readonly number[]; readonly sharpness: number }> {
  const seen = atSize(plane, QUALITY_SIZE);
  const values = seen.luma.map((value) => 255 * value);
  return {
    features: await look(seen),
    sharpness: sharpnessOf(shrink({ width: seen.width, height: seen.height, values }, WORKING_SIZE)),
  };
}
