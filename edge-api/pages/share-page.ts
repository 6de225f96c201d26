/** A shared forecast in, a page out that needs no script: the numbers, their range, where they come from. null in, a plain page without any number. */
import { html, raw } from 'hono/html';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { SharedForecast } from './signed-share.ts';
import { PICTURE } from './picture/share-picture.ts';
import { SHARE_WORDS, dayIn, type Language } from './share-text.ts';

export interface SharePageInput {
  readonly language: Language;
  readonly shared: SharedForecast | null;
  /** https://host, for the addresses that crawlers need whole. */
  readonly origin: string;
  /** '/s/…' without what follows a question mark. */
  readonly path: string;
  /** The maker's, which the preview in a chat speaks; the page itself speaks the reader's. */
  readonly makers: Language;
}

/** Colours and shapes of the design's tokens, the few that this page needs. The face of the app would be one more request; the system's stands in. */
const STYLE = `
:root{color-scheme:light dark;--bg:#f6f4f0;--surface:#fff;--ink:#1e1b20;--ink-2:#514d55;--line:#e0dcd3;--accent:#3a4db8;--on-accent:#fff;--band:#8490da;--sky:#dfe4fa,#f3e9f1 52%,#fdf1e4}
@media (prefers-color-scheme:dark){:root{--bg:#131216;--surface:#1d1b20;--ink:#f5f2ee;--ink-2:#c6c1c9;--line:#343139;--accent:#aebaff;--on-accent:#171c44;--band:#6a75b6;--sky:#232a52,#2b2237 52%,#2e2220}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:400 1rem/1.5 "Figtree Variable",Figtree,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word;font-variant-numeric:tabular-nums}
main{max-width:30rem;margin:0 auto;padding:1rem}
.brand{display:inline-flex;align-items:center;gap:.5rem;min-height:2.75rem;font-weight:650;font-size:1.125rem;color:inherit;text-decoration:none}
.brand svg{width:1.75rem;height:1.75rem;color:var(--accent)}
.card{background:var(--surface);border-radius:1.375rem;padding:1.25rem;margin:.5rem 0 1rem}
.hero{background:linear-gradient(168deg,var(--sky))}
h1{font-size:.875rem;font-weight:500;line-height:1.35;color:var(--ink-2);margin:0}
h1.gone{font-size:1.1875rem;font-weight:650;line-height:1.3;color:inherit}
.top{display:flex;flex-wrap:wrap;align-items:flex-end;justify-content:space-between;gap:.75rem 1rem;margin-top:.75rem}
.score{font-size:5rem;font-weight:600;line-height:.9;letter-spacing:-.045em;margin:0}
.score small{font-size:.875rem;font-weight:450;letter-spacing:0;color:var(--ink-2)}
.range{font-size:1.875rem;font-weight:600;line-height:1.1;letter-spacing:-.02em;margin:0 0 0 auto;text-align:right}
.range small{display:block;font-size:.875rem;font-weight:450;letter-spacing:0;color:var(--ink-2);line-height:1.45}
.hero svg{display:block;width:100%;height:auto;margin-top:1.25rem}
.axis{stroke:var(--ink-2);stroke-opacity:.3}
.band{fill:var(--band);fill-opacity:.42;stroke:var(--accent)}
.typ{stroke:var(--ink-2)}
.dot{fill:var(--accent);stroke:var(--bg)}
.ends{display:flex;justify-content:space-between;font-size:.78125rem;font-weight:500;color:var(--ink-2)}
.lead{font-size:1.0625rem;font-weight:500;line-height:1.45;margin:1rem 0 0}
p{margin:.5rem 0}
.small{font-size:.875rem;line-height:1.45;color:var(--ink-2)}
summary{min-height:2.75rem;display:flex;align-items:center;font-size:.9375rem;font-weight:600;color:var(--accent);cursor:pointer}
code{font-size:.75rem;overflow-wrap:anywhere}
a.try{display:flex;align-items:center;justify-content:center;min-height:3.25rem;padding:.5rem 1.25rem;border-radius:999px;background:var(--accent);color:var(--on-accent);text-decoration:none;font-weight:600;font-size:1.0625rem;text-align:center}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (min-width:48rem){main{padding-top:3rem}.card{padding:1.5rem}}
`;

/** As one piece, so that nothing gets between the tags: the policy holds the hash of exactly this text. */
const STYLE_ELEMENT = raw(`<style>${STYLE}</style>`);

/** No script, no frame, no request but the picture's; the style by its hash. */
export const SHARE_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(STYLE))))}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const sharePage = async (input: SharePageInput): Promise<string> =>
  String(await (input.shared ? forecastPage(input, input.shared) : plainPage(input)));

