/** What the device tells: on line or not, ready for offline, bytes sent, room for storage. */

export interface StorageUse {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  readonly persistent: boolean;
}

export interface DeviceDoors {
  readonly window: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  readonly online: () => boolean;
  /** Counted at the app's one door to the network. */
  readonly bytesSent: () => number;
  /** Of those, the bodies that the person chose to send: links and given results. */
  readonly bytesChosen: () => number;
  readonly storageUse: () => Promise<StorageUse | null>;
  readonly keepStorage: () => Promise<'kept' | 'refused' | 'unknown'>;
}

export class Device {
  readonly #doors: DeviceDoors;
  #online = $state(true);
  #ready = $state(false);
  #storage = $state.raw<StorageUse | null>(null);
  #bytesSent = $state(0);
  #bytesChosen = $state(0);

  constructor(doors: DeviceDoors) {
    this.#doors = doors;
    this.#online = doors.online();
  }

  get online(): boolean {
    return this.#online;
  }
  /** App and models are on the device: everything works without a network. */
  get ready(): boolean {
    return this.#ready;
  }
  /** null where the browser does not tell. */
  get storage(): StorageUse | null {
    return this.#storage;
  }
  /** Sent without a choice of the person's: none, and the app shows it. */
  get bytesSent(): number {
    return this.#bytesSent;
  }
  get bytesChosen(): number {
    return this.#bytesChosen;
  }

  listen(): () => void {
    const { window, online } = this.#doors;
    const look = (): void => {
      this.#online = online();
    };
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }

  becameReady(): void {
    this.#ready = true;
  }

  /** Reads the counter again; called when a screen that shows it opens and when a clip is done. */
  count(): void {
    this.#bytesChosen = this.#doors.bytesChosen();
    this.#bytesSent = this.#doors.bytesSent() - this.#bytesChosen;
  }

  async measureStorage(): Promise<void> {
    this.#storage = await this.#doors.storageUse();
  }

  /** Asks the browser not to clear the history by itself. */
  async keepStorage(): Promise<'kept' | 'refused' | 'unknown'> {
    const answer = await this.#doors.keepStorage();
    await this.measureStorage();
    return answer;
  }
}
