/** Whether a report was made with other features or models than the ones in use; known once a screen asks. */
import { isOlder, type CurrentVersions } from '../store/reports.ts';

export class Versions {
  readonly #read: () => Promise<CurrentVersions | null>;
  #current = $state.raw<CurrentVersions | null>(null);
  #asked = false;

  /** @param read null while the models are not on this device yet: then nothing counts as older */
  constructor(read: () => Promise<CurrentVersions | null>) {
    this.#read = read;
  }

  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    this.#current = await this.#read();
  }

  isOlder(report: Parameters<typeof isOlder>[0]): boolean {
    return this.#current !== null && isOlder(report, this.#current);
  }
}
