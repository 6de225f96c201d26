/**
 * The OpenAPI document in, a page that explains every route out: plain HTML, no script, nothing fetched, so it stands
 * under a policy that forbids all of it. swagger-ui would be 1.7 MB of script for the same (shared notes, edge.md
 * section 5); a request is tried out by copying its command.
 */
import { html, raw } from 'hono/html';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ApiDocument, Operation } from '../document.ts';

/** Colours and shapes of the design's tokens (web/styles/tokens.css), the few that this page needs. */
const STYLE = `
:root{color-scheme:light dark;--bg:#f6f4f0;--surface:#fff;--ink:#1e1b20;--ink-2:#514d55;--line:#e0dcd3;--accent:#3a4db8;--soft:#efece6}
@media (prefers-color-scheme:dark){:root{--bg:#131216;--surface:#1d1b20;--ink:#f5f2ee;--ink-2:#c6c1c9;--line:#343139;--accent:#aebaff;--soft:#26232a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:400 1rem/1.5 Figtree,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:56rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.625rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.1875rem;line-height:1.3;margin:2rem 0 .25rem}
h3{font-size:1rem;margin:1rem 0 .25rem}
a{color:var(--accent)}
nav ul{list-style:none;margin:.5rem 0 0;padding:0;columns:18rem}
nav li{padding:.25rem 0;break-inside:avoid}
nav a{display:inline-block;min-height:1.5rem;overflow-wrap:anywhere}
details{background:var(--surface);border-radius:1.375rem;padding:0 1.25rem;margin-top:.75rem}
details details{background:var(--soft);border-radius:.625rem;padding:0 .875rem}
summary{cursor:pointer;padding:.875rem 0;overflow-wrap:anywhere}
summary:focus-visible,a:focus-visible,pre:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.25rem}
details[open]{padding-bottom:1rem}
code,pre{font-family:ui-monospace,"Cascadia Code",Menlo,Consolas,monospace;font-size:.875rem}
pre{background:var(--soft);border-radius:.625rem;padding:.875rem;overflow-x:auto;margin:.375rem 0 0}
details details pre{background:none;padding:0}
.verb{font-weight:600;text-transform:uppercase;color:var(--accent);margin-right:.375rem}
.small{font-size:.875rem;color:var(--ink-2);margin:.25rem 0 0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.375rem .75rem .375rem 0;border-top:1px solid var(--line);font-size:.875rem;vertical-align:top}
thead th{border-top:0;color:var(--ink-2);font-weight:600}
td{overflow-wrap:anywhere}
`;

/** As one piece: the hash below is of exactly what stands between the tags. */
const STYLE_TAG = raw(`<style>${STYLE}</style>`);

