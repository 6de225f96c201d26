/** Percepts of a report → one line each, in words: what was seen and heard, or why nothing is known. */
import { PERCEPT_KINDS, type PerceptKind, type Percepts, type Report } from '#core/flow.ts';
import { overLooks } from '#core/features/perceived.ts';
import { shotScale } from '#core/signals/faces.ts';
import { thingsTold } from '#core/features/things.ts';
import type { Words } from './words.svelte.ts';

export interface PerceptLine {
  readonly kind: PerceptKind;
  readonly name: string;
  readonly said: string;
  /** False where nothing is known. */
  readonly known: boolean;
}

type Telling = Pick<Words, 't' | 'count' | 'format'>;

export function perceptLines(
  percepts: Percepts,
  { clip }: Pick<Report, 'clip'>,
  words: Telling,
): readonly PerceptLine[] {
  return PERCEPT_KINDS.flatMap((kind): readonly PerceptLine[] => {
    const percept = percepts[kind];
    if (!percept) return [];
    const name = words.t(`look.kind.${kind}`);
    if (percept.state === 'unknown') return [{ kind, name, said: words.t(`look.why.${percept.why}`), known: false }];
    return [{ kind, name, said: saidOf(kind, percepts, clip.length, words), known: true }];
  });
}

/** Where each network looked or listened, those of one place together: 'Faces on WebGPU', 'Voice and People on WebAssembly'. */
export function perceivedOn(percepts: Percepts, { t, format }: Telling): readonly string[] {
  const kindsAt = new Map<string, string[]>();
  for (const kind of PERCEPT_KINDS) {
    const percept = percepts[kind];
    if (percept?.state !== 'seen') continue;
    const { rung, threads } = percept;
    const place =
      threads === undefined ? t(`made.rung.${rung}`) : t('made.rung.threads', { n: format.number(threads) });
    kindsAt.set(place, [...(kindsAt.get(place) ?? []), t(`look.kind.${kind}`)]);
  }
  return [...kindsAt].map(([place, kinds]) => `${format.list(kinds)} ${place}`);
}

function saidOf(kind: PerceptKind, percepts: Percepts, length: number, words: Telling): string {
  const { t, format } = words;
  const seen = <Kind extends PerceptKind>(which: Kind): Extract<Percepts[Kind], { state: 'seen' }>['value'] | null => {
    const percept = percepts[which];
    // holds: the value under a kind is that kind's
    return percept?.state === 'seen' ? (percept.value as Extract<Percepts[Kind], { state: 'seen' }>['value']) : null;
  };
  switch (kind) {
    case 'faces':
      return facesSaid(seen('faces'), length, words);
    case 'voice': {
      const voice = seen('voice');
      if (!voice || voice.firstWord === null) return t('look.voice.none');
      return t('look.voice.some', { share: format.percent(voice.share), at: format.seconds(voice.firstWord) });
    }
    case 'words': {
      const lines = seen('words')?.lines ?? [];
      const many = seen('words')?.unread?.length ?? 0;
      const unread = many > 0 ? words.count('look.words.unread', many) : '';
      if (lines.length === 0) return unread === '' ? t('look.words.none') : `${unread} ${t('look.words.rest')}`;
      const read = t('look.words.some', {
        lines: lines
          .slice(0, 3)
          .map(({ text }) => `“${text}”`)
          .join(' '),
      });
      return [read, unread, t('look.words.rest')].filter((each) => each !== '').join(' ');
    }
    case 'objects': {
      const looks = seen('objects')?.frames ?? [];
      const share = overLooks(looks, length, ({ person }) => person);
      // Under half a percent is what the mask takes for somebody now and then.
      return typeof share !== 'number' || share < 0.005
        ? t('look.objects.none')
        : t('look.objects.some', { share: format.percent(share) });
    }
    case 'things': {
      const things = seen('things');
      const told = (things ? thingsTold(things, length) : []).map(({ kind: thing, share, first }) =>
        t('look.things.some', {
          what: t(`look.thing.${thing}`),
          share: format.percent(share),
          at: format.seconds(first),
        }),
      );
      return [...(told.length > 0 ? told : [t('look.things.none')]), t('look.things.rest')].join(' ');
    }
    case 'quality': {
      const frames = (seen('quality')?.frames ?? []).toSorted((a, b) => a.value - b.value);
      const [worst, best] = [frames[0], frames.at(-1)];
      if (!worst || !best) return t('look.quality.none');
      return t('look.quality.said', {
        best: format.seconds(best.at),
        worst: format.seconds(worst.at),
      });
    }
    case 'full':
      return t('look.full.said');
  }
}

function facesSaid(
  faces: Extract<Percepts['faces'], { state: 'seen' }>['value'] | null,
  length: number,
  { t, count, format }: Telling,
): string {
  const frames = faces?.frames ?? [];
  if (!faces || faces.firstFace === null) return count('look.faces.none', frames.length);
  const share = overLooks(frames, length, (look) => (look.faces.length > 0 ? 1 : 0));
  const shown = frames.filter((look) => look.faces.length > 0);
  const scales = shown.flatMap((look) => shotScale(look.faces) ?? []);
  const usual = (['close_up', 'medium', 'wide'] as const).toSorted(
    (a, b) => scales.filter((scale) => scale === b).length - scales.filter((scale) => scale === a).length,
  )[0];
  const towards = shown.filter((look) => look.faces.some(({ gaze }) => gaze === 'camera')).length / shown.length;
  const first = t('look.faces.some', {
    share: typeof share === 'number' ? format.percent(share) : '',
    at: format.seconds(faces.firstFace),
    scale: t(`look.scale.${usual ?? 'medium'}`),
  });
  return `${first} ${t('look.faces.camera', { share: format.percent(towards) })}`;
}
