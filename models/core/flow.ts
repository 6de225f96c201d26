/**
 * The types that travel, in the order they are made:
 *
 * File → Clip → Frames + Sound → Signals → Features → Votes → Score → Explanation → Report → Saved | Shared
 *
 * Each noun is one type here; each arrow is one function in the folder of that name.
 * Everything is plain readonly data: it can be posted to a worker and stored as it is.
 */
import type { Decibels, Hertz, Lufs, Seconds, Share } from './units.ts';

// ---------------------------------------------------------------- Clip

/** SHA-256 (hex) over size, first, middle and last 4 MiB: names the content, not the file. */
export type ClipHash = string & { readonly clip?: never };

export type DecoderName = 'webcodecs' | 'ffmpeg';

/** What the container says, corrected by what decoding found. */
export interface Clip {
  readonly hash: ClipHash;
  readonly name: string;
  readonly bytes: number;
  /** 'mp4', 'webm', 'avi'… */
  readonly container: string;
  /** Length of the picture as decoded: a header that claims 143,165 s is not believed. */
  readonly length: Seconds;
  readonly video: VideoTrack;
  readonly audio: AudioTrack | null;
  /** Presentation times of the sync samples, ascending, from the first frame. */
  readonly keyframes: readonly Seconds[];
  readonly decoder: DecoderName;
  /** What the list of coded pictures tells before any is decoded; null where it was not listed, absent in older reports. */
  readonly coded?: CodedPictures | null;
}

/** Sizes and times of the coded pictures: signals/coded.ts. */
export interface CodedPictures {
  /** Bytes of each quarter second that say what changed: sync samples left out, since they hold a picture whole; null where nothing else is. */
  readonly changeBytes: readonly (number | null)[];
  /** Listed up to here. */
  readonly until: Seconds;
  /** Share of the steps between pictures that differ from the usual one by more than a quarter; null with fewer than three pictures. */
  readonly uneven: Share | null;
  /** Where the longest step begins; null likewise. */
  readonly longestStepAt: Seconds | null;
}

export interface VideoTrack {
  /** 'avc', 'hevc', 'vp9', 'av1', 'prores'… */
  readonly codec: string;
  /** As shown: after rotation and with square pixels. */
  readonly width: number;
  readonly height: number;
  readonly rotation: 0 | 90 | 180 | 270;
  /** Mean frames per second; null when it cannot be told. */
  readonly frameRate: Hertz | null;
  /** Bits per second of the picture; null when it cannot be told. */
  readonly bitrate: number | null;
  /** Transfer curve when the picture is high dynamic range; frames are tone-mapped to SDR. */
  readonly hdr: 'pq' | 'hlg' | null;
}

export interface AudioTrack {
  readonly codec: string;
  readonly sampleRate: Hertz;
  readonly channels: number;
  /** How many audio tracks the file has; the first is measured. */
  readonly tracks: number;
}

// ---------------------------------------------------------------- Frames + Sound

/** One picture at the working size: longest side WORKING_SIZE px, area-averaged, BT.709 full-range RGBA. See signals/plan.ts. */
export interface Frame {
  /** Presentation time of the decoded frame, not the time asked for, so a tap can seek to what was measured. */
  readonly at: Seconds;
  readonly width: number;
  readonly height: number;
  /** [height, width, 4] u8 */
  readonly rgba: Uint8ClampedArray;
}

/** A run of sound as decoded; chunks arrive in order and without gaps. */
export interface SoundChunk {
  readonly at: Seconds;
  readonly sampleRate: number;
  /** [channels][samples] f32, -1..1 */
  readonly channels: readonly Float32Array[];
}

// ---------------------------------------------------------------- Signals

export interface Span {
  readonly from: Seconds;
  readonly to: Seconds;
}

