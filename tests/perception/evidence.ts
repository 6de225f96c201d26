/**
 * `npx tsx tests/perception/evidence.ts`: the figures that the checks of this folder wrote (*.measured.json) enter; one
 * table of counts for the screen "How good is this?" leaves: models/data/detectors.json. It measures nothing itself.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseDetectorFigures, type Detector, type DetectorSlice } from '#contracts/detectors.ts';

type Share = NonNullable<DetectorSlice['right']>;
interface Row {
  readonly what: string;
  readonly value: string;
}

const rowsOf = (name: string): readonly Row[] =>
  JSON.parse(readFileSync(new URL(`${name}.measured.json`, import.meta.url), 'utf8')) as readonly Row[];

function valueOf(rows: readonly Row[], what: string): string {
  const row = rows.find((each) => each.what === what);
  if (row === undefined) throw new Error(`no figure "${what}": run its check again`);
  return row.value;
}

/** The first two numbers that a pattern finds. */
function counts(value: string, pattern: RegExp): readonly [number, number] {
  const found = pattern.exec(value);
  if (found?.[1] === undefined || found[2] === undefined) throw new Error(`no counts in "${value}"`);
  return [Number(found[1]), Number(found[2])];
}
/** "88 of 93"; null where the check says that there was none. */
function shareIn(value: string, pattern = /(\d+) of (\d+)/u): Share | null {
  if (value === 'none') return null;
  const [k, n] = counts(value, pattern);
  return { k, n };
}
const slice = (name: string, more: Partial<DetectorSlice>): DetectorSlice => ({
  ...{ slice: name, right: null, found: null, quiet: null, beside: null },
  ...more,
});

function faces(): Detector {
  const rows = rowsOf('faces');
  const [n, sources] = counts(valueOf(rows, 'all frames: frames, clips'), /(\d+), (\d+)/u);
  const of = (name: string, what: string): Share | null => shareIn(valueOf(rows, `${name}: ${what}`));
  const clips = rows.flatMap(({ what }) => /^(\S+\/\S+): recall$/u.exec(what)?.[1] ?? []);
  const worst = clips
    .filter((clip) => (of(clip, 'recall')?.n ?? 0) >= 20)
    .toSorted((a, b) => of(a, 'recall')!.k / of(a, 'recall')!.n - of(b, 'recall')!.k / of(b, 'recall')!.n)[0]!;
  return {
    kind: 'faces',
    material: 'real',
    looked: { n, unit: 'frames', sources },
    command: 'npx tsx tests/perception/faces.ts',
    slices: [
      slice('all', {
        right: of('all frames', 'precision'),
        found: of('all frames', 'recall'),
        quiet: of('all frames', 'frames without a face left empty'),
      }),
      slice('not_turned', { found: of('all frames', 'recall, not turned away') }),
      slice('worst_clip', { right: of(worst, 'precision'), found: of(worst, 'recall') }),
    ],
    values: [{ name: 'clips_with_faces', value: clips.length, unit: 'clips' }],
    alike: true,
  };
}

function things(): Detector[] {
  const rows = rowsOf('things');
  const of = (what: string): Share | null => shareIn(valueOf(rows, what));
  const looked = (kind: string): Detector['looked'] => {
    const [n, sources] = counts(valueOf(rows, `${kind}, all: pictures`), /(\d+) from (\d+)/u);
    return { n, unit: 'frames', sources };
  };
  const command = 'npx tsx tests/perception/things.ts --pictures FOLDER';
  const shared: Pick<Detector, 'material' | 'command' | 'values' | 'alike'> = {
    material: 'real',
    command,
    values: [],
    alike: false,
  };
  return [
    {
      ...shared,
      kind: 'animals',
      looked: looked('animal'),
      slices: [
        slice('cats_dogs_cattle', {
          right: of('animal, all: precision'),
          found: of('animal, all: recall, cat, dog, cattle'),
        }),
        slice('other_animals', { found: of('animal, all: recall, other animal') }),
      ],
    },
    {
      ...shared,
      kind: 'guesses',
      looked: looked('vehicle'),
      slices: [
        slice('cars', { right: of('vehicle, all: precision'), found: of('vehicle, all: recall, car') }),
        slice('cups_bottles', {
          right: of('vessel, all: precision'),
          found: of('vessel, all: recall, cup, bottle'),
        }),
      ],
    },
  ];
}

