/**
 * Requests that clients of earlier days made, sent again to the edge of today: part of the contract suite.
 *
 * Each file of replay/ holds the requests of one client, in order, and what its reply had to look like then. An app that
 * was installed on that day still sends exactly these, so no file is ever changed; a new release adds its own.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SAMPLE_FEATURES, SAMPLE_FEATURE_SET } from '#contracts/sample.ts';
import type { Asked } from './resources.ts';

interface Step {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Of a body that is no JSON. */
  readonly text?: string;
  readonly status: number;
  /** JSON schema of the reply. */
  readonly reply?: Readonly<Record<string, unknown>>;
  /** Names for later steps, and where in the reply they stand. */
  readonly keeps?: Readonly<Record<string, readonly (string | number)[]>>;
}
interface Recorded {
  readonly client: string;
  readonly steps: readonly Step[];
}

const FOLDER = new URL('replay/', import.meta.url);
const recorded = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Recorded);

export function replayContract({ ask, tokens }: Asked): void {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });

  /** Sends one step; `today` gives a sample the vector of today in the place of the recorded one. */
  const replay = async (step: Step, known: Map<string, string>, today = false): Promise<void> => {
    const fill = (text: string): string =>
      text.replace(/\{\{([\w.]+)\}\}/g, (_, name: string) => known.get(name) ?? `unknown ${name}`);
    let text = step.text ?? (step.body === undefined ? undefined : JSON.stringify(step.body));
    let moved = false;
    if (step.path === '/api/samples' && step.method === 'POST') {
      const body = step.body as { featureSet: string };
      if (today) text = JSON.stringify({ ...body, featureSet: SAMPLE_FEATURE_SET, features: VECTOR });
      else moved = body.featureSet !== SAMPLE_FEATURE_SET;
    }
    // Features are measured otherwise now: the app of that day hears that it should update, and nothing is guessed.
    if (moved) {
      const reply = await ask(step.method, fill(step.path), {
        headers: filled(step.headers, fill),
        body: fill(text ?? ''),
      });
      expect([step.name, reply.status, JSON.parse(reply.text)]).toMatchObject([
        step.name,
        422,
        { code: 'other_feature_set' },
      ]);
      return;
    }
    const reply = await ask(step.method, fill(step.path), {
      headers: filled(step.headers, fill),
      ...(text === undefined ? {} : { body: fill(text) }),
    });
    expect([step.name, reply.status, reply.status === step.status ? '' : reply.text]).toEqual([
      step.name,
      step.status,
      '',
    ]);
    if (step.reply === undefined) return;
    const value = JSON.parse(reply.text) as unknown;
    const validate = ajv.compile(step.reply);
    expect(validate(value), `${step.name}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    for (const [name, place] of Object.entries(step.keeps ?? {})) known.set(name, String(valueAt(value, place)));
  };

  describe.each(recorded)('requests of $client', ({ steps }) => {
    const start = (): Map<string, string> => {
      const day = new Date().toISOString().slice(0, 10);
      const all = Object.entries(tokens()).map(([name, token]) => [`token.${name}`, token] as const);
      return new Map([...all, ['today', day], ['month', day.slice(0, 7)], ['run', Date.now().toString(36)]]);
    };

    it('are answered as they were then', async () => {
      const known = start();
      const given = steps.some(({ body }) => setOf(body) !== undefined && setOf(body) !== SAMPLE_FEATURE_SET);
      for (const step of steps) {
        // Where its sample was not taken, the app of that day has no receipt to take it back with.
        if (given && step.path.includes('{{sample.')) continue;
        await replay(step, known);
      }
    });

    if (!steps.some(({ body }) => setOf(body) !== undefined)) return;
    it('are answered as they were then when the measurements are those of today', async () => {
      const known = start();
      for (const step of steps) await replay(step, known, true);
    });
  });
}

/** Every feature in the middle of its range. */
const VECTOR = Object.fromEntries(SAMPLE_FEATURES.map(({ name, range: [low, high] }) => [name, (low + high) / 2]));

const setOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'featureSet' in body ? String(body.featureSet) : undefined;

const filled = (headers: Step['headers'], fill: (text: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));

function valueAt(value: unknown, place: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of place) at = (at as Readonly<Record<string | number, unknown>>)[key];
  return at;
}
