/** The tools for programs: any of them, by its contract. */
import type { Parsed } from '../parse.ts';
import type { Tool } from '../tools/tool.ts';
import { bearer, jsonOf, type Endpoint } from './endpoint.ts';

/** What is sent: the tool's request as JSON, and a token or none. */
export interface ToolAsked {
  readonly request: unknown;
  readonly token: string | null;
}

/** @param tool of contracts/tools: its reply is parsed by its own contract */
export const askTool = <Out>({ name, reply }: Pick<Tool<never, Out>, 'name' | 'reply'>): Endpoint<ToolAsked, Out> => ({
  method: 'POST',
  route: `/v1/tools/${name}`,
  what: name,
  request: ({ request, token }) => ({ ...jsonOf(request), ...(token === null ? {} : bearer(token)) }),
  replies: {
    200: (json): Parsed<Out> => {
      const parsed = reply.safeParse(json);
      return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: 'not the shape of this tool' };
    },
  },
});
