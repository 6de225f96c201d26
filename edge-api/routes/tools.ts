/**
 * The tools for programs: numbers and text in, the app's own answers out. One route per tool of contracts/tools; nothing
 * that is sent is kept. Their bodies are described in document.ts, from the same contracts.
 */
import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import { TOOLS, type AnyTool } from '#contracts/tools/all.ts';
import { isRefusal, parseToolRequest } from '#contracts/tools/tool.ts';
import type { Asking, Edge } from '../host.ts';
import { toolToken } from '../http/bearer.ts';
import { jsonBody } from '../http/body.ts';
import { problem } from '../http/problem.ts';
import { toolModels } from '../tool-models.ts';
import { BODY_PROBLEMS, problems } from './describe.ts';

const OTHER_SET = /^features\.set: /;

const routeOf = (tool: AnyTool) =>
  createRoute({
    method: 'post',
    path: `/v1/tools/${tool.name}`,
    summary: tool.summary,
    description: tool.about,
    security: [{}, { bearer: [] }],
    middleware: [toolToken, jsonBody((input) => parsedFor(tool, input))] as const,
    responses: {
      200: { description: 'The answer', content: { 'application/json': { schema: tool.reply } } },
      ...problems(...BODY_PROBLEMS, 'other_feature_set', 'unauthorised', 'forbidden', 'not_ready'),
    },
  });

export const tools = new OpenAPIHono<Edge>();
for (const tool of TOOLS) {
  tools.openapi(routeOf(tool), async (c) => {
    const { host, body } = c.var;
    const models = await toolModels(host, tool.models);
    const reply = await tool.run(body, models, host.now());
    if (isRefusal(reply)) return withoutModel(c) as never; // holds: one of the problems above
    c.header('cache-control', 'no-store');
    return c.json(reply as object, 200) as never; // holds: the tool's own type, which its test compares with its schema
  });
}

function parsedFor(tool: AnyTool, input: unknown) {
  const parsed = parseToolRequest(tool, input);
  if (!parsed.ok && OTHER_SET.test(parsed.reason)) return { ok: false, reason: 'other_feature_set' } as const;
  return parsed;
}

const withoutModel = (c: Asking) =>
  problem('not_ready', c.var.requestId, {
    detail: 'This server does not have the model that this tool asks; its operator must build the app with its models.',
    headers: { 'retry-after': '60' },
  });
