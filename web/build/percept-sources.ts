/**
 * Which weights the app's networks take out of which npm package, under which licence, and where they come from: data.
 *
 * None of them is committed here: web/build/perceive.ts copies (or converts) them when the app is built. A network
 * whose weights' licence cannot be traced does not stand here, and so is not shipped.
 */

export interface PerceptSource {
  /** The network's name in code; `perceptFiles(id)` of web/analysis/perceive/files.ts gives its files. */
  readonly id: string;
  readonly package: string;
  /** SPDX. */
  readonly licence: string;
  /** Who made the weights and who says so, in one sentence. */
  readonly origin: string;
  readonly files: readonly {
    readonly name: string;
    /** Inside the package. */
    readonly from: string;
    /** Turns the package's file into what the app reads; left out, it is copied. The same bytes give the same bytes. */
    readonly make?: (bytes: Uint8Array) => Uint8Array;
  }[];
}

export const PERCEPT_SOURCES: readonly PerceptSource[] = [];
