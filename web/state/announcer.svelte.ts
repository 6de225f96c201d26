/** What a screen reader hears without moving: polite, at most one sentence every two seconds; the newest wins. */
const EVERY_MS = 2000;

interface Timer {
  set(run: () => void, ms: number): number;
}

export class Announcer {
  readonly #clock: () => number;
  readonly #timer: Timer;
  #said = $state('');
  #lastAt = Number.NEGATIVE_INFINITY;
  #waiting: string | null = null;

  constructor(clock: () => number, timer: Timer = { set: (run, ms) => setTimeout(run, ms) as unknown as number }) {
    this.#clock = clock;
    this.#timer = timer;
  }

  get said(): string {
    return this.#said;
  }

  say(sentence: string): void {
    const wait = this.#lastAt + EVERY_MS - this.#clock();
    if (wait <= 0) {
      this.#speak(sentence);
      return;
    }
    const alone = this.#waiting === null;
    this.#waiting = sentence;
    if (alone) this.#timer.set(() => this.#waiting !== null && this.#speak(this.#waiting), wait);
  }

  #speak(sentence: string): void {
    this.#waiting = null;
    this.#lastAt = this.#clock();
    this.#said = sentence;
  }
}
