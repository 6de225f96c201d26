/** What an operator may set, by the names of environment variables (Node) or Workers variables; wrong ones stop the start with a sentence. */
import { WRITES_PER_MINUTE } from './http/limits.ts';

export interface Settings {
  readonly writesPerMinute: number;
  readonly origins: readonly string[];
  readonly publicOrigin: string | null;
  readonly behindProxy: boolean;
}

/** @throws Error whose sentence names the variable */
export function settingsFrom(env: Readonly<Record<string, unknown>>): Settings {
  const text = (name: string): string => (typeof env[name] === 'string' ? env[name].trim() : '');
  const limit = text('PRESAGE_WRITES_PER_MINUTE');
  if (limit !== '' && !/^[1-9][0-9]{0,8}$/.test(limit)) {
    throw new Error(`PRESAGE_WRITES_PER_MINUTE is a whole number over 0, not "${limit}".`);
  }
  const here = text('PRESAGE_ORIGIN');
  return {
    writesPerMinute: limit === '' ? WRITES_PER_MINUTE : Number(limit),
    origins: text('PRESAGE_ORIGINS')
      .split(/[\s,]+/)
      .filter((origin) => origin !== '')
      .map((origin) => originOf('PRESAGE_ORIGINS', origin)),
    publicOrigin: here === '' ? null : originOf('PRESAGE_ORIGIN', here),
    behindProxy: text('PRESAGE_BEHIND_PROXY') === '1',
  };
}

function originOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== text.replace(/\/$/, '')) {
    throw new Error(`${name} takes origins such as https://presage.example, not "${text}".`);
  }
  return url.origin;
}
