/** A newer version of the app waits: shown as a quiet row, never during an analysis, started only on request. */
export class Updating {
  #start = $state.raw<(() => Promise<boolean>) | null>(null);
  /** Another tab analyses a clip: the update waits for it. */
  #busyElsewhere = $state(false);

  get ready(): boolean {
    return this.#start !== null;
  }
  get busyElsewhere(): boolean {
    return this.#busyElsewhere;
  }

  /** @param start makes the new version take over and reloads; false when a clip is analysed somewhere */
  offer(start: () => Promise<boolean>): void {
    this.#start = start;
  }

  async start(): Promise<void> {
    this.#busyElsewhere = (await this.#start?.()) === false;
  }
}