/** What one sampled frame shows. All shares are of the frame's area. */
export interface FrameSignals {
  readonly at: Seconds;
  /** Mean luma, 0 black to 1 white. */
  readonly luma: number;
  /** Standard deviation of luma. */
  readonly contrast: number;
  /** Share of pixels at or under 2 % luma / at or over 98 %. */
  readonly crushed: Share;
  readonly blown: Share;
  /** Mean HSV saturation. */
  readonly saturation: number;
  /** Hasler & Süsstrunk 2003, M3; 0 grey to about 110 vivid. */
  readonly colourfulness: number;
  /** Mean red minus mean blue, -1..1. */
  readonly warmth: number;
  /** Variance of the Laplacian of 8-bit luma at the working size. */
  readonly sharpness: number;
  /** Share of pixels on an edge (Sobel magnitude over a fixed threshold). */
  readonly edges: Share;
  /** Shannon entropy of the 64-bin luma histogram, bits. */
  readonly entropy: number;
  /** Left-right mirror likeness, 0..1. */
  readonly symmetry: number;
  /** Share of edge energy inside the centre third box. */
  readonly centred: Share;
  /** Uniform border (letterbox, pillarbox) around the picture. */
  readonly border: Share;
  /** Areas that look like written text; see signals/text-areas.ts. */
  readonly textAreas: readonly TextArea[];
}

/** A box in shares of the frame; origin top left. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface TextArea extends Box {
  /** Contrast ratio of text against its ground after WCAG, 1..21. */
  readonly contrast: number;
}

/** What changed between two neighbouring sampled frames. */
export interface StepSignals {
  readonly from: Seconds;
  readonly to: Seconds;
  /** Mean absolute luma difference after best small shift, 0..1. */
  readonly motion: number;
  /** Chi-square-like distance of colour histograms, 0..1. */
  readonly change: number;
  /** Whether a cut lies in this step. */
  readonly cut: boolean;
}

export interface PictureSignals {
  readonly frames: readonly FrameSignals[];
  readonly steps: readonly StepSignals[];
  /** Middle of the step in which each cut was found; ascending. */
  readonly cuts: readonly Seconds[];
  /** Longest stretches without change. */
  readonly still: readonly Span[];
  /** Frames that are black or nearly so. */
  readonly black: readonly Span[];
  /** General and red flashes after WCAG 2.3.1 in the densely sampled part; per second, worst. */
  readonly flashRate: number;
  /** Where that second begins; null without a flash, absent in older reports. */
  readonly flashAt?: Seconds | null;
  /** Likeness of the last frame to the first, 0..1: a loop without a seam is near 1. */
  readonly loop: number;
  /** A mark that stays in a corner while the picture behind it changes; null when none does; absent where no corner changes, and in older reports. */
  readonly cornerMark?: Box | null;
}

export interface SoundSignals {
  readonly length: Seconds;
  /** Integrated loudness, BS.1770-4 with both gates; null when all is under the absolute gate. */
  readonly loudness: Lufs | null;
  /** Loudness range, EBU Tech 3342; null under 3 s or when gated away. */
  readonly range: Decibels | null;
  /** True peak, 4 times oversampled; dBTP. */
  readonly peak: Decibels | null;
  /** Where it is; absent in older reports. */
  readonly peakAt?: Seconds | null;
  /** Momentary loudness (400 ms) every 100 ms; -70 stands for silence. */
  readonly momentary: { readonly hop: Seconds; readonly values: readonly number[] };
  /** Stretches under the silence gate of at least .3 s. */
  readonly silences: readonly Span[];
  /** When the first sound over the gate begins; null when there is none. */
  readonly firstSound: Seconds | null;
  /** Share of samples at full scale in runs of 3 or more. */
  readonly clipped: Share;
  /** Where the first of them is; null without any, absent in older reports. */
  readonly clippedAt?: Seconds | null;
  /** 10th percentile of 50 ms RMS levels; dBFS. */
  readonly noiseFloor: Decibels | null;
  /** Beats per minute and how clear the beat is, 0..1; null when no beat stands out. */
  readonly tempo: { readonly bpm: number; readonly strength: number } | null;
  /** Note and syllable onsets per second. */
  readonly onsetRate: Hertz;
  /** Share of sounding time that behaves like speech (4 Hz syllable rhythm, voiced band); not a speech detector. */
  readonly speechLike: Share;
  readonly firstSpeechLike: Seconds | null;
  /** Share of sounding time that behaves like music, and where; see signals/music.ts. Absent in reports made before it. */
  readonly music?: { readonly share: Share; readonly spans: readonly Span[] };
  /** Mean spectral centroid while sounding. */
  readonly brightness: Hertz | null;
}

