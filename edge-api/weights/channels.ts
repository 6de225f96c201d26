/** What an operator says of a model's channel (back, stage, promote, pin, follow, list) → done in the database, and the sentence that tells it. */
import { counts } from '../db/counters.ts';
import type { Database } from '../db/database.ts';
import { follow, goBack, listReleases, pin, promote, stage, type Release } from '../db/releases.ts';

const USAGE =
  'Usage: npm run channel -- list | stage MODEL VERSION PERCENT | promote MODEL | back MODEL | pin MODEL VERSION | follow MODEL';

/** @returns lines to print, and whether it was done */
export async function channelCommand(
  db: Database,
  args: readonly string[],
  now: number,
): Promise<{ ok: boolean; lines: readonly string[] }> {
  const [verb, model, wanted, share] = args;
  if (verb === 'list') return { ok: true, lines: await list(db) };
  if (model === undefined) return { ok: false, lines: [USAGE] };
  switch (verb) {
    case 'back': {
      const back = await goBack(db, model, now);
      if (!back) return { ok: false, lines: [`There is no build of ${model} before the one that is served.`] };
      const { version } = back.release;
      return {
        ok: true,
        lines: [
          back.ended
            ? `The roll-out of ${model} has ended; everybody is back at ${version}.`
            : `${model} is back at ${version} and stays there until you say: follow ${model}.`,
        ],
      };
    }
    case 'pin': {
      const release = await oneRelease(db, model, wanted);
      if (typeof release === 'string') return { ok: false, lines: [release] };
      await pin(db, model, 'stable', release.id, now);
      return { ok: true, lines: [`${model} is at ${release.version} and stays there until you say: follow ${model}.`] };
    }
    case 'stage': {
      const release = await oneRelease(db, model, wanted);
      if (typeof release === 'string') return { ok: false, lines: [release] };
      if (!/^([0-9]|[1-9][0-9]|100)$/.test(share ?? '')) {
        return { ok: false, lines: ['How many per cent of the installs? A whole number from 0 to 100.'] };
      }
      await stage(db, model, release.id, Number(share), now);
      return { ok: true, lines: [`${model} ${release.version} goes to ${share} % of the installs.`] };
    }
    case 'promote': {
      const release = await promote(db, model, now);
      if (!release) return { ok: false, lines: [`No build of ${model} is staged.`] };
      return { ok: true, lines: [`${model} is at ${release.version} for everybody and follows new builds.`] };
    }
    case 'follow': {
      const release = await follow(db, model, now);
      if (!release) return { ok: false, lines: [`There is no build of ${model}.`] };
      return { ok: true, lines: [`${model} is at ${release.version} and follows new builds.`] };
    }
    default:
      return { ok: false, lines: [USAGE] };
  }
}

/** The one build of a model that a version or the start of an id names; else the sentence that says why not. */
async function oneRelease(db: Database, model: string, wanted: string | undefined): Promise<Release | string> {
  const found = (await listReleases(db)).filter(
    (release) =>
      release.model === model && wanted !== undefined && (release.version === wanted || release.id.startsWith(wanted)),
  );
  const [release] = found;
  if (!release) return `There is no such build of ${model}.`;
  return found.length > 1 ? `${found.length} builds answer to ${wanted}; give the start of an id.` : release;
}

async function list(db: Database): Promise<readonly string[]> {
  const releases = (await listReleases(db)).map(({ id, model, version, registeredAt, channels }) => {
    const where = channels
      .map(({ channel, pinned, percent }) =>
        channel === 'candidate' ? `candidate (${percent} % of installs)` : `${channel}${pinned ? ' (pinned)' : ''}`,
      )
      .join(', ');
    return `${model.padEnd(10)} ${version.padEnd(20)} ${id.slice(0, 10)}  ${new Date(registeredAt).toISOString()}  ${where}`.trimEnd();
  });
  const downloads = (await counts(db)).map(({ day, name, label, count }) => `${day}  ${name}  ${label}  ${count}`);
  return [
    ...(releases.length > 0 ? releases : ['No model was ever served from here.']),
    ...(downloads.length > 0 ? ['', 'Counts by day:', ...downloads] : []),
  ];
}
