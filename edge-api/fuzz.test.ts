/** Cases made from the API's own description: whatever is sent, no reply is a 5xx, each status is declared, each body is of its schema. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FEATURE_SET } from '#contracts/sample.ts';
import { SCOPES } from './db/tokens.ts';
import type { TestApp } from './testing/host.ts';
import { testAppWithModels } from './testing/zoo.ts';

const CASES = Number(process.env['FUZZ_CASES'] ?? 2000);

type Json = Readonly<Record<string, unknown>>;
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Json }[];
  /** Schema of the JSON body; null when it takes none. */
  readonly body: Json | null;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

let edge: TestApp;
let operations: readonly Operation[];
let token: string;
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validators = new Map<string, ValidateFunction>();
const seen = new Map<string, number>();

beforeAll(async () => {
  edge = await testAppWithModels(Date.UTC(2026, 5, 1));
  token = await edge.token(...SCOPES);
  const document = (await (await edge.app.request('/api/openapi.json')).json()) as Json;
  ajv.addSchema(document, 'api');
  operations = operationsOf(document);
});
afterAll(() => edge?.close());

describe(`fuzz, ${CASES} cases`, () => {
  it(
    'finds no 5xx, no undeclared status and no body outside its schema',
    { timeout: CASES * 50 + 60_000 },
    async () => {
      const request = fc.constantFrom(...operations).chain((operation) =>
        fc.record({
          operation: fc.constant(operation),
          path: pathOf(operation),
          headers: headersOf(operation),
          body: operation.body === null ? fc.option(fc.string(), { freq: 5 }) : bodyOf(operation.body),
        }),
      );
      await fc.assert(
        fc.asyncProperty(request, async ({ operation, path, headers, body }) => {
          const sends = body !== null && operation.method !== 'GET';
          const reply = await edge.app.request(path, { method: operation.method, headers, ...(sends ? { body } : {}) });
          const key = `${operation.method} ${operation.path} ${reply.status}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
          expect(reply.status, `${operation.method} ${path}`).toBeLessThan(500);
          // An empty or odd parameter may lead to no route at all: then it is the plain 404 or 405 of the app.
          const declared = operation.responses[String(reply.status)];
          if (!declared) {
            expect([404, 405], `${key} is not declared`).toContain(reply.status);
            expect(reply.headers.get('content-type')).toContain('problem+json');
            return;
          }
          const type = (reply.headers.get('content-type') ?? '').split(';')[0] ?? '';
          if (!type.endsWith('json')) return;
          const schema = declared.content?.[type]?.schema;
          expect(schema, `${key} gives ${type}, which is not declared`).toBeDefined();
          const validate = validators.get(key) ?? ajv.compile(inDocument(schema ?? {}));
          validators.set(key, validate);
          expect(validate(await reply.json()), `${key}: ${ajv.errorsText(validate.errors)}`).toBe(true);
        }),
        { numRuns: CASES },
      );
    },
  );

  it('reached good replies and refusals of every operation that writes', () => {
    const statuses = (method: string, path: string): readonly number[] =>
      [...seen.keys()].filter((key) => key.startsWith(`${method} ${path} `)).map((key) => Number(key.split(' ')[2]));
    for (const path of ['/api/shares', '/api/shares/signed', '/api/samples', '/api/results']) {
      expect(statuses('POST', path), path).toEqual(expect.arrayContaining([201, 422]));
    }
  });
});

function operationsOf(document: Json): readonly Operation[] {
  const paths = document['paths'] as Record<string, Record<string, Json>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const request = operation['requestBody'] as { content: Record<string, { schema: Json }> } | undefined;
      return {
        method: method.toUpperCase(),
        path,
        parameters: (operation['parameters'] ?? []) as Operation['parameters'],
        body: request?.content['application/json']?.schema ?? null,
        responses: operation['responses'] as Operation['responses'],
      };
    }),
  );
}

/** A schema with its references pointing into the document. */
const inDocument = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as Json;

function pathOf({ path, parameters }: Operation): fc.Arbitrary<string> {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.string());
  return fc
    .tuple(
      fc.tuple(...inPath.map(({ schema }) => fc.oneof(valueOf(schema), odd))),
      fc.tuple(...inQuery.map(({ schema }) => fc.option(fc.oneof(valueOf(schema), odd)))),
    )
    .map(([names, queries]) => {
      const encode = (value: unknown): string => encodeURIComponent(Buffer.from(String(value)).toString());
      const filled = inPath.reduce((text, { name }, i) => text.replace(`{${name}}`, encode(names[i]) || '0'), path);
      const query = inQuery.flatMap(({ name }, i) => (queries[i] === null ? [] : [`${name}=${encode(queries[i])}`]));
      return query.length > 0 ? `${filled}?${query.join('&')}` : filled;
    });
}

function headersOf({ parameters, body }: Operation): fc.Arbitrary<Readonly<Record<string, string>>> {
  const own = parameters
    .filter((parameter) => parameter.in === 'header')
    .map(({ name, schema }) =>
      fc
        .oneof({ weight: 4, arbitrary: valueOf(schema).map(String) }, fc.constant('short'))
        .map((value) => [name, value]),
    );
  const usual = [
    fc
      .oneof(
        { weight: 8, arbitrary: fc.constant(`Bearer ${token}`) },
        fc.constantFrom('Bearer x', 'Basic eDp5', `Bearer presage_00000000_${'A'.repeat(43)}`, 'Bearer'),
      )
      .map((value) => ['authorization', value]),
    fc
      .oneof(
        { weight: 8, arbitrary: fc.constant(body === null ? 'text/plain' : 'application/json') },
        fc.constantFrom('text/csv', 'text/plain', 'application/json; charset=utf-8', ''),
      )
      .map((value) => ['content-type', value]),
    fc.constantFrom('fr', 'es-MX,es;q=0.9', '*', ';;q=,', 'de').map((value) => ['accept-language', value]),
  ];
  return fc.tuple(...own, ...usual).map((pairs) => Object.fromEntries(pairs) as Record<string, string>);
}

/** A body that fits, one with a single wound, any JSON, or no JSON at all. */
function bodyOf(schema: Json): fc.Arbitrary<string> {
  const valid = valueOf(schema).map(settled);
  return fc.oneof(
    { weight: 5, arbitrary: valid.map((value) => JSON.stringify(value)) },
    {
      weight: 5,
      arbitrary: fc
        .tuple(valid, fc.nat(), fc.jsonValue())
        .map(([value, at, other]) => JSON.stringify(wounded(value, at, other))),
    },
    { weight: 2, arbitrary: fc.json() },
    {
      weight: 1,
      arbitrary: fc.oneof(
        fc.string(),
        fc.constantFrom('', '{', 'NaN', '{"schema":1e999}', '[1,', '{"views":Infinity}', '\u0000'),
      ),
    },
  );
}

/** What a schema cannot say: the range holds the score, a learned score has models, times are of these years. */
function settled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy = structuredClone(value) as Record<string, unknown>;
  const forecast = copy['forecast'] as Record<string, unknown> | undefined;
  if (forecast) {
    const [low, score, high] = [forecast['low'], forecast['score'], forecast['high']].map(Number).sort((a, b) => a - b);
    Object.assign(
      forecast,
      { low, score, high, date: '2026-05-30' },
      (forecast['models'] as unknown[]).length > 0 ? {} : { basis: 'prior' },
    );
  }
  const context = copy['context'] as Record<string, unknown> | undefined;
  if (context) {
    context['month'] = '2026-04';
    copy['featureSet'] = SAMPLE_FEATURE_SET;
  }
  for (const reading of (copy['readings'] ?? []) as Record<string, unknown>[]) {
    Object.assign(reading, { readAt: 1_770_000_000_000 + (Number(reading['readAt']) % 1e9), postedAt: null });
  }
  return copy;
}

/** One leaf or branch replaced, taken out, or a stranger put in. */
function wounded(value: unknown, at: number, other: unknown): unknown {
  const copy = structuredClone(value);
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return other;
  const [node, key] = place;
  if (at % 3 === 0) delete node[key];
  else if (at % 3 === 1) node[key] = other;
  else node[`${key}_x`] = other;
  return copy;
}

/** Values of a JSON schema, as far as ours go. */
function valueOf(schema: Json): fc.Arbitrary<unknown> {
  const {
    type,
    anyOf,
    oneOf,
    const: only,
    pattern,
    format,
  } = schema as {
    type?: string | string[];
    anyOf?: Json[];
    oneOf?: Json[];
    const?: unknown;
    pattern?: string;
    format?: string;
  };
  const choices = schema['enum'] as unknown[] | undefined;
  if (choices) return fc.constantFrom(...choices);
  if (only !== undefined) return fc.constant(only);
  if (anyOf ?? oneOf) return fc.oneof(...(anyOf ?? oneOf ?? []).map(valueOf));
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => valueOf({ ...schema, type: one })));
  const [low, high] = [Number(schema['minimum'] ?? -1e6), Number(schema['maximum'] ?? 1e6)];
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: low, max: high });
    case 'number':
      return fc.double({ min: low, max: high, noNaN: true });
    case 'string':
      if (format === 'date') return fc.constant('2026-05-30');
      return pattern === undefined ? fc.string({ maxLength: 20 }) : fc.stringMatching(new RegExp(pattern));
    case 'array':
      return fc.array(valueOf(schema['items'] as Json), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: Math.max(Number(schema['minItems'] ?? 0), Math.min(3, Number(schema['maxItems'] ?? 3))),
      });
    case 'object': {
      const properties = (schema['properties'] ?? {}) as Record<string, Json>;
      return fc.record(Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, valueOf(of)])));
    }
    default:
      return fc.jsonValue();
  }
}
