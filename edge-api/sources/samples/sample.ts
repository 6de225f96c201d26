/**
 * Replies of a source as its documentation lays them out, written by hand with invented names and numbers.
 * None of them was recorded from the source: no such call was ever made from here.
 */
export interface Samples {
  readonly source: string;
  /** Where the layout is described. */
  readonly layout: string;
  /** Day on which they were written. */
  readonly written: string;
  /** Two good entries, one bad one, and where it makes sense one that is no trend. */
  readonly valid: string;
  readonly empty: string;
  /** The same content under other names, as after a redesign. */
  readonly changed: string;
  /** What a gateway or a login wall sends instead. */
  readonly error: string;
}
export const ERROR_PAGE =
  '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';
