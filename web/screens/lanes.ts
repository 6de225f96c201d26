/** Signals and words → the lanes of the timeline with their sentences, and the labels under the axis. */
import Activity from '@lucide/svelte/icons/activity';
import AudioLines from '@lucide/svelte/icons/audio-lines';
import Mic from '@lucide/svelte/icons/mic';
import Package from '@lucide/svelte/icons/package';
import PawPrint from '@lucide/svelte/icons/paw-print';
import ScanFace from '@lucide/svelte/icons/scan-face';
import Scissors from '@lucide/svelte/icons/scissors';
import Sun from '@lucide/svelte/icons/sun';
import Type from '@lucide/svelte/icons/type';
import UserRound from '@lucide/svelte/icons/user-round';
import type { Signals } from '#core/flow.ts';
import type { Lane } from '../parts/lane.ts';
import { timelineOf, type Point, type Timeline } from '../state/timeline.ts';
import type { Words } from '../state/words.svelte.ts';
import type { Formats } from '../text/format.ts';

const ICONS = {
  cuts: Scissors,
  motion: Activity,
  bytes: Package,
  faces: ScanFace,
  people: UserRound,
  animals: PawPrint,
  light: Sun,
  text: Type,
  speech: Mic,
  sound: AudioLines,
} as const;
const ORDER = ['cuts', 'motion', 'bytes', 'faces', 'people', 'animals', 'text', 'speech', 'sound'] as const;
/** While the clip is measured and before anyone looked or listened: light instead of what nobody knows. */
const PLAIN = ['cuts', 'motion', 'bytes', 'light', 'text', 'sound'] as const;
type LaneKey = keyof typeof ICONS;

/** A lane of its own only where there is something to draw: no clip is asked for animals. */
function isDrawn(key: LaneKey, timeline: Timeline | null): boolean {
  switch (key) {
    case 'bytes':
      return timeline !== null && timeline.bytes !== null;
    case 'people':
      return timeline !== null && timeline.people !== null;
    case 'animals':
      return timeline !== null && (timeline.animals?.length ?? 0) > 0;
    default:
      return true;
  }
}

/** Without signals every lane waits. */
export function lanesOf(signals: Signals | null, words: Words): readonly Lane[] {
  const { t } = words;
  const timeline = signals ? timelineOf(signals) : null;
  const order: readonly LaneKey[] = timeline && (timeline.faces || timeline.speech) ? ORDER : PLAIN;
  return order
    .filter((key) => isDrawn(key, timeline))
    .map((key): Lane => {
      const head = { key, label: t(`lane.${key}`), icon: ICONS[key] };
      if (!timeline) return { ...head, kind: 'wait', says: t('analysing.toCome') };
      const says = sentence(key, timeline, words);
      switch (key) {
        case 'cuts':
          return { ...head, says, kind: 'ticks', at: timeline.cuts, blends: timeline.dissolves };
        case 'faces':
          return { ...head, says, kind: 'spans', spans: timeline.faces ?? [], unknown: timeline.faces === null };
        case 'speech':
          return { ...head, says, kind: 'spans', spans: timeline.speech ?? [], unknown: timeline.speech === null };
        case 'people':
          return { ...head, says, kind: 'area', points: timeline.people ?? [] };
        case 'animals':
          return { ...head, says, kind: 'spans', spans: timeline.animals ?? [] };
        case 'bytes':
          return { ...head, says, kind: 'bars', points: timeline.bytes ?? [] };
        case 'motion':
          return { ...head, says, kind: 'area', points: timeline.motion };
        case 'light':
          return { ...head, says, kind: 'area', points: timeline.light };
        case 'text':
          return { ...head, says, kind: 'spans', spans: timeline.text };
        case 'sound':
          return { ...head, says, kind: 'bars', points: timeline.sound ?? [] };
      }
    });
}

function sentence(key: LaneKey, timeline: Timeline, { t, count, format }: Words): string {
  const at = (time: number): string => format.seconds(time, 2);
  const peak = (points: readonly Point[]): Point | null =>
    points.reduce<Point | null>((best, point) => (best && best.value >= point.value ? best : point), null);
  switch (key) {
    case 'cuts': {
      const first = timeline.cuts[0];
      const hard =
        first === undefined
          ? t('lane.cuts.none')
          : `${count('lane.cuts.says', timeline.cuts.length)} ${t('lane.cuts.first', { t: at(first) })}`;
      const { length } = timeline.dissolves;
      return length === 0 ? hard : `${hard} ${t('lane.cuts.dissolves', { n: length })}`;
    }
    case 'motion': {
      const top = peak(timeline.motion);
      return top ? t('lane.motion.says', { t: at(top.at) }) : t('lane.none');
    }
    case 'light': {
      const top = peak(timeline.light);
      return top ? t('lane.light.says', { t: at(top.at) }) : t('lane.none');
    }
    case 'faces':
      if (timeline.faces === null) return t('lane.faces.unknown');
      return timeline.faces.length > 0 ? t('lane.faces.says', { n: timeline.faces.length }) : t('lane.faces.none');
    case 'speech': {
      if (timeline.speech === null) return t('lane.speech.unknown');
      const first = timeline.speech[0];
      return first ? t('lane.speech.says', { n: timeline.speech.length, t: at(first.from) }) : t('lane.speech.none');
    }
    case 'people': {
      const top = peak(timeline.people ?? []);
      return top && top.value > 0 ? t('lane.people.says', { t: at(top.at) }) : t('lane.people.none');
    }
    case 'animals':
      return t('lane.animals.says', { n: (timeline.animals ?? []).length });
    case 'bytes': {
      const top = peak(timeline.bytes ?? []);
      return top ? t('lane.bytes.says', { t: at(top.at) }) : t('lane.none');
    }
    case 'text': {
      const first = timeline.text[0];
      return first
        ? `${count('lane.text.says', timeline.text.length)} ${t('lane.text.first', { t: at(first.from) })}`
        : t('lane.text.none');
    }
    case 'sound': {
      if (timeline.sound === null) return t('lane.sound.none');
      const top = peak(timeline.sound);
      return top ? t('lane.sound.says', { t: at(top.at) }) : t('lane.none');
    }
  }
}

/** Labels under the axis: five on one screen's width, ends included. */
export function timeMarks(length: number, format: Formats): { readonly at: number; readonly text: string }[] {
  const steps = Math.max(4, Math.min(40, Math.round((4 * length) / 30)));
  return Array.from({ length: steps + 1 }, (_, index) => {
    const at = (index * length) / steps;
    if (index === steps)
      return { at: length, text: length < 100 ? format.seconds(length, length < 10 ? 1 : 0) : format.length(length) };
    return { at, text: length < 100 ? format.number(at, length < 10 ? 1 : 0) : format.length(at) };
  });
}
