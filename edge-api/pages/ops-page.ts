/** What is known of a host in, the operator's page out: plain HTML, no script, nothing fetched. */
import { html, raw } from 'hono/html';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { alertsOf } from '../metrics/alerts.ts';
import type { Everything } from '../metrics/facts.ts';
import { LEAST_FOR_DRIFT } from '../metrics/field.ts';
import { routeLines } from '../metrics/routes.ts';

/** Colours and shapes of the design's tokens (web/styles/tokens.css), the few that this page needs. */
const STYLE = `
:root{color-scheme:light dark;--bg:#f6f4f0;--surface:#fff;--ink:#1e1b20;--ink-2:#514d55;--line:#e0dcd3;--accent:#3a4db8;--helps:#0a6e68;--hurts:#ae3b12;--hurts-soft:#fbe7dd}
@media (prefers-color-scheme:dark){:root{--bg:#131216;--surface:#1d1b20;--ink:#f5f2ee;--ink-2:#c6c1c9;--line:#343139;--accent:#aebaff;--helps:#6fd0c6;--hurts:#ffb193;--hurts-soft:#45241a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:400 1rem/1.5 Figtree,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.625rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.1875rem;line-height:1.3;margin:0 0 .75rem}
section{background:var(--surface);border-radius:1.375rem;padding:1.25rem;margin-top:1rem;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.375rem .75rem .375rem 0;border-top:1px solid var(--line);font-size:.875rem;vertical-align:top}
thead th{border-top:0;color:var(--ink-2);font-weight:600}
td.n,th.n{text-align:right}
td:first-child,th[scope=row]{overflow-wrap:anywhere;font-weight:500}
.small{font-size:.875rem;color:var(--ink-2);margin:.5rem 0 0}
.good{color:var(--helps);margin:0}
ul{list-style:none;margin:0;padding:0}
li{background:var(--hurts-soft);border-radius:.625rem;padding:.625rem .875rem;margin-top:.5rem}
li b{color:var(--hurts)}
`;

/** Where the routes of the tools lie; what follows is a tool's name. */
const TOOLS = '/v1/tools/';

/** As one piece: the hash below is of exactly what stands between the tags. */
const STYLE_TAG = raw(`<style>${STYLE}</style>`);

