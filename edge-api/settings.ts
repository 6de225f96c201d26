/** What an operator may set, by the names of environment variables (Node) or Workers variables; wrong ones stop the start with a sentence. */
import { WRITES_PER_MINUTE } from './http/limits.ts';
import { hooksFrom, type Hook } from './metrics/hooks.ts';
import { resultSettings, type ResultSettings } from './sources/results-settings.ts';

export interface Settings {
  readonly writesPerMinute: number;
  readonly origins: readonly string[];
  readonly publicOrigin: string | null;
  readonly behindProxy: boolean;
  /** Opens /metrics and /ops; null leaves /metrics open and /ops to API tokens with the scope `operator`. */
  readonly metricsToken: string | null;
  readonly hooks: readonly Hook[];
  /** How long counts gather in memory before they are added to the database. */
  readonly flushEveryMs: number;
  /** Of the installs that get a new build of a model at first; 100 is everybody at once. */
  readonly rolloutPercent: number;
  /** How the counts of posts are read. */
  readonly results: ResultSettings;
}

/** A shorter one could be guessed. */
const LEAST_TOKEN_CHARACTERS = 20;
/** A killed process loses at most these seconds, and they are figures, not records. */
const FLUSH_SECONDS = 10;
/** Workers let work go on for 30 s after a reply. */
const MOST_FLUSH_SECONDS = 25;

/** @throws Error whose sentence names the variable */
export function settingsFrom(env: Readonly<Record<string, unknown>>): Settings {
  const text = (name: string): string => (typeof env[name] === 'string' ? env[name].trim() : '');
  const limit = text('PRESAGE_WRITES_PER_MINUTE');
  if (limit !== '' && !/^[1-9][0-9]{0,8}$/.test(limit)) {
    throw new Error(`PRESAGE_WRITES_PER_MINUTE is a whole number over 0, not "${limit}".`);
  }
  const here = text('PRESAGE_ORIGIN');
  const token = text('PRESAGE_METRICS_TOKEN');
  if (token !== '' && (token.length < LEAST_TOKEN_CHARACTERS || !/^[A-Za-z0-9_~.+/-]+=*$/.test(token))) {
    throw new Error(
      `PRESAGE_METRICS_TOKEN has ${LEAST_TOKEN_CHARACTERS} characters or more, letters and digits and _ ~ . + / -.`,
    );
  }
  const seconds = text('PRESAGE_FLUSH_SECONDS');
  if (seconds !== '' && !(/^[1-9][0-9]?$/.test(seconds) && Number(seconds) <= MOST_FLUSH_SECONDS)) {
    throw new Error(`PRESAGE_FLUSH_SECONDS is a whole number from 1 to ${MOST_FLUSH_SECONDS}, not "${seconds}".`);
  }
  const rollout = text('PRESAGE_ROLLOUT');
  if (rollout !== '' && !/^([0-9]|[1-9][0-9]|100)$/.test(rollout)) {
    throw new Error(`PRESAGE_ROLLOUT is a whole number from 0 to 100, per cent of the installs, not "${rollout}".`);
  }
  return {
    writesPerMinute: limit === '' ? WRITES_PER_MINUTE : Number(limit),
    origins: text('PRESAGE_ORIGINS')
      .split(/[\s,]+/)
      .filter((origin) => origin !== '')
      .map((origin) => originOf('PRESAGE_ORIGINS', origin)),
    publicOrigin: here === '' ? null : originOf('PRESAGE_ORIGIN', here),
    behindProxy: text('PRESAGE_BEHIND_PROXY') === '1',
    metricsToken: token === '' ? null : token,
    hooks: hooksFrom(text('PRESAGE_WEBHOOKS'), text('PRESAGE_WEBHOOK_HOSTS')),
    flushEveryMs: (seconds === '' ? FLUSH_SECONDS : Number(seconds)) * 1000,
    rolloutPercent: rollout === '' ? 100 : Number(rollout),
    results: resultSettings(env),
  };
}

function originOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== text.replace(/\/$/, '')) {
    throw new Error(`${name} takes origins such as https://presage.example, not "${text}".`);
  }
  return url.origin;
}