function voice(): Detector {
  const rows = rowsOf('voice');
  let n = 0;
  const at = (what: string, name: string): DetectorSlice => {
    const value = valueOf(rows, what);
    const [of, all] = counts(value, /of (\d+) steps of speech in (\d+)/u);
    const [recall, wrong] = counts(value, /recall ([\d.]+) .* (\d+) wrong/u);
    const k = Math.round(recall * of);
    n += all;
    return slice(name, {
      right: { k, n: k + wrong },
      found: { k, n: of },
      quiet: { k: all - of - wrong, n: all - of },
    });
  };
  const slices = [
    at('plain', 'plain'),
    at('street 0 dB under', 'street_as_loud'),
    at('music 0 dB under', 'music_as_loud'),
  ];
  const [, alone] = counts(valueOf(rows, 'music alone'), /(\d+) steps of speech in (\d+)/u);
  const [wrong] = counts(valueOf(rows, 'music alone'), /in \d+, (\d+)( wrong)/u);
  slices.push(slice('music_alone', { quiet: { k: alone - wrong, n: alone } }));
  return {
    kind: 'voice',
    material: 'rendered',
    looked: { n: n + alone, unit: 'steps', sources: 8 },
    command: 'npx tsx tests/perception/voice.ts',
    slices,
    values: [],
    alike: true,
  };
}

function words(): Detector[] {
  const rows = rowsOf('text');
  const styles = rows.filter(({ what }) => what !== 'all' && what !== 'frames not fitted on');
  const at = (value: string): Partial<DetectorSlice> => {
    const [k, n] = counts(value, /(\d+) of (\d+) lines found/u);
    const [wrong] = counts(value, /, (\d+)( false)/u);
    return { right: { k, n: k + wrong }, found: { k, n } };
  };
  const letters = (value: string): number => Number(/letters ([\d.]+)/u.exec(value)?.[1]);
  const all = valueOf(rows, 'all');
  const worst = styles.toSorted((a, b) => letters(a.value) - letters(b.value))[0]!;
  const scripts = rowsOf('scripts').filter(
    ({ what, value }) => what !== 'Latin' && value.includes('lines kept as unread'),
  );
  const script = (value: string): { readonly marked: Share; readonly misread: Share } => {
    const [k, n] = counts(value, /(\d+) of (\d+) lines kept/u);
    const [wrong] = counts(value, /, (\d+)( misread)/u);
    return { marked: { k, n }, misread: { k: wrong, n } };
  };
  const sum = (list: readonly Share[]): Share =>
    list.reduce((total, { k, n }) => ({ k: total.k + k, n: total.n + n }), { k: 0, n: 0 });
  const cyrillic = script(scripts.find(({ what }) => what === 'Cyrillic')!.value);
  const others = scripts.filter(({ what }) => what !== 'Cyrillic').map(({ value }) => script(value));
  // Of places that it calls writing (marked or misread), how many are: the false ones are counted per script.
  return [
    {
      kind: 'words',
      material: 'both',
      looked: { n: shareOf(at(all).found).n, unit: 'lines', sources: styles.length },
      command: 'npx tsx tests/perception/text.ts',
      slices: [slice('all', at(all)), slice('new_frames', at(valueOf(rows, 'frames not fitted on')))],
      values: [
        { name: 'letters_right', value: letters(all), unit: 'share' },
        { name: 'letters_right_worst', value: letters(worst.value), unit: 'share' },
      ],
      alike: false,
    },
    {
      kind: 'scripts',
      material: 'both',
      looked: { n: sum(scripts.map(({ value }) => script(value).marked)).n, unit: 'lines', sources: scripts.length },
      command: 'npx tsx tests/perception/scripts.ts',
      slices: [
        slice('marked_others', { found: sum(others.map(({ marked }) => marked)) }),
        slice('marked_cyrillic', { found: cyrillic.marked }),
        slice('not_misread_others', { quiet: inverse(sum(others.map(({ misread }) => misread))) }),
        slice('not_misread_cyrillic', { quiet: inverse(cyrillic.misread) }),
      ],
      values: [],
      alike: false,
    },
  ];
}
const inverse = ({ k, n }: Share): Share => ({ k: n - k, n });
function shareOf(share: Share | null | undefined): Share {
  if (!share) throw new Error('no counts');
  return share;
}