function forecastPage(
  { language, origin, path, makers }: SharePageInput,
  { forecast, madeAt, expiresAt }: SharedForecast,
) {
  const words = SHARE_WORDS[language];
  const told = SHARE_WORDS[makers];
  const { score, low, high, basis, models, date, prediction } = forecast;
  const list = models.map(({ id, version }) => `${id} ${version}`).join(', ');
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${words.title(score)} · Presage</title>
        <meta name="description" content="${words.lead(score, low, high)}" />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="Presage" />
        <meta property="og:locale" content="${{ en: 'en_GB', fr: 'fr_FR', es: 'es_ES' }[makers]}" />
        <meta property="og:url" content="${origin}${path}?l=${makers}" />
        <meta property="og:title" content="${told.title(score)}" />
        <meta property="og:description" content="${told.lead(score, low, high)}" />
        <meta property="og:image" content="${origin}/og/${path.slice('/s/'.length)}.${makers}.png" />
        <meta property="og:image:type" content="image/png" />
        <meta property="og:image:width" content="${PICTURE.width}" />
        <meta property="og:image:height" content="${PICTURE.height}" />
        <meta property="og:image:alt" content="${told.lead(score, low, high)} ${told.beats(score)}" />
        <meta name="twitter:card" content="summary_large_image" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>
          ${BRAND}
          <div class="card hero">
            <h1>${words.title(score)}</h1>
            <div class="top">
              <p class="score">${score} <small>${words.of100}</small></p>
              <p class="range">${low} – ${high}<small>${words.eight}</small></p>
            </div>
            ${scale(forecast, words.lead(score, low, high))}
            <div class="ends" aria-hidden="true"><span>0</span><span>${words.typical}</span><span>100</span></div>
            <p class="lead">${words.beats(score)}</p>
            <p class="small">${words.lands(low, high)} ${words.tag}.</p>
          </div>
          <a class="try" href="/">${words.try}</a>
          <div class="card">
            <p class="small">${words.meaning}</p>
            <p class="small">${words.basis[basis]}</p>
            <details>
              <summary>${words.how}</summary>
              <p class="small">
                ${words.made(dayIn(language, date))}. ${list === '' ? words.noModels : words.models(list)}
              </p>
              ${prediction === null ? '' : html`<p class="small">${words.before(dayIn(language, madeAt))} <code>${prediction}</code>. ${words.beforeWhat}</p>`}
              <p class="small">${words.claim}</p>
              <p class="small">${words.ends(dayIn(language, expiresAt))}</p>
            </details>
          </div>
        </main>
      </body>
    </html> `;
}

function plainPage({ language }: SharePageInput) {
  const words = SHARE_WORDS[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${words.gone} · Presage</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>
          ${BRAND}
          <div class="card">
            <h1 class="gone">${words.gone}</h1>
            <p>${words.goneWhy}</p>
          </div>
          <a class="try" href="/">${words.try}</a>
        </main>
      </body>
    </html> `;
}

/** The range as a band on a line from 0 to 100, the score as a mark, dots at a typical post; the words beside it say the same. */
const scale = ({ score, low, high }: { score: number; low: number; high: number }, label: string) => {
  const at = (value: number): number => Math.round(10 * (6 + value * 3.08)) / 10;
  return html`<svg viewBox="0 0 320 32" role="img" aria-label="${label}">
    <path class="axis" d="M2 16H318" stroke-width="4" stroke-linecap="round" />
    <rect
      class="band"
      x="${at(low) - 5}"
      y="9"
      width="${at(high) - at(low) + 10}"
      height="14"
      rx="7"
      stroke-width="1.5"
    />
    <path class="typ" d="M160 2V30" stroke-width="1.5" stroke-dasharray="1 3.5" stroke-linecap="round" />
    <rect class="dot" x="${at(score) - 5}" y="2" width="10" height="28" rx="5" stroke-width="2" />
  </svg>`;
};

/** The mark of public/favicon.svg. */
const BRAND = raw(
  '<a class="brand" href="/"><svg viewBox="0 0 28 28" aria-hidden="true"><g fill="currentColor"><circle cx="5" cy="18" r="2.6"/><circle cx="11" cy="18" r="2.6"/><circle cx="11" cy="12" r="2.6"/><circle cx="17" cy="18" r="2.6"/><circle cx="17" cy="12" r="2.6"/><circle cx="17" cy="6" r="2.6"/><circle cx="23" cy="18" r="1.9" fill="none" stroke="currentColor" stroke-width="1.4"/></g><path d="M2 24h24" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>Presage</a>',
);
