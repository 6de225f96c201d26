/** The definitions of all routes → the OpenAPI 3.1 document: made at the first question, the same on both hosts. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { TOOLS, type AnyTool } from '#contracts/tools/all.ts';
import type { Edge } from './host.ts';

type Json = Record<string, unknown>;

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Json;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Json; readonly example?: unknown }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: Json }>> }
    >
  >;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

/** First that fits. */
const TAGS: readonly (readonly [path: RegExp, name: string, description: string])[] = [
  [
    /^\/v1\/tools\//,
    'Tools',
    'The app’s own answers for programs, from numbers and text only. Nothing that is sent is kept.',
  ],
  [
    /^\/api\/results/,
    'Results',
    'How posts did: read from a link, followed at fixed ages, or pushed in by own scripts.',
  ],
  [
    /^\/api\/(accounts|comments)/,
    'Other accounts and comments',
    'What official interfaces and public feeds tell when somebody asks. Passed through; tokens are kept nowhere.',
  ],
  [/^\/api\/samples/, 'Samples', 'What people choose to give: features and an outcome, no media, no name.'],
  [/^\/(api\/shares|s\/|og\/|share$)/, 'Share links', 'A forecast as a page that anybody can open.'],
  [/^\/(api\/models|models)/, 'Models', 'Which models are current, and their weights by content hash.'],
  [/^\/api\/trends/, 'Trends', 'What rises and fades, with the age of every source.'],
  [/./, 'Operation', 'For the person who runs this host.'],
];

const SIGNALS = 'ClipSignals';

/** @param app with all its routes */
export function documentOf(app: OpenAPIHono<Edge>): ApiDocument {
  const generated = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Presage edge API',
      version: '1',
      description:
        'The thin server beside the app. It never sees a video: numbers and text only. Errors are problem+json with a code, one sentence and the request id.',
      license: { name: 'MIT' },
    },
    servers: [{ url: '/', description: 'This host' }],
    tags: TAGS.map(([, name, description]) => ({ name, description })),
  });
  // As plain JSON: what follows only adds to it.
  const document = JSON.parse(JSON.stringify(generated)) as Json;
  // The generator's types are of OpenAPI 3.0 here.
  Object.assign((document['info'] as { license: Json }).license, { identifier: 'MIT' });
  const paths = document['paths'] as Record<string, Record<string, Json>>;
  const components = (document['components'] ??= {}) as { schemas?: Record<string, Json> };
  const schemas = (components.schemas ??= {});
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operation['operationId'] = idOf(method, path);
      operation['tags'] = [TAGS.find(([pattern]) => pattern.test(path))?.[1]];
      // Open to everybody unless it says otherwise.
      operation['security'] ??= [];
    }
  }
  for (const tool of TOOLS) {
    const operation = paths[`/v1/tools/${tool.name}`]?.['post'];
    if (operation) operation['requestBody'] = bodyOf(tool, schemas);
  }
  return document as unknown as ApiDocument; // holds: the generator's document with what was added above
}

/** What a tool takes, as its contract has it; the signals of a clip, which several take, stand once. */
function bodyOf(tool: AnyTool, schemas: Record<string, Json>): Json {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(tool.request, {
    io: 'input',
    unrepresentable: 'any',
  }) as Json;
  return {
    required: true,
    content: { 'application/json': { schema: sharing(schema, schemas), example: tool.example } },
  };
}

function sharing(schema: unknown, schemas: Record<string, Json>): unknown {
  if (Array.isArray(schema)) return schema.map((one) => sharing(one, schemas));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key !== 'signals' || typeof value !== 'object' || value === null) return [key, sharing(value, schemas)];
      schemas[SIGNALS] ??= {
        ...(value as Json),
        description: 'Everything measured in the file: `signals` of a report that the app exported; null without one.',
      };
      return [key, { $ref: `#/components/schemas/${SIGNALS}` }];
    }),
  );
}

/** 'post', '/api/results/{platform}/{post}' → 'postApiResultsByPlatformByPost'. */
function idOf(method: string, path: string): string {
  const words = path
    .replace(/\{(\w+)\}/g, 'by $1')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return [method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
}