/** No script, no frame, no picture, no request; the style by its hash. */
export const OPS_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(STYLE))))}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function opsPage(known: Everything, host: string): Promise<string> {
  const { now, day, models, skill, sources, samples, downloads, given, field, process } = known;
  const alerts = alertsOf(known);
  const all = routeLines(known.totals);
  const isTool = ({ route }: (typeof all)[number]): boolean => route.startsWith(TOOLS);
  const lines = all.filter((line) => !isTool(line));
  const tools = all.filter(isTool);
  const rungs = Object.entries(field.rungs).toSorted(([, a], [, b]) => b - a);
  const told = rungs.reduce((sum, [, n]) => sum + n, 0);
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>${alerts.length === 0 ? 'All well' : `${alerts.length} to look at`} · Presage</title>
          ${STYLE_TAG}
        </head>
        <body>
          <main>
            <h1>Presage, ${host}</h1>
            <p class="small">
              ${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC. ${day.requests} requests to the API in
              24 hours, ${day.failed} failed.${process ? ` ${memory(process.residentBytes)} of memory.` : ''}
            </p>
            <section>
              <h2>Alerts</h2>
              ${
                alerts.length === 0
                  ? html`<p class="good">Nothing needs attention.</p>`
                  : html`<ul>
                      ${alerts.map(({ severity, sentence }) => html`<li><b>${severity === 'critical' ? 'Critical' : 'Warning'}.</b> ${sentence}</li>`)}
                    </ul>`
              }
            </section>
            <section>
              <h2>Models served</h2>
              ${table(
                ['Model', 'Version', 'Channel'],
                models.map(({ model, version, channel, pinned }) => [
                  model,
                  version,
                  pinned ? `${channel}, pinned` : channel,
                ]),
                'No model is served.',
              )}
            </section>
            <section>
              <h2>Skill of what is served</h2>
              ${table(
                ['Model', 'Figure', '#Value', '#Before'],
                skill.map(({ model, metric, value, before }) => [
                  model,
                  metric,
                  value.toFixed(3),
                  before ? before.value.toFixed(3) : 'none',
                ]),
                'No release says how good it is.',
              )}
            </section>
            <section>
              <h2>Requests since counting began</h2>
              ${table(
                ['Route', '#Requests', '#Failed', '#Cache hits', '#Half within', '#95 % within'],
                lines.map(({ route, requests, failed, notModified, medianMs, p95Ms }) => [
                  route,
                  String(requests),
                  String(failed),
                  `${notModified} (${requests === 0 ? 0 : Math.round((100 * notModified) / requests)} %)`,
                  within(medianMs),
                  within(p95Ms),
                ]),
                'Nothing was asked yet.',
              )}
            </section>
            <section>
              <h2>Tools since counting began</h2>
              ${table(
                ['Tool', '#Requests', '#Failed', '#Half within', '#95 % within'],
                tools.map(({ route, requests, failed, medianMs, p95Ms }) => [
                  route.slice(TOOLS.length),
                  String(requests),
                  String(failed),
                  within(medianMs),
                  within(p95Ms),
                ]),
                'No tool was asked yet.',
              )}
            </section>
            <section>
              <h2>Model files sent</h2>
              ${table(
                ['Model', 'Version', 'File', '#Times'],
                downloads.map(({ model, version, file, count }) => [model, version, file, String(count)]),
                'None yet.',
              )}
            </section>
            <section>
              <h2>Trend sources</h2>
              ${table(
                ['Source', '#Last good, hours ago'],
                sources.map(({ source, since }) => [source, ((now - since) / 3_600_000).toFixed(1)]),
                'No source was asked in the last week.',
              )}
            </section>
            <section>
              <h2>Samples that people gave</h2>
              ${table(
                ['What became of them', '#Samples'],
                given.map(({ outcome, count }) => [outcome, String(count)]),
                'None came yet.',
              )}
              <p class="small">
                ${samples.waiting} wait for a shard, ${samples.inShards} lie in shards. What follows is of the last 90
                days and of samples without noise: ${field.plain} of ${field.plain + field.noisy}.
              </p>
            </section>
            <section>
              <h2>Rungs of the ladder</h2>
              ${table(
                ['Rung', '#Forecasts given', '#Share'],
                rungs.map(([rung, n]) => [rung, String(n), `${Math.round((100 * n) / told)} %`]),
                'Nobody has told one yet.',
              )}
            </section>
            <section>
              <h2>Drift of the inputs</h2>
              ${table(
                ['Model', 'Input', '#Samples', '#Stability index', 'Which is'],
                field.drift
                  .toSorted((a, b) => b.psi - a.psi)
                  .map(({ model, input, n, psi }) => [model, input, String(n), psi.toFixed(3), driftWord(psi)]),
                `No input has ${LEAST_FOR_DRIFT} samples beside a known spread in training.`,
              )}
            </section>
          </main>
        </body>
      </html>`,
  );
}

/** @param heads a # before a head: its column holds numbers */
function table(heads: readonly string[], rows: readonly (readonly string[])[], none: string) {
  if (rows.length === 0) return html`<p class="small">${none}</p>`;
  const number = heads.map((head) => head.startsWith('#'));
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head, i) => html`<th scope="col" class="${number[i] ? 'n' : ''}">${head.replace('#', '')}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, i) => html`<td class="${number[i] ? 'n' : ''}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Siddiqi 2006; see metrics/field.ts. */
const driftWord = (psi: number): string => (psi < 0.1 ? 'calm' : psi <= 0.25 ? 'moving' : 'another population');

const within = (ms: number | null): string => (ms === null ? 'over 10 s' : `${ms} ms`);
const memory = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
