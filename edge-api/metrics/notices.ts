/** What changed in, the body of a web-hook out: as Discord, Slack or a program of the operator's own takes it. Pure. */
import type { Alert, Severity } from '#contracts/metrics.ts';

/** One thing worth telling. */
export type Notice =
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'over'; readonly rule: Alert['rule']; readonly subject: string }
  | { readonly kind: 'model'; readonly model: string; readonly version: string; readonly channel: string };

export type HookKind = 'discord' | 'slack' | 'plain';

/** Discord takes ten embeds a message and 4096 characters in each; Slack fifty blocks and 3000. */
const MOST_NOTICES = 10;
const MOST_CHARACTERS = 1500;

/** @param host 'https://presage.example' or the host's kind: which edge speaks */
export function payloadOf(kind: HookKind, notices: readonly Notice[], host: string, now: number): unknown {
  const shown = notices.slice(0, MOST_NOTICES);
  const more = notices.length > shown.length ? `and ${notices.length - shown.length} more` : null;
  const at = new Date(now).toISOString();
  switch (kind) {
    case 'discord':
      return {
        username: 'Presage',
        content: more === null ? host : `${host}, ${more}`,
        embeds: shown.map((notice) => ({
          title: titleOf(notice),
          description: cut(sentenceOf(notice)),
          color: COLOURS[toneOf(notice)],
          timestamp: at,
        })),
        // A name of a model or source must never ring anybody.
        allowed_mentions: { parse: [] },
      };
    case 'slack':
      return {
        text: shown.map(titleOf).join(', '),
        blocks: [
          ...shown.map((notice) => ({
            type: 'section',
            text: { type: 'mrkdwn', text: `*${slackText(titleOf(notice))}*\n${slackText(cut(sentenceOf(notice)))}` },
          })),
          {
            type: 'context',
            elements: [{ type: 'mrkdwn', text: slackText([host, at, ...(more === null ? [] : [more])].join(' · ')) }],
          },
        ],
      };
    case 'plain':
      return { schema: 1, at, host, notices: notices.map((notice) => ({ ...notice, sentence: sentenceOf(notice) })) };
    default:
      return assertNever(kind);
  }
}

type Tone = Severity | 'good' | 'news';

/** hurts, line-strong, helps and accent of web/styles/tokens.css, light. */
const COLOURS: Readonly<Record<Tone, number>> = {
  critical: 0xae3b12,
  warning: 0x87827a,
  good: 0x0a6e68,
  news: 0x3a4db8,
};

function toneOf(notice: Notice): Tone {
  if (notice.kind === 'alert') return notice.alert.severity;
  return notice.kind === 'over' ? 'good' : 'news';
}

function titleOf(notice: Notice): string {
  switch (notice.kind) {
    case 'alert':
      return `${notice.alert.severity === 'critical' ? 'Critical' : 'Warning'}: ${notice.alert.rule}, ${notice.alert.subject}`;
    case 'over':
      return `Over: ${notice.rule}, ${notice.subject}`;
    case 'model':
      return `Model: ${notice.model} ${notice.version}`;
    default:
      return assertNever(notice);
  }
}

function sentenceOf(notice: Notice): string {
  switch (notice.kind) {
    case 'alert':
      return notice.alert.sentence;
    case 'over':
      return 'What this alert was about no longer holds.';
    case 'model':
      return `${notice.model} ${notice.version} is now served on ${notice.channel}.`;
    default:
      return assertNever(notice);
  }
}

const cut = (text: string): string =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;

/** Slack reads these three as its own. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function assertNever(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
