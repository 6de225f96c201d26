/** What stands in one place of a table. */
export type Cell =
  | string
  | {
      readonly text: string;
      /** Smaller, below it: the range of a figure. */
      readonly small?: string;
      readonly href?: string;
      /** A bar before the figure, 0 to 1 of its room. */
      readonly bar?: number;
    };
