/** Which build of a model the channels serve, told by an operator in one call: on Workers, where no command reaches the database, and from afar. */
import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import { ChannelDone, ChannelOrder, parseChannelOrder } from '#contracts/channel.ts';
import { audit } from '../db/audit.ts';
import type { Edge } from '../host.ts';
import { requireToken } from '../http/bearer.ts';
import { describeBody, jsonBody } from '../http/body.ts';
import { problem } from '../http/problem.ts';
import { channelCommand } from '../weights/channels.ts';
import { BODY_PROBLEMS, problems } from './describe.ts';

const order = createRoute({
  method: 'post',
  path: '/api/models/channels',
  summary:
    'Stages a build, promotes it, takes it back: seen by every install within five seconds and the life of its index',
  security: [{ bearer: [] }],
  middleware: requireToken('operator'),
  responses: {
    200: { description: 'Done, in one sentence', content: { 'application/json': { schema: ChannelDone } } },
    ...problems(...BODY_PROBLEMS, 'unauthorised', 'forbidden', 'not_found'),
  },
});

export const channels = new OpenAPIHono<Edge>().openapi(
  { ...order, hide: true, middleware: [requireToken('operator'), jsonBody(parseChannelOrder)] as const },
  async (c) => {
    const { host, token, body } = c.var;
    const words = [
      body.action,
      body.model,
      ...('version' in body ? [body.version] : []),
      ...('percent' in body ? [String(body.percent)] : []),
    ];
    // On Workers the builds of this release are registered at the first need of them.
    await host.modelsReady();
    const { ok, lines } = await channelCommand(host.db, words, host.now());
    const sentence = lines.join(' ');
    if (!ok) return problem('not_found', c.var.requestId, { detail: sentence });
    await audit(host.db, {
      at: host.now(),
      actor: token.id,
      action: `models.${body.action}`,
      subject: words.slice(1).join(' '),
    });
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, sentence } as const, 200);
  },
);

describeBody(channels, order, { 'application/json': ChannelOrder });