/** Everything measured in the file. A part that could not be measured is null, with why. */
export interface Signals {
  readonly clip: Clip;
  readonly picture: PictureSignals | null;
  readonly sound: SoundSignals | null;
  readonly soundMissing: 'no_audio_track' | 'undecodable' | null;
  /** What networks and the full check found after the first score; absent in reports made before it, or without it. */
  readonly percepts?: Percepts;
  /** What is said in the clip, as the person gave it; absent where none was given. */
  readonly transcript?: Transcript;
}

/** Words of a clip from somebody who knows them; see signals/transcript.ts. */
export interface Transcript {
  readonly from: 'text' | 'srt' | 'vtt';
  /** What is said, one line per cue or per line given; without marks, tags and times. */
  readonly text: string;
  /** Ascending by their beginning; they may overlap. Empty where no times were given. */
  readonly cues: readonly (Span & { readonly text: string })[];
  /** Cues that could not be understood and were left out. */
  readonly skipped: number;
}

// ---------------------------------------------------------------- Percepts

/** Why something was not perceived: left out by choice; nothing to look at or to hear; no weights; an error; stopped. */
export type NotPerceived = 'lite' | 'no_picture' | 'no_audio' | 'not_loaded' | 'failed' | 'cancelled';

/** What a perceiver says of one clip: what it found, or why it found nothing out. */
export type Percept<T> =
  | {
      readonly state: 'seen';
      readonly value: T;
      readonly rung: Rung;
      /** Of WASM; absent with one. */
      readonly threads?: number;
      readonly ms: number;
    }
  | { readonly state: 'unknown'; readonly why: NotPerceived };

/** Each looks or listens by itself; what is absent was not asked for yet. */
export interface Percepts {
  readonly faces?: Percept<FaceSignals>;
  readonly objects?: Percept<ObjectSignals>;
  readonly quality?: Percept<QualitySignals>;
  readonly voice?: Percept<VoiceSignals>;
  readonly words?: Percept<WordsSignals>;
  readonly things?: Percept<ThingSignals>;
  readonly full?: Percept<FullSignals>;
}
export type PerceptKind = keyof Percepts;
export const PERCEPT_KINDS = [
  'voice',
  'faces',
  'objects',
  'quality',
  'words',
  'things',
  'full',
] as const satisfies readonly PerceptKind[];

/** A value that a percept of this kind carries when it was seen. */
export type PerceptValue<Kind extends PerceptKind> =
  NonNullable<Percepts[Kind]> extends Percept<infer Value> ? Value : never;

export interface Face extends Box {
  /** Confidence of the detector, 0..1; not a probability that was calibrated. */
  readonly score: number;
  /** From the symmetry of eyes, ears and nose; null where they cannot be told. */
  readonly gaze: 'camera' | 'away' | null;
}

export interface FaceSignals {
  /** Each looked-at frame; without a face `faces` is empty. Boxes in shares of the frame. */
  readonly frames: readonly { readonly at: Seconds; readonly faces: readonly Face[] }[];
  /** Time of the first frame with a face; null when none has one. */
  readonly firstFace: Seconds | null;
}

export interface ObjectSignals {
  /** Share of the picture that people take up. */
  readonly frames: readonly { readonly at: Seconds; readonly person: Share }[];
}

/** Cats, dogs and cattle; cars and other vehicles; monitors and laptops; mugs, cups and bottles. Food is not looked for. */
export type ThingKind = 'animal' | 'vehicle' | 'screen' | 'vessel';

export interface Thing extends Box {
  readonly kind: ThingKind;
  /** Confidence of the detector, 0..1; not a probability that was calibrated. */
  readonly score: number;
}

export interface ThingSignals {
  /** Each looked-at frame; boxes in shares of the frame, surest first. */
  readonly frames: readonly { readonly at: Seconds; readonly things: readonly Thing[] }[];
  /** Kinds that this version looks for; one that is not among them was not looked for. */
  readonly looked: readonly ThingKind[];
}

export interface QualitySignals {
  /** Per frame: higher is cleaner; comparable between frames of one clip and between clips. */
  readonly frames: readonly { readonly at: Seconds; readonly value: number }[];
}

