/** Figures of runs enter; a drawing (SVG) or a page (HTML) in the app's own colours leaves, which any browser opens without a network. */
import type { RunRecord } from './experiments.ts';

/** Real runs that have the figure; invented people are another world. */
export const pointsOf = (
  runs: readonly RunRecord[],
  metric: string,
): { readonly id: string; readonly value: number }[] =>
  runs.flatMap((run) => {
    const value = run.metrics[metric];
    return value === undefined || run.synthetic ? [] : [{ id: run.id, value }];
  });

export const metricsOf = (runs: readonly RunRecord[]): string[] =>
  [...new Set(runs.filter(({ synthetic }) => !synthetic).flatMap(({ metrics }) => Object.keys(metrics)))].sort();

/** A run is a dot, in the order of time; the axis spans what there is. */
export function plotSvg(points: readonly { readonly id: string; readonly value: number }[], title: string): string {
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // A figure that never moved still needs a height.
  const span = most - least || Math.abs(most) || 1;
  const x = (i: number): number =>
    round(LEFT + (WIDTH - LEFT - RIGHT) * (points.length === 1 ? 0.5 : i / (points.length - 1)));
  const y = (value: number): number =>
    round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - least + 0.1 * span) / (1.2 * span)));
  const last = points.at(-1);
  const label = `${title}: ${points.map(({ id, value }) => `${id} ${told(value)}`).join(', ')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(label)}" font-family="Figtree, system-ui, sans-serif">
<style>text{font-size:12px;fill:#514d55}.t{font-size:14px;font-weight:600;fill:#1e1b20}.ax{stroke:#87827a;fill:none}.l{stroke:#8490da;fill:none}.d{fill:#3a4db8}.b{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#c6c1c9}.t{fill:#f5f2ee}.ax{stroke:#8a8592}.l,.d{stroke:#a9b4ff}.d{fill:#a9b4ff}.b{fill:#1d1b20}}</style>
<rect class="b" width="${WIDTH}" height="${HEIGHT}" rx="16"/>
<text class="t" x="${LEFT}" y="24">${escaped(title)}</text>
<path class="ax" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
<text x="${LEFT - 8}" y="${y(most) + 4}" text-anchor="end">${told(most)}</text>${
    most === least ? '' : `\n<text x="${LEFT - 8}" y="${y(least) + 4}" text-anchor="end">${told(least)}</text>`
  }
<path class="l" stroke-width="2" d="${points.map(({ value }, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(value)}`).join('')}"/>
${points.map(({ id, value }, i) => `<circle class="d" cx="${x(i)}" cy="${y(value)}" r="5"><title>${escaped(id)}: ${told(value)}</title></circle>`).join('\n')}
<text x="${LEFT}" y="${HEIGHT - 10}">${escaped(points[0]?.id ?? '')}</text>
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 10}" text-anchor="end">${escaped(last && points.length > 1 ? last.id : '')}</text>
</svg>
`;
}

const WIDTH = 640;
const HEIGHT = 240;
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 24, 40, 34];

/** Every figure as a drawing with its table, and all runs: one file, no script. */
export function plotPage(runs: readonly RunRecord[]): string {
  const parts = metricsOf(runs).map((metric) => {
    const points = pointsOf(runs, metric);
    const rows = points.map(({ id, value }) => `<tr><th scope="row">${escaped(id)}</th><td>${told(value)}</td></tr>`);
    return `<section class="card"><h2>${escaped(metric)}</h2><figure>${plotSvg(points, metric)}</figure><details><summary>Show as a table</summary><table><thead><tr><th scope="col">Run</th><th scope="col">Figure</th></tr></thead><tbody>${rows.join('')}</tbody></table></details></section>`;
  });
  const list = runs
    .toReversed()
    .map(
      ({ id, code, seconds, stages, synthetic, tables }) =>
        `<tr><th scope="row">${escaped(id)}</th><td>${escaped(code ?? 'no revision')}</td><td>${stages.filter(({ fresh }) => fresh).length} of ${stages.length}</td><td>${seconds} s</td><td>${escaped(synthetic ? 'invented people' : Object.keys(tables).join(', '))}</td></tr>`,
    );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Runs of the training</title>
<style>:root{color-scheme:light dark;--bg:#f6f4f0;--surface:#fff;--ink:#1e1b20;--ink-2:#514d55;--line:#e0dcd3;--accent:#3a4db8}@media(prefers-color-scheme:dark){:root{--bg:#131216;--surface:#1d1b20;--ink:#f5f2ee;--ink-2:#c6c1c9;--line:#343139;--accent:#a9b4ff}}
body{margin:0;background:var(--bg);color:var(--ink);font:400 1rem/1.5 Figtree,system-ui,sans-serif}main{max-width:72rem;margin:auto;padding:1rem;display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr))}h1{font-size:1.625rem;margin:.5rem 0;grid-column:1/-1}h2{font-size:1.0625rem;margin:0 0 .5rem;overflow-wrap:anywhere}.card{background:var(--surface);border-radius:1.375rem;padding:1rem;min-width:0}.all{grid-column:1/-1;overflow-x:auto}figure{margin:0}svg{width:100%;height:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line);font-size:.875rem}summary{min-height:2.75rem;display:flex;align-items:center;color:var(--accent);cursor:pointer}</style></head>
<body><main><h1>Runs of the training</h1><section class="card all" tabindex="0" aria-label="All runs"><h2>${runs.length} ${runs.length === 1 ? 'run' : 'runs'}</h2><table><thead><tr><th scope="col">Run</th><th scope="col">Code</th><th scope="col">Stages made</th><th scope="col">Time</th><th scope="col">Rows</th></tr></thead><tbody>${list.join('')}</tbody></table></section>
${parts.join('\n')}
</main></body></html>
`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const told = (value: number): string => String(Number(value.toPrecision(4)));
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
