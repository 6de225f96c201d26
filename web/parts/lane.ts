/** What a lane of a timeline draws, and one cell of the strip above it. */
import type { Component } from 'svelte';

export type Lane = {
  readonly key: string;
  readonly label: string;
  readonly icon: Component<{ class?: string }>;
  /** The lane in words. */
  readonly says: string;
} & (
  | {
      readonly kind: 'ticks';
      readonly at: readonly number[];
      /** Changes that take a while. */
      readonly blends: readonly { readonly from: number; readonly to: number }[];
    }
  | { readonly kind: 'area' | 'bars'; readonly points: readonly { readonly at: number; readonly value: number }[] }
  | {
      readonly kind: 'spans';
      readonly spans: readonly { readonly from: number; readonly to: number }[];
      /** Nobody looked or listened: the lane is empty for another reason than that nothing is there. */
      readonly unknown?: boolean;
    }
  | { readonly kind: 'wait' }
);

export interface StripCell {
  readonly key: string;
  /** null: still to come. */
  readonly image: Uint8Array | null;
}
