/** Whether the app can be put on the home screen, and doing it. */

export type InstallState = 'installed' | 'promptable' | 'by_hand_ios' | 'unknown';

/** shell/install.ts, as far as the screens need it. */
export interface InstallDoor {
  readonly state: InstallState;
  prompt(): Promise<'accepted' | 'dismissed' | 'no_offer'>;
}

export class Installing {
  readonly #door: InstallDoor;
  #state = $state<InstallState>('unknown');

  /** @param open makes the door; it calls back whenever the browser changes its mind */
  constructor(open: (onChange: (state: InstallState) => void) => InstallDoor) {
    this.#door = open((state) => {
      this.#state = state;
    });
    this.#state = this.#door.state;
  }

  get state(): InstallState {
    return this.#state;
  }

  async install(): Promise<void> {
    await this.#door.prompt();
    this.#state = this.#door.state;
  }
}