export interface VoiceSignals {
  /** Distance of the probabilities. */
  readonly hop: Seconds;
  /** That someone speaks in this hop, 0..1. */
  readonly probabilities: readonly number[];
  /** Share of the length in which someone speaks. */
  readonly share: Share;
  /** When the first word begins; null when nobody speaks. */
  readonly firstWord: Seconds | null;
  /** Longest stretch between the first and the last word in which nobody speaks; null without two stretches of speech. */
  readonly longestSilence: Span | null;
  /** Stretches in which someone speaks. */
  readonly speech: readonly Span[];
  /** Share of the pauses beside speech in which music plays on; null without such pauses or without a measured sound. */
  readonly overMusic: Share | null;
}

/** A line written on the picture. */
export interface WrittenArea extends TextArea {
  /** As read; null where it is writing that could not be read here: another script, or too unclear. */
  readonly text: string | null;
  /** Of the reader, 0..1. */
  readonly confidence: number;
}

export interface WordsSignals {
  readonly frames: readonly { readonly at: Seconds; readonly areas: readonly WrittenArea[] }[];
  /** The same line followed over the frames. */
  readonly lines: readonly {
    readonly text: string;
    /** First seen, and halfway from where it is last seen to the next frame looked at. */
    readonly from: Seconds;
    readonly to: Seconds;
    readonly box: Box;
  }[];
  /** Writing that could not be read, followed in the same way; absent in reports made before it was kept. */
  readonly unread?: readonly { readonly from: Seconds; readonly to: Seconds; readonly box: Box }[];
}

/** What only looking at every picture tells: signals/full.ts. */
export interface FullSignals {
  /** How many were looked at, and up to when: of a long clip the first minutes. */
  readonly pictures: number;
  readonly until: Seconds;
  /** First picture of each new shot after a hard cut; ascending. */
  readonly cuts: readonly Seconds[];
  /** From the last picture of the old shot to the first of the new one; fades to and from black are among them. */
  readonly dissolves: readonly Span[];
  /** Half a second or more of the very same picture. */
  readonly freezes: readonly Span[];
  readonly black: readonly Span[];
  /** Worst second of each kind after WCAG 2.3.1. */
  readonly flashes: {
    readonly general: { readonly perSecond: number; readonly at: Seconds | null };
    readonly red: { readonly perSecond: number; readonly at: Seconds | null };
  };
  readonly rate: {
    /** Of the usual step between pictures; null for a single one. */
    readonly usual: Hertz | null;
    /** Share of the steps that differ from the usual one by more than a quarter. */
    readonly uneven: Share;
    readonly longestStep: Seconds;
    /** Share of the pictures that only repeat the one before. */
    readonly repeats: Share;
  };
  /** Per quarter second from 0: the same measures as in StepSignals and FrameSignals. Null across a cut, and where no picture is. */
  readonly quarters: {
    readonly motion: readonly (number | null)[];
    readonly luma: readonly (number | null)[];
  };
  /** Of the pictures looked at pixel for pixel. */
  readonly fine: {
    /** Largest share of a picture that shows the comb of interlaced lines; null where pixels cannot be had. */
    readonly combed: Share | null;
    /** Of the picture that shows most of it; absent in older reports. */
    readonly combedAt?: Seconds | null;
    /** Finest detail against the next coarser one, 0..1: low in blurred and enlarged pictures; null likewise. */
    readonly detail: number | null;
  };
}

// ---------------------------------------------------------------- Draft and account

export type Platform = 'tiktok' | 'reels' | 'shorts';
export const PLATFORMS = ['tiktok', 'reels', 'shorts'] as const satisfies readonly Platform[];

/** What the maker plans to post with the clip. */
export interface Draft {
  readonly platform: Platform;
  readonly caption: string;
  /** "In one line: what do we see?" */
  readonly shown: string;
  /** ISO 3166-1 alpha-2 of the audience, when known. */
  readonly country: string | null;
  /** Planned posting time: local hour and weekday of the audience (0 Monday). */
  readonly posting: { readonly hour: number; readonly weekday: number } | null;
  readonly originalSound: boolean | null;
  /** Name or id of the sound, as the platform gives it; absent or null when not known. */
  readonly sound?: string | null;
  /** Planned moment of posting, Unix seconds; absent or null when not known. */
  readonly plannedAt?: number | null;
  /** How long after posting the views will be read, days; absent: what the model assumes. */
  readonly readAfterDays?: number | null;
}

