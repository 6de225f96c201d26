/** Installing the app: what this browser offers, and the browser's own prompt when the person asks for it. */

export type InstallState =
  /** Runs in its own window already. */
  | 'installed'
  /** The browser can ask; `prompt` works. */
  | 'promptable'
  /** Safari on iPhone and iPad: through the share sheet, "Add to Home Screen"; no app can open it. */
  | 'by_hand_ios'
  /** Nothing known: another browser, or not ready yet. */
  | 'unknown';

/** Chromium's event; not in the DOM types because other engines have none. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

export class Installation {
  readonly #window: Window;
  readonly #onChange: (state: InstallState) => void;
  #offer: BeforeInstallPromptEvent | null = null;
  #installed: boolean;

  /** Made at start: the browser's offer comes early and only once. */
  constructor(win: Window, onChange: (state: InstallState) => void) {
    this.#window = win;
    this.#onChange = onChange;
    this.#installed = runsInstalled(win);
    win.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#offer = event as BeforeInstallPromptEvent; // holds: the name of the event says so
      onChange(this.state);
    });
    win.addEventListener('appinstalled', () => {
      this.#offer = null;
      this.#installed = true;
      onChange(this.state);
    });
  }

  get state(): InstallState {
    if (this.#installed) return 'installed';
    if (this.#offer) return 'promptable';
    return isIos(this.#window.navigator) ? 'by_hand_ios' : 'unknown';
  }

  /** Only from a tap. An offer can be used once; the browser makes a new one later. */
  async prompt(): Promise<'accepted' | 'dismissed' | 'no_offer'> {
    const offer = this.#offer;
    if (!offer) return 'no_offer';
    this.#offer = null;
    await offer.prompt();
    const { outcome } = await offer.userChoice;
    this.#onChange(this.state);
    return outcome;
  }
}

function runsInstalled(win: Window): boolean {
  const { standalone } = win.navigator as { standalone?: unknown }; // Safari's own, on iOS only
  return standalone === true || win.matchMedia('(display-mode: standalone)').matches;
}

/** iPads say they are Macs; no Mac has several touch points. */
function isIos(navigator: Navigator): boolean {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
  );
}
