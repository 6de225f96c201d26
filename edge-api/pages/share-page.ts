/** A shared forecast in, a page out that needs no script: the numbers, their range, where they come from. null in, a plain page without any number. */
import { html, raw } from 'hono/html';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { SharedForecast } from './signed-share.ts';
import { SHARE_WORDS, dayIn, type Language } from './share-text.ts';

export interface SharePageInput {
  readonly language: Language;
  readonly shared: SharedForecast | null;
  /** https://host, for the addresses that crawlers need whole. */
  readonly origin: string;
  /** '/s/…'. */
  readonly path: string;
}

/** Colours and shapes of the design's tokens, the few that this page needs. */
const STYLE = `
:root{color-scheme:light dark;--bg:#f6f4f0;--surface:#fff;--ink:#1e1b20;--ink-2:#514d55;--line:#87827a;--accent:#3a4db8;--soft:#e7e9f9}
@media (prefers-color-scheme:dark){:root{--bg:#151317;--surface:#201d23;--ink:#f3f0ee;--ink-2:#c3bec4;--line:#8c8690;--accent:#aebaff;--soft:#2b2f4d}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:400 1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:34rem;margin:0 auto;padding:2rem 1rem}
.card{background:var(--surface);border-radius:1.375rem;padding:1.5rem}
h1{font-size:1.1875rem;line-height:1.3;margin:0 0 1rem}
.score{font-size:5rem;font-weight:600;line-height:1;margin:0}
.score small{font-size:1rem;font-weight:400;color:var(--ink-2)}
.range{font-weight:500;margin:.25rem 0 1rem}
svg{display:block;width:100%;height:auto;margin:0 0 1.25rem}
.axis{stroke:var(--line)}
.band{fill:var(--soft);stroke:var(--accent)}
.dot{fill:var(--accent)}
p{margin:.5rem 0}
.small{font-size:.875rem;color:var(--ink-2)}
code{font-size:.75rem}
a.try{display:inline-block;margin-top:1rem;padding:.75rem 1.25rem;border-radius:999px;background:var(--accent);color:var(--bg);text-decoration:none;font-weight:600}
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

function forecastPage({ language, origin, path }: SharePageInput, { forecast, madeAt, expiresAt }: SharedForecast) {
  const words = SHARE_WORDS[language];
  const { score, low, high, basis, models, date, prediction } = forecast;
  const lead = words.lead(score, low, high);
  const list = models.map(({ id, version }) => `${id} ${version}`).join(', ');
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${words.title(score)} · Presage</title>
        <meta name="description" content="${lead}" />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="Presage" />
        <meta property="og:locale" content="${{ en: 'en_GB', fr: 'fr_FR', es: 'es_ES' }[language]}" />
        <meta property="og:url" content="${origin}${path}" />
        <meta property="og:title" content="${words.title(score)}" />
        <meta property="og:description" content="${lead}" />
        <meta property="og:image" content="${origin}/og/${score}.png" />
        <meta property="og:image:type" content="image/png" />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content="${lead}" />
        <meta name="twitter:card" content="summary_large_image" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>
          <div class="card">
            <h1>${words.title(score)}</h1>
            <p class="score">${score} <small>${words.of100}</small></p>
            <p class="range">${words.range(low, high)}</p>
            ${scale(forecast, lead)}
            <p>${words.basis[basis]}</p>
            <p class="small">
              ${words.made(dayIn(language, date))}. ${list === '' ? words.noModels : words.models(list)}
            </p>
            ${prediction === null ? '' : html`<p class="small">${words.before(dayIn(language, madeAt))} <code>${prediction}</code>. ${words.beforeWhat}</p>`}
            <p class="small">${words.meaning} ${words.claim}</p>
            <p class="small">${words.ends(dayIn(language, expiresAt))}</p>
          </div>
          <a class="try" href="/">${words.try}</a>
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
          <div class="card">
            <h1>${words.gone}</h1>
            <p>${words.goneWhy}</p>
          </div>
          <a class="try" href="/">Presage</a>
        </main>
      </body>
    </html> `;
}

/** The range as a band on a line from 0 to 100, the score as a dot; the words beside it say the same. */
const scale = ({ score, low, high }: { score: number; low: number; high: number }, label: string) =>
  html`<svg viewBox="0 0 320 28" role="img" aria-label="${label}">
    <path class="axis" d="M8 14H312" stroke-width="1.5" />
    <rect
      class="band"
      x="${8 + low * 3.04}"
      y="6"
      width="${Math.max(2, (high - low) * 3.04)}"
      height="16"
      rx="8"
      stroke-width="1.5"
    />
    <circle class="dot" cx="${8 + score * 3.04}" cy="14" r="6" />
  </svg>`;
