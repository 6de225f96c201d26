/** How far a batch is, on stderr: one line that rewrites itself on a terminal, a line at every tenth elsewhere. */
const WIDTH = 24;

export interface Progress {
  step(name: string): void;
  /** A line of its own, above the bar. */
  say(line: string): void;
  end(): void;
}

export interface Screen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** @param total of what is still to do; nothing is shown for one alone */
export function progressOn(screen: Screen, total: number, now: () => number = Date.now): Progress {
  const started = now();
  let done = 0;
  let told = 0;
  const rewrites = screen.isTTY === true;
  const clear = (): void => void (rewrites && total > 1 && screen.write('\r\u001b[K'));
  return {
    step(name) {
      done++;
      if (total <= 1) return;
      if (rewrites) {
        const filled = Math.round((WIDTH * done) / total);
        const left = done < total ? `, ${timeText(((now() - started) / done) * (total - done))} left` : '';
        screen.write(`\r\u001b[K[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${done}/${total} ${name}${left}`);
        return;
      }
      const tenth = Math.floor((10 * done) / total);
      if (tenth > told) {
        told = tenth;
        screen.write(`${done} of ${total}\n`);
      }
    },
    say(line) {
      clear();
      screen.write(`${line}\n`);
    },
    end: clear,
  };
}

function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
