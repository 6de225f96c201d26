/** What an operator may set, and what is refused before the host starts. */
import { describe, expect, it } from 'vitest';
import { settingsFrom } from './settings.ts';

describe('the settings of an operator', () => {
  it('are all optional', () => {
    expect(settingsFrom({})).toMatchObject({ metricsToken: null, hooks: [], flushEveryMs: 10_000, origins: [] });
  });

  it('take a token that nobody guesses, and never repeat it', () => {
    const token = 'aB3_~.+/-aB3_~.+/-aB3==';
    expect(settingsFrom({ PRESAGE_METRICS_TOKEN: ` ${token} ` }).metricsToken).toBe(token);
    for (const wrong of ['short-secret', 'with spaces and secret words', 'secret-with-"quotes"-in-it']) {
      const start = (): unknown => settingsFrom({ PRESAGE_METRICS_TOKEN: wrong });
      expect(start).toThrow('PRESAGE_METRICS_TOKEN');
      expect(start).not.toThrow('secret');
    }
  });

  it('let counts gather for one to twenty-five seconds', () => {
    expect(settingsFrom({ PRESAGE_FLUSH_SECONDS: '25' }).flushEveryMs).toBe(25_000);
    for (const wrong of ['0', '26', '1.5', '-1', 'ten', '1e1']) {
      expect(() => settingsFrom({ PRESAGE_FLUSH_SECONDS: wrong }), wrong).toThrow('PRESAGE_FLUSH_SECONDS');
    }
  });

  it('stage new builds to a whole per cent of the installs, to everybody unless said otherwise', () => {
    expect(settingsFrom({}).rolloutPercent).toBe(100);
    for (const right of ['0', '5', '10', '100']) {
      expect(settingsFrom({ PRESAGE_ROLLOUT: right }).rolloutPercent).toBe(Number(right));
    }
    for (const wrong of ['101', '-1', '2.5', '07', 'half', '1e1']) {
      expect(() => settingsFrom({ PRESAGE_ROLLOUT: wrong }), wrong).toThrow('PRESAGE_ROLLOUT');
    }
  });

  it('name the hosts that web-hooks may be on', () => {
    const hooks = 'slack+https://hooks.slack.com/a, discord+https://discord.com/b';
    const set = settingsFrom({ PRESAGE_WEBHOOKS: hooks, PRESAGE_WEBHOOK_HOSTS: 'hooks.slack.com, discord.com' });
    expect(set.hooks.map(({ kind }) => kind)).toEqual(['slack', 'discord']);
    expect(() => settingsFrom({ PRESAGE_WEBHOOKS: hooks, PRESAGE_WEBHOOK_HOSTS: 'discord.com' })).toThrow('number 1');
  });
});
