/** One HTTP request as it is: no redirect followed, nothing unpacked, paths not tidied; a streamed body is sent to its end. */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { Readable } from 'node:stream';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly text: string;
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable;
}

const TIMEOUT_MS = 20_000;

/** Kept open as browsers keep them: a server that closes early cuts off an upload. */
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

export function send(base: string, method: string, path: string, { headers = {}, body }: Sending = {}): Promise<Reply> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method,
        path,
        headers,
        agent: headers['connection'] === 'close' ? false : agent,
        timeout: TIMEOUT_MS,
      },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', async () => {
          if (body !== undefined && !outgoing.writableFinished) await once(outgoing, 'finish').catch(reject);
          const whole = Buffer.concat(parts);
          const flat = Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
          );
          resolve({ status: incoming.statusCode ?? 0, headers: flat, body: whole, text: whole.toString('utf8') });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer to ${method} ${path} within ${TIMEOUT_MS} ms`)));
    outgoing.on('error', reject);
    if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) body.pipe(outgoing);
    else outgoing.end(body);
  });
}
