/** What a stream says about its colour, in WebCodecs' or ffmpeg's words, enters; what the matrix needs leaves. */
import { assumedMatrix, type YuvColour } from '#core/signals/matrix.ts';

export interface StreamColour {
  readonly matrix: YuvColour['matrix'];
  /** Null when the stream does not say. */
  readonly fullRange: boolean | null;
  readonly transfer: YuvColour['transfer'] | null;
}

/** @param said null or undefined wherever the stream is silent */
export function streamColour(
  said: {
    readonly matrix?: string | null | undefined;
    readonly transfer?: string | null | undefined;
    readonly fullRange?: boolean | null | undefined;
  },
  width: number,
  height: number,
): StreamColour {
  return {
    matrix: matrixOf(said.matrix) ?? assumedMatrix(width, height),
    fullRange: said.fullRange ?? null,
    transfer: said.transfer ? transferOf(said.transfer) : null,
  };
}

/** Names of WebCodecs, then of ffmpeg where they differ. */
function matrixOf(name: string | null | undefined): YuvColour['matrix'] | null {
  switch (name) {
    case 'bt709':
      return 'bt709';
    case 'bt470bg':
    case 'smpte170m':
    case 'fcc':
      return 'bt601';
    case 'bt2020-ncl':
    case 'bt2020nc':
    case 'bt2020c':
      return 'bt2020';
    default:
      return null;
  }
}

export function transferOf(name: string | null | undefined): YuvColour['transfer'] {
  if (name === 'pq' || name === 'smpte2084') return 'pq';
  if (name === 'hlg' || name === 'arib-std-b67') return 'hlg';
  return 'sdr';
}