/** No script, no frame, no picture, no request; the style by its hash. */
export const DOCS_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(STYLE))))}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Shown {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export async function docsPage(document: ApiDocument): Promise<string> {
  const all: readonly Shown[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const groups = document.tags
    .map(({ name, description }) => ({
      name,
      description,
      of: all.filter(({ operation }) => operation.tags[0] === name),
    }))
    .filter(({ of }) => of.length > 0);
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>${document.info.title}</title>
          ${STYLE_TAG}
        </head>
        <body>
          <main>
            <h1>${document.info.title}</h1>
            <p class="small">${document.info.description}</p>
            <p class="small"><a href="/api/openapi.json">OpenAPI ${document.openapi} as JSON</a></p>
            <nav aria-label="Routes">
              ${groups.map(
                ({ name, of }) =>
                  html`<h2>${name}</h2>
                    <ul>
                      ${of.map(
                        ({ method, path, operation }) =>
                          html`<li>
                            <a href="#${operation.operationId}"
                              ><span class="verb">${method}</span><code>${path}</code></a
                            >
                          </li>`,
                      )}
                    </ul>`,
              )}
            </nav>
            ${groups.map(
              ({ name, description, of }) =>
                html`<section>
                  <h2>${name}</h2>
                  <p class="small">${description}</p>
                  ${of.map((one) => operationBlock(one, document))}
                </section>`,
            )}
          </main>
        </body>
      </html>`,
  );
}

function operationBlock({ method, path, operation }: Shown, document: ApiDocument) {
  const { parameters = [], requestBody, responses, security = [] } = operation;
  const bodies = Object.entries(requestBody?.content ?? {});
  const example = bodies.find(([, { example: found }]) => found !== undefined);
  return html`<details id="${operation.operationId}">
    <summary><span class="verb">${method}</span><code>${path}</code><br />${operation.summary}</summary>
    ${operation.description ? html`<p>${operation.description}</p>` : ''}
    <p class="small">${accessText(security)}</p>
    ${
      parameters.length === 0
        ? ''
        : table(
            'Parameters',
            ['Name', 'Where', 'What'],
            parameters.map((one) => [
              `${one.name}${one.required === true || one.in === 'path' ? '' : ' (optional)'}`,
              one.in,
              shortOf(one.schema, document),
            ]),
          )
    }
    ${
      example
        ? html`<h3>Example</h3>
            ${code(commandOf(method, path, example[0], example[1].example), `Command for ${path}`)}`
        : ''
    }
    ${bodies.map(([type, { schema }]) => schemaBlock(`Body, ${type}`, schema, document))}
    ${table(
      'Replies',
      ['Status', 'What', 'Type'],
      Object.entries(responses).map(([status, { description, content = {} }]) => [
        status,
        description,
        Object.keys(content).join(', '),
      ]),
    )}
    ${Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content)
        .filter(([type]) => type === 'application/json')
        .map(([type, { schema }]) => schemaBlock(`Reply ${status}, ${type}`, schema, document)),
    )}
  </details>`;
}

const schemaBlock = (title: string, schema: unknown, document: ApiDocument) =>
  html`<details>
    <summary>${title}</summary>
    ${code(linesOf(schema, document, 0, new Set()), title)}
  </details>`;

/** A box that scrolls must be reachable by the keyboard, and have a name. */
const code = (text: string, name: string) => html`<pre tabindex="0" role="region" aria-label="${name}">${text}</pre>`;

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]) {
  return html`<h3>${title}</h3>
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function accessText(security: NonNullable<Operation['security']>): string {
  const names = security.flatMap((one) => Object.keys(one));
  if (names.length === 0) return 'Open to everybody, within the limit of an address.';
  const ways = names
    .map((name) => (name === 'bearer' ? 'Authorization: Bearer TOKEN' : 'the token as a password'))
    .join(' or ');
  return security.some((one) => Object.keys(one).length === 0)
    ? `Open to everybody, within the limit of an address; a token brings its own: ${ways}.`
    : `Wants a token: ${ways}.`;
}

const commandOf = (method: string, path: string, type: string, body: unknown): string =>
  [
    `curl -X ${method.toUpperCase()} "$HOST${path}" \\`,
    `  -H 'content-type: ${type}' \\`,
    `  -d '${JSON.stringify(body).replaceAll("'", String.raw`'\''`)}'`,
  ].join('\n');

type Schema = Readonly<Record<string, unknown>>;

/** One line: a type with its limits. */
function shortOf(schema: unknown, document: ApiDocument): string {
  const one = resolved(schema, document).schema;
  const { type, enum: choices, const: only, pattern, minimum, maximum, maxLength, maxItems, anyOf, oneOf } = one;
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  if (only !== undefined) return JSON.stringify(only);
  const either = anyOf ?? oneOf;
  if (Array.isArray(either)) return either.map((part) => shortOf(part, document)).join(' | ');
  const limits = [
    ...(minimum === undefined && maximum === undefined
      ? []
      : [`${String(minimum ?? '…')} to ${String(maximum ?? '…')}`]),
    ...(maxLength === undefined ? [] : [`up to ${String(maxLength)} characters`]),
    ...(maxItems === undefined ? [] : [`up to ${String(maxItems)}`]),
    ...(pattern === undefined ? [] : [String(pattern)]),
  ];
  const name = Array.isArray(type) ? type.join(' | ') : typeof type === 'string' ? type : 'any';
  return limits.length === 0 ? name : `${name} (${limits.join(', ')})`;
}

/** Fields below one another, indented; a named shape that was shown is not shown again. */
function linesOf(schema: unknown, document: ApiDocument, depth: number, seen: Set<string>): string {
  const { schema: one, name } = resolved(schema, document);
  const indent = '  '.repeat(depth);
  if (name !== null && seen.has(name)) return `${indent}as ${name} above`;
  if (name !== null) seen.add(name);
  const either = (one['anyOf'] ?? one['oneOf']) as readonly unknown[] | undefined;
  const parts = either?.filter((part) => resolved(part, document).schema['type'] !== 'null') ?? [];
  if (parts.some((part) => isDeep(part, document))) {
    return parts.map((part) => linesOf(part, document, depth, seen)).join(`\n${indent}or\n`);
  }
  if (one['type'] === 'array' || 'items' in one) {
    const { items } = one;
    return isDeep(items, document)
      ? `${indent}list of\n${linesOf(items, document, depth + 1, seen)}`
      : `${indent}list of ${shortOf(items, document)}`;
  }
  const properties = one['properties'] as Readonly<Record<string, unknown>> | undefined;
  if (!properties) return `${indent}${shortOf(one, document)}`;
  const required = new Set((one['required'] ?? []) as readonly string[]);
  return Object.entries(properties)
    .map(([key, value]) => {
      const told = resolved(value, document).schema['description'];
      const about = typeof told === 'string' ? `  — ${told}` : '';
      const label = `${indent}${key}${required.has(key) ? '' : '?'}`;
      return isDeep(value, document)
        ? `${label}:${about}\n${linesOf(value, document, depth + 1, seen)}`
        : `${label}: ${shortOf(value, document)}${about}`;
    })
    .join('\n');
}

function isDeep(schema: unknown, document: ApiDocument): boolean {
  const one = resolved(schema, document).schema;
  const parts = (one['anyOf'] ?? one['oneOf']) as readonly unknown[] | undefined;
  return 'properties' in one || 'items' in one || (parts?.some((part) => isDeep(part, document)) ?? false);
}

function resolved(schema: unknown, document: ApiDocument): { readonly schema: Schema; readonly name: string | null } {
  const one = (typeof schema === 'object' && schema !== null ? schema : {}) as Schema;
  const name = typeof one['$ref'] === 'string' ? (one['$ref'].split('/').at(-1) ?? '') : null;
  return { schema: name === null ? one : (document.components.schemas[name] ?? {}), name };
}
