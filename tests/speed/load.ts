/**
 * Load on a host from a process of its own: a plan on the command line enters, one line of JSON with what came of it leaves.
 *
 *   tsx tests/speed/load.ts '{"url":"http://127.0.0.1:8787","what":"manifest","seconds":5,"connections":64,"perSecond":null}'
 *
 * Own code because it measures what ready-made load tools do not: with `perSecond` a request that had to wait for a free
 * connection counts from when it was due (Tene 2015, "coordinated omission"). Plain sockets and no pipelining: one
 * request at a time on each connection, as clients send them.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { sample } from '../../edge-api/testing/samples.ts';

export interface LoadPlan {
  readonly url: string;
  readonly what: 'manifest' | 'samples';
  readonly seconds: number;
  readonly connections: number;
  /** Requests due in a second; null sends as fast as replies come. */
  readonly perSecond: number | null;
}

export interface LoadResult {
  readonly perSecond: number;
  /** Replies by status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  /** Connections that broke before their reply. */
  readonly broken: number;
}

/** How often a paced load looks at what is due. */
const TICK_MS = 1;

export async function load({ url, what, seconds, connections, perSecond }: LoadPlan): Promise<LoadResult> {
  const { hostname, port } = new URL(url);
  const request = what === 'manifest' ? manifestRequest(hostname) : sampleRequests(hostname);
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(hostname, Number(port))));
  const free = [...lines];
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let broken = 0;
  const began = performance.now();
  const end = began + seconds * 1000;
  let under = 0;
  let due = 0;
  let sent = 0;
  await new Promise<void>((resolve) => {
    const dueAt = (n: number): number => (perSecond === null ? performance.now() : began + (1000 * n) / perSecond);
    const pump = (): void => {
      const now = performance.now();
      if (perSecond !== null) due = Math.floor((Math.min(now, end) - began) * (perSecond / 1000));
      for (;;) {
        if (perSecond === null ? now >= end : sent >= due) break;
        const line = free.pop();
        if (!line) break;
        const from = dueAt(sent++);
        under++;
        line.send(request(), (status) => {
          under--;
          if (status === null) broken++;
          else {
            times.push(performance.now() - from);
            statuses[status] = (statuses[status] ?? 0) + 1;
            free.push(line);
          }
          pump();
        });
      }
      if (now >= end && under === 0) {
        clearInterval(timer);
        resolve();
      }
    };
    const timer = setInterval(pump, perSecond === null ? 50 : TICK_MS);
    pump();
  });
  const took = (performance.now() - began) / 1000;
  for (const line of lines) line.close();
  const sorted = Float64Array.from(times).sort();
  const at = (p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? NaN;
  return {
    perSecond: times.length / took,
    statuses,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    longestMs: sorted.at(-1) ?? NaN,
    broken,
  };
}

function manifestRequest(host: string): () => Buffer {
  const bytes = Buffer.from(`GET /api/models/manifest HTTP/1.1\r\nhost: ${host}\r\naccept: */*\r\n\r\n`);
  return () => bytes;
}

/** Each its own sample under its own key: values drawn anew within the ranges of the features. */
function sampleRequests(host: string): () => Buffer {
  const run = randomBytes(6).toString('hex');
  const month = new Date().toISOString().slice(0, 7);
  const whole = sample({ context: { ...sample().context, month } });
  const bodies = Array.from({ length: 64 }, (_, i) =>
    Buffer.from(JSON.stringify({ ...whole, outcome: { percentile: i / 100, readAfter: '7d' } })),
  );
  let n = 0;
  return () => {
    const body = bodies[n % bodies.length] ?? Buffer.alloc(0);
    const head = `POST /api/samples HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\nidempotency-key: bench-${run}-${n++}\r\ncontent-length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  };
}

/** One kept connection with one request under way. */
class Line {
  readonly #socket: Socket;
  #waiting: ((status: number | null) => void) | null = null;
  #head = '';
  #status = 0;
  #left = -1;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => this.#done(null));
    socket.on('close', () => this.#done(null));
  }

  static open(hostname: string, port: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, hostname, () => {
        socket.off('error', reject);
        resolve(new Line(socket));
      });
      socket.once('error', reject);
    });
  }

  send(request: Buffer, answered: (status: number | null) => void): void {
    this.#waiting = answered;
    this.#socket.write(request);
  }
  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#left < 0) {
      this.#head += chunk.toString('latin1');
      const end = this.#head.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.#status = Number(this.#head.slice(9, 12));
      const length = /\r\ncontent-length: (\d+)/i.exec(this.#head.slice(0, end))?.[1];
      if (length === undefined && this.#status !== 304 && this.#status !== 204)
        throw new Error('a reply without length');
      this.#left = Number(length ?? 0) - (this.#head.length - end - 4);
      this.#head = '';
    } else this.#left -= chunk.length;
    if (this.#left > 0) return;
    this.#left = -1;
    this.#done(this.#status);
  }
  #done(status: number | null): void {
    const answered = this.#waiting;
    this.#waiting = null;
    answered?.(status);
  }
}

const plan = process.argv[2];
if (plan !== undefined && import.meta.url.endsWith(process.argv[1]?.split('/').at(-1) ?? '-')) {
  // holds: the bench wrote it from a LoadPlan
  console.log(JSON.stringify(await load(JSON.parse(plan) as LoadPlan)));
}