/** One earlier post of the same person on the same platform. */
export interface Post {
  /** Unix seconds; null when only the order is known (oldest first). */
  readonly time: number | null;
  readonly views: number;
  readonly caption: string | null;
  readonly length: Seconds | null;
  readonly sound?: string | null;
  /** Counts read together with the views; absent or null where the export does not tell them. */
  readonly likes?: number | null;
  readonly comments?: number | null;
  readonly shares?: number | null;
  readonly saves?: number | null;
  /** Viewers who stayed past the first seconds, as the app counts them. */
  readonly stayed?: Share | null;
  /** The app's own id of the post, from an export; absent where it was typed. */
  readonly id?: string | null;
  /** Only the day is known: `time` is its noon and says nothing of the hour. */
  readonly dayOnly?: boolean;
}

export interface Account {
  readonly platform: Platform;
  readonly followers: number | null;
  /** Oldest first. */
  readonly posts: readonly Post[];
  /** When the views of the posts were read, Unix seconds; absent or null when not known. */
  readonly readAt?: number | null;
}

// ---------------------------------------------------------------- Features

export type FeatureFamily =
  | 'opening'
  | 'pace'
  | 'motion'
  | 'light'
  | 'sharpness'
  | 'composition'
  | 'text_areas'
  | 'faces'
  | 'objects'
  | 'words_on_screen'
  | 'loudness'
  | 'silence'
  | 'tempo'
  | 'speech'
  | 'voice'
  | 'format'
  | 'caption'
  | 'hashtags'
  | 'topic'
  | 'audience'
  | 'timing'
  | 'account';

/** Why a feature is null. */
export type MissingReason =
  | 'no_audio'
  | 'no_picture'
  | 'too_short'
  | 'not_given'
  | 'no_history'
  | 'no_evidence'
  | 'not_applicable'
  /** A network of this device looks or listens for it, and has not. */
  | 'not_perceived';

export interface Features {
  /** Hash of the registry (names, versions, order); a model refuses another one. */
  readonly set: string;
  readonly values: Readonly<Record<string, number | null>>;
  readonly missing: Readonly<Record<string, MissingReason>>;
}

// ---------------------------------------------------------------- Votes

/** Which implementation gave the numbers, best first. */
export type Rung = 'webgpu' | 'wasm' | 'plain' | 'rules';

/** Where a number comes from. */
export type Basis = 'learned' | 'prior' | 'measured';

/** One additive share of a model's output: base + Σ amounts = prediction, to 1e-9. */
export interface Contribution {
  /** Feature name, or `word:…` for a word of the caption. */
  readonly name: string;
  readonly value: number | string | null;
  /** In the model's own unit (log10 ratio, or rank). */
  readonly amount: number;
}

export interface Vote {
  readonly model: 'hold' | 'reach';
  readonly version: string;
  readonly rung: Rung;
  readonly prediction: number;
  /** Conformal 80 % interval, same unit. */
  readonly low: number;
  readonly high: number;
  readonly base: number;
  readonly contributions: readonly Contribution[];
  /** Usual size of an error in this case, where the model tells it: the residuals of its bands are multiples of this. */
  readonly width?: number;
  /** Log-odds of an outcome above the own level, before calibration. */
  readonly odds?: number;
  /** Rungs that were tried for this vote and left, best first; absent when none was. */
  readonly left?: readonly LeftRung[];
}

/** A faster runtime that could not vouch for a vote. */
export interface LeftRung {
  readonly rung: Rung;
  /** Its answer differed from the plain one; it threw; its device went away; it took too long; it could not be loaded. */
  readonly why: 'differs' | 'failed' | 'device_lost' | 'too_slow' | 'unavailable';
}

// ---------------------------------------------------------------- Score

/** What the score is a percentile of. */
export type Reference = 'own_posts' | 'comparable_accounts' | 'comparable_videos' | 'none';

