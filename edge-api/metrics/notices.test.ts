/** What chats and programs are told, in their own shape. */
import { describe, expect, it } from 'vitest';
import { payloadOf, type Notice } from './notices.ts';

const NOW = Date.UTC(2026, 5, 1);
const alert: Notice = {
  kind: 'alert',
  alert: { rule: 'stale', subject: 'a<b>&c', severity: 'critical', sentence: 'Nothing good came from a<b>&c.' },
};
const model: Notice = { kind: 'model', model: 'reach', version: '2.0.0', channel: 'stable' };
const over: Notice = { kind: 'over', rule: 'errors', subject: 'api' };

describe('a notice', () => {
  it('is an embed for Discord, and rings nobody', () => {
    expect(payloadOf('discord', [alert, over], 'https://presage.example', NOW)).toEqual({
      username: 'Presage',
      content: 'https://presage.example',
      embeds: [
        {
          title: 'Critical: stale, a<b>&c',
          description: 'Nothing good came from a<b>&c.',
          color: 0xae3b12,
          timestamp: '2026-06-01T00:00:00.000Z',
        },
        {
          title: 'Over: errors, api',
          description: 'What this alert was about no longer holds.',
          color: 0x0a6e68,
          timestamp: '2026-06-01T00:00:00.000Z',
        },
      ],
      allowed_mentions: { parse: [] },
    });
  });

  it('is a section for Slack, whose own characters are escaped', () => {
    const { blocks } = payloadOf('slack', [alert], 'node', NOW) as { blocks: { text?: { text: string } }[] };
    expect(blocks[0]?.text?.text).toBe('*Critical: stale, a&lt;b&gt;&amp;c*\nNothing good came from a&lt;b&gt;&amp;c.');
    expect(blocks).toHaveLength(2);
  });

  it('is data with a sentence for a program', () => {
    expect(payloadOf('plain', [model], 'node', NOW)).toEqual({
      schema: 1,
      at: '2026-06-01T00:00:00.000Z',
      host: 'node',
      notices: [{ ...model, sentence: 'reach 2.0.0 is now served on stable.' }],
    });
  });

  it('stays within ten embeds and says how many more there were', () => {
    const many = Array.from({ length: 14 }, () => model);
    const { embeds, content } = payloadOf('discord', many, 'node', NOW) as { embeds: unknown[]; content: string };
    expect([embeds.length, content]).toEqual([10, 'node, and 4 more']);
  });
});
