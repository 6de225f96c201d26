/**
 * A proxy that all traffic of a browser context goes through: pages, workers, service worker. It notes every request
 * with the bytes of its body, lets those to the app pass and refuses the rest.
 */
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Noted {
  readonly method: string;
  readonly url: string;
  readonly bodyBytes: number;
}

export interface Recorder {
  /** For `browser.newContext({ proxy })`: loopback too goes through it. */
  readonly proxy: { readonly server: string; readonly bypass: string };
  readonly requests: readonly Noted[];
  /** From now on the text at this path arrives changed: a later version of the app. */
  change(path: string, edit: (text: string) => string): void;
  /** From now on what stands under this path waits, until the function that comes back is called. */
  hold(under: string): () => void;
  close(): Promise<void>;
}

/** Chromium asks its maker what the fields of any form mean; no page causes it or can stop it. It is refused too. */
const BROWSERS_OWN = new Set(['content-autofill.googleapis.com:443']);

/** @param origin of the app, the only one that is let through */
export async function record(origin: string): Promise<Recorder> {
  const requests: Noted[] = [];
  const edits = new Map<string, (text: string) => string>();
  const held = new Map<string, Promise<void>>();
  const server: Server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? '';
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts);
      requests.push({ method: incoming.method ?? '', url, bodyBytes: body.length });
      if (!url.startsWith(`${origin}/`)) {
        outgoing.writeHead(403).end();
        return;
      }
      const edit = edits.get(new URL(url).pathname);
      const headers = { ...incoming.headers };
      if (edit) {
        // Whole and unpacked, whatever the browser has kept.
        for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) delete headers[name];
      }
      const pass = (): void => {
        const passed = forward(url, { method: incoming.method, headers }, (reply) => {
          if (edit) void sendEdited(reply, outgoing, edit);
          else {
            outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
            reply.pipe(outgoing);
          }
        });
        passed.on('error', () => outgoing.writeHead(502).end());
        passed.end(body);
      };
      const { pathname } = new URL(url);
      void Promise.all([...held].filter(([under]) => pathname.startsWith(under)).map(([, released]) => released)).then(
        pass,
      );
    });
  });
  // https to anywhere is asked for with CONNECT.
  server.on('connect', (incoming, socket) => {
    const url = incoming.url ?? '';
    if (!BROWSERS_OWN.has(url)) requests.push({ method: 'CONNECT', url, bodyBytes: 0 });
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // holds: a TCP server that listens has an address object
  const { port } = server.address() as AddressInfo;
  return {
    proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' },
    requests,
    change: (path, edit) => void edits.set(path, edit),
    hold: (under) => {
      let release = (): void => {};
      held.set(under, new Promise((resolve) => (release = resolve)));
      return release;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function sendEdited(
  reply: IncomingMessage,
  outgoing: ServerResponse,
  edit: (text: string) => string,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of reply as AsyncIterable<Buffer>) parts.push(part);
  const body = Buffer.from(edit(Buffer.concat(parts).toString('utf8')));
  const headers = { ...reply.headers, 'content-length': String(body.length) };
  delete headers['etag'];
  outgoing.writeHead(reply.statusCode ?? 502, headers).end(body);
}