function cuts(): Detector[] {
  const rows = rowsOf('cuts');
  const at = (value: string): { readonly right: Share; readonly found: Share } => {
    const [n, wrong] = counts(value, /n (\d+), false (\d+)/u);
    const k = Math.round(n * Number(/recall ([\d.]+)/u.exec(value)?.[1]));
    return { right: { k, n: k + wrong }, found: { k, n } };
  };
  const sets = rows.flatMap(({ what }) => {
    const found = /^full check, (.+), (\d+) clips, hard cuts$/u.exec(what);
    return found ? [{ set: found[1]!, clips: Number(found[2]) }] : [];
  });
  const NAMES: Readonly<Record<string, string>> = {
    'real clips': 'real_clips',
    'joined from real shots': 'joined',
    'hard cases from real shots': 'hard',
  };
  const sources = sets.reduce((total, { clips }) => total + clips, 0);
  const other = "ffmpeg select='gt(scene,0.3)'";
  const make = (kind: string, all: string, of: (set: string, clips: number) => string): Detector => {
    const whole = valueOf(rows, `full check, all, ${all}`);
    const beside = (what: string): DetectorSlice['beside'] => {
      const row = rows.find((each) => each.what === `${other}, ${what}`);
      return row && all === 'hard cuts' && /n \d+, false/u.test(row.value)
        ? { tool: 'ffmpeg scene', ...at(row.value) }
        : null;
    };
    return {
      kind,
      material: 'both',
      looked: { n: at(whole).found.n, unit: kind, sources },
      command: 'npx tsx tests/perception/cuts.ts',
      slices: [
        slice('all', { ...at(whole), beside: beside(`all, ${all}`) }),
        ...sets.map(({ set, clips }) =>
          slice(NAMES[set] ?? set, {
            ...at(valueOf(rows, `full check, ${of(set, clips)}`)),
            beside: beside(of(set, clips)),
          }),
        ),
      ],
      values: [],
      alike: false,
    };
  };
  return [
    make('cuts', 'hard cuts', (set, clips) => `${set}, ${clips} clips, hard cuts`),
    make('dissolves', 'dissolves and fades', (set) => `${set}, dissolves and fades`),
  ];
}

function music(): Detector {
  const rows = rowsOf('music');
  const mean = valueOf(rows, 'mean over the styles');
  const [alone, under] = counts(mean, /music ([\d.]+), under a voice ([\d.]+)/u);
  const [none, seeds] = counts(mean, /no music ([\d.]+); (\d+) seeds/u);
  return {
    kind: 'music',
    material: 'rendered',
    looked: { n: (rows.length - 1) * seeds, unit: 'sounds', sources: rows.length - 1 },
    command: 'npx tsx tests/perception/music.ts',
    slices: [],
    values: [
      { name: 'music_called_music', value: alone, unit: 'share' },
      { name: 'music_under_voice', value: under, unit: 'share' },
      { name: 'other_called_music', value: none, unit: 'share' },
    ],
    alike: true,
  };
}

function people(): Detector {
  const rows = rowsOf('people');
  const [off, n] = counts(valueOf(rows, 'with people'), /difference ([\d.]+), n (\d+)/u);
  const quiet = shareIn(valueOf(rows, 'without people'));
  return {
    kind: 'people',
    material: 'real',
    looked: { n: n + shareOf(quiet).n, unit: 'frames', sources: Number(valueOf(rows, 'clips')) },
    command: 'npx tsx tests/perception/people.ts',
    slices: [slice('all', { quiet })],
    values: [{ name: 'share_off', value: off, unit: 'share' }],
    alike: true,
  };
}

function sound(): Detector {
  const rows = rowsOf('sound');
  const [lufs, peak] = counts(valueOf(rows, 'at most off'), /([\d.]+) LU, ([\d.]+) dB/u);
  const n = Number(valueOf(rows, 'tracks'));
  return {
    kind: 'sound',
    material: 'real',
    looked: { n, unit: 'tracks', sources: n },
    command: 'npx tsx tests/perception/sound.ts',
    slices: [slice('tempo', { found: shareIn(valueOf(rows, 'tempo within 2 %')) })],
    values: [
      { name: 'loudness_off', value: lufs, unit: 'LU' },
      { name: 'peak_off', value: peak, unit: 'dB' },
    ],
    alike: false,
  };
}

function findings(): Detector {
  const rows = rowsOf('findings');
  const faulty = rows.filter(({ what }) => what.startsWith('fault: '));
  const clean = rows.filter(({ what }) => what.startsWith('clean: '));
  const told = faulty.filter(({ value }) => value.startsWith('told')).length;
  const quiet = clean.filter(({ value }) => value.startsWith('quiet')).length;
  return {
    kind: 'findings',
    material: 'both',
    looked: { n: faulty.length + clean.length, unit: 'clips', sources: null },
    command: 'npx tsx tests/perception/findings.ts',
    slices: [slice('all', { found: { k: told, n: faulty.length }, quiet: { k: quiet, n: clean.length } })],
    values: [],
    alike: false,
  };
}

const made = parseDetectorFigures({
  schema: 1,
  detectors: [faces(), people(), ...things(), voice(), ...words(), ...cuts(), sound(), music(), findings()],
});
if (!made.ok) throw new Error(made.reason);
writeFileSync(new URL('../../models/data/detectors.json', import.meta.url), `${JSON.stringify(made.value, null, 1)}\n`);
for (const { kind, looked, slices } of made.value.detectors)
  console.log(
    kind.padEnd(10),
    `${looked.n} ${looked.unit}`,
    slices
      .map(
        ({ slice: name, right, found, quiet }) =>
          `${name}: right ${told(right)} found ${told(found)} quiet ${told(quiet)}`,
      )
      .join('; '),
  );

function told(share: Share | null): string {
  return share === null ? '–' : `${share.k}/${share.n}`;
}
