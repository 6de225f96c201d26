/**
 * Effects that nobody could learn from the data at hand, declared with their sources: what picture and sound, and the
 * pull of `hold` on reach, may add to the score. This is the one place where they stand.
 *
 * Note [Declared terms]
 *   Only effects that section 4 of the science note grades measured (M) or read in source (S), or gives as a
 *   peer-reviewed correlation (P), and the pull of hold (section 1, M). Sizes are ours: the studies say which way, on
 *   other outcomes and other people, never how many points; so each is small and bounded.
 *   An inverted U whose top no source places never rewards: only the far ends lose points. More is never better.
 *   Left out: audio quality, cut rate, vocal arousal and colloquial words (second-hand), followers (the reach model
 *   has them), shot size and point of view (no feature here sees them), speech rate (raises shares, not views) and
 *   length (the studies disagree).
 */

/** Points that all terms together may move the score, either way; set by the issue. */
export const DECLARED_MOST = 10;

export interface DeclaredTerm {
  readonly name: string;
  readonly group: 'hold' | 'picture' | 'sound';
  /** Features that feed it; each is mapped to 0..1 between `from` and `to`, and their mean is the value. A lone one without bounds is the value itself. */
  readonly reads: readonly TermInput[];
  readonly shape: 'rising' | 'falling' | 'inverted_u';
  /** [value, points]: linear between, flat outside. */
  readonly knots: readonly (readonly [value: number, points: number])[];
  /** Most points, either way. */
  readonly bound: number;
  readonly source: SourceKey;
}

export interface TermInput {
  /** Name in the registry, or HOLD_RANK. */
  readonly feature: string;
  readonly scale: readonly [from: number, to: number] | null;
}

/** Predicted hold rank, which is a vote and no feature. */
export const HOLD_RANK = 'hold_rank';

export interface Source {
  readonly study: string;
  /** Kind and grade as in the science note. */
  readonly kind: 'measured' | 'peer_reviewed';
  readonly grade: 'M' | 'S' | 'V';
  readonly section: 1 | 4;
}

export type SourceKey = keyof typeof SOURCES;

export const SOURCES = {
  shorts_of_one_channel: {
    study: '22 Shorts of one channel: rank correlation of "stayed to watch" with views .72 [.43, .88]',
    kind: 'measured',
    grade: 'M',
    section: 1,
  },
  ling_2021: {
    study:
      'Ling et al. 2021, 400 TikToks: text on screen in 67 % of viral and 30 % of other clips; a second study finds fewer comments and shares with subtitles',
    kind: 'peer_reviewed',
    grade: 'S',
    section: 4,
  },
  tiktoks_2511: {
    study:
      '2,511 TikToks: number of shots and pixel complexity follow an inverted U; a shrill voice goes with fewer likes and comments, a vertical picture with more comments and shares',
    kind: 'peer_reviewed',
    grade: 'V',
    section: 4,
  },
  sensation_value: {
    study: 'Two samples of 1,200 and 14,492 clips: sensation value (cuts, colour, sound) follows an inverted U',
    kind: 'peer_reviewed',
    grade: 'V',
    section: 4,
  },
} as const satisfies Record<string, Source>;

export const DECLARED_TERMS: readonly DeclaredTerm[] = [
  {
    // The correlation would give 100 points a rank in the middle of the scale (.72 / .29 standard deviations a rank,
    // 40 points a deviation); one channel of 22 clips earns a quarter of that.
    name: 'pull_of_hold',
    group: 'hold',
    reads: [{ feature: HOLD_RANK, scale: null }],
    shape: 'rising',
    knots: [
      [0.38, -3],
      [0.62, 3],
    ],
    bound: 3,
    source: 'shorts_of_one_channel',
  },
  {
    // Half weight on the losing side: what looks like text is found, not read, and the second study points the other way.
    name: 'text_on_screen',
    group: 'picture',
    reads: [{ feature: 'text_share', scale: null }],
    shape: 'rising',
    knots: [
      [0, -0.75],
      [0.25, 0],
      [0.6, 1.5],
    ],
    bound: 1.5,
    source: 'ling_2021',
  },
  {
    name: 'vertical_picture',
    group: 'picture',
    reads: [{ feature: 'aspect_ratio', scale: null }],
    shape: 'falling',
    // Width over height: 9:16 is .5625, a square 1, 16:9 is 1.78.
    knots: [
      [0.5625, 1],
      [0.8, 0],
      [1.34, -1],
    ],
    bound: 1,
    source: 'tiktoks_2511',
  },
  {
    name: 'number_of_shots',
    group: 'picture',
    reads: [{ feature: 'cut_count', scale: null }],
    shape: 'inverted_u',
    // The top is not placed by the note: one shot alone and more than the plan of frames can tell apart lose.
    knots: [
      [0, -0.5],
      [2, 0],
      [20, 0],
      [36, -1],
    ],
    bound: 1,
    source: 'tiktoks_2511',
  },
  {
    name: 'pixel_complexity',
    group: 'picture',
    reads: [{ feature: 'entropy', scale: null }],
    shape: 'inverted_u',
    // Bits of a 64-bin luma histogram, 6 at most: a plain card is under 2, three phone clips have 5.3 to 5.7, noise 6.
    knots: [
      [1, -1],
      [2.5, 0],
      [5.85, 0],
      [6, -1],
    ],
    bound: 1,
    source: 'tiktoks_2511',
  },
  {
    name: 'sensation_value',
    group: 'sound',
    reads: [
      { feature: 'cut_rate', scale: [0, 1] },
      { feature: 'colourfulness', scale: [0, 110] },
      { feature: 'onset_rate', scale: [0, 8] },
    ],
    shape: 'inverted_u',
    // Mean of the three on 0..1; ends chosen so that a still grey silent clip and a storm of cuts, colour and beats lose.
    knots: [
      [0.02, -1],
      [0.12, 0],
      [0.65, 0],
      [0.9, -1],
    ],
    bound: 1,
    source: 'sensation_value',
  },
  {
    name: 'shrill_sound',
    group: 'sound',
    reads: [{ feature: 'brightness', scale: null }],
    shape: 'falling',
    // Mean spectral centroid: voices and most music lie under 3 kHz; nothing is gained under it.
    knots: [
      [3500, 0],
      [6500, -1.5],
    ],
    bound: 1.5,
    source: 'tiktoks_2511',
  },
];

/** What one term says of one clip. */
export interface DeclaredEffect {
  readonly term: DeclaredTerm;
  readonly value: number;
  readonly points: number;
}