export interface Score {
  /** 0..100; 100·F(m). */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly basis: 'learned' | 'mixed' | 'prior';
  readonly reference: Reference;
  /** Earlier posts the reference rests on. */
  readonly history: number;
  /** P(outcome above own level), Platt-calibrated; null without an account. */
  readonly pBeats: number | null;
  /** Quantiles .025, .075 … .975 of the predictive distribution on the score scale; 20 values. */
  readonly dots: readonly number[];
  /** Predicted hold rank with its 80 % interval; null without words. */
  readonly hold: Interval | null;
  /** Predicted log10 views minus own level; null without an account. */
  readonly reach: Interval | null;
  /** log10 views of the own level; null without an account. */
  readonly level: number | null;
  /** Named when the clip or draft lies outside what the models saw. */
  readonly outside: readonly string[];
}

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

// ---------------------------------------------------------------- Explanation

export interface Reason {
  /** Feature name, prior name, or `word:…`. */
  readonly name: string;
  readonly value: number | string | null;
  /** Points on the score; the reasons sum to score - base exactly. */
  readonly points: number;
  readonly basis: Basis;
  /** Where in the clip, when it has a place. */
  readonly at: Seconds | null;
  /** Key of the source in core/scoring/priors or the model's id. */
  readonly source: string;
}

export interface Advice {
  /** Key of the sentence in web/text. */
  readonly code: string;
  readonly severity: 'fix' | 'know' | 'fine';
  readonly at: Seconds | null;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly unit: string;
  readonly source: string;
}

export interface Explanation {
  /** Score of the typical case before any reason; base + Σ points = value. */
  readonly base: number;
  readonly reasons: readonly Reason[];
  /** Features that were looked at and from which nothing can be told. */
  readonly cannotTell: readonly { readonly name: string; readonly why: MissingReason | 'studies_disagree' }[];
  readonly advice: readonly Advice[];
  /** What to change first; null when nothing is worth changing. */
  readonly change: Change | null;
  /**
   * Points that the line of what is seen moved the score by: with it less without it. Absent without a line, or where
   * the score without it would be a percentile of something else.
   */
  readonly line?: number;
  /** Absent where the models could not be asked: no account, or no evidence shipped with them. */
  readonly edited?: Edited;
}

/** One thing a person can still change, in the unit of its feature. */
export interface Edit {
  /** 'posting_hour' counts hours from the planned moment. */
  readonly name: 'length_s' | 'hashtag_count' | 'posting_hour';
  readonly from: number;
  readonly to: number;
  readonly unit: 's' | 'count' | 'hour';
}

/** Edits that the reach model ties to more views than its noise explains; see Note [Noise of an edit]. */
export interface Edited {
  /** How many edits were tried. */
  readonly looked: number;
  /** Best first, one of each kind; empty when none goes beyond noise. Gains are points on the score. */
  readonly found: readonly (Edit & {
    readonly gain: Interval;
    /** Training posts that the edited post would stand among. */
    readonly posts: number;
  })[];
}

/** One edit, with the score it would have where a declared term speaks of it. */
export interface Change {
  /** Code of an advice, or name of a declared term. */
  readonly name: string;
  readonly at: Seconds | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly unit: string;
  /** The edited case, scored again; null where no term speaks of the edit. */
  readonly rescored: Interval | null;
  readonly basis: Basis;
  readonly source: string;
}

// ---------------------------------------------------------------- Report

export interface Keyframe {
  readonly at: Seconds;
  readonly role: 'first' | 'text' | 'sharpest' | 'peak_motion' | 'cut' | 'last' | 'typical';
  readonly width: number;
  readonly height: number;
  /** Small JPEG made on the device, never sent; null where the device could not encode one. */
  readonly image: Uint8Array | null;
  readonly measured: FrameSignals;
}

export interface Timings {
  readonly decode: number;
  readonly signals: number;
  readonly models: number;
  readonly total: number;
}

export interface Report {
  readonly id: string;
  /** Unix milliseconds, handed in. */
  readonly madeAt: number;
  readonly clip: Clip;
  readonly draft: Draft;
  readonly account: { readonly followers: number | null; readonly posts: number } | null;
  readonly signals: Signals;
  readonly features: Features;
  readonly votes: readonly Vote[];
  readonly score: Score;
  readonly explanation: Explanation;
  readonly keyframes: readonly Keyframe[];
  readonly decoder: DecoderName;
  /** The lowest rung that took part. */
  readonly rung: Rung;
  readonly models: readonly { readonly id: string; readonly version: string; readonly sha256: string }[];
  readonly ms: Timings;
}
