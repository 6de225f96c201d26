/** Figures of this host for the programs that watch it: Prometheus' text, JSON, or what needs somebody's attention. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { AlertsReport, MetricsReport } from '#contracts/metrics.ts';
import type { Edge } from '../host.ts';
import { refuseStranger } from '../http/operator.ts';
import { problem } from '../http/problem.ts';
import { alertsOf } from '../metrics/alerts.ts';
import { alertFacts, everything } from '../metrics/facts.ts';
import { familiesOf } from '../metrics/families.ts';
import { METRICS_TYPE, metricsText } from '../metrics/text.ts';
import { problems } from './describe.ts';

const FORMATS = ['prometheus', 'json', 'alerts'] as const;

const read = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'Figures for Prometheus; as JSON, or the alerts only. Wants a token where the operator has set one',
  security: [{}, { bearer: [] }, { basic: [] }],
  request: { query: z.object({ format: z.enum(FORMATS).default('prometheus') }) },
  responses: {
    200: {
      description: 'The figures',
      content: {
        'text/plain': { schema: z.string() },
        'application/json': { schema: z.union([MetricsReport, AlertsReport]) },
      },
    },
    ...problems('bad_request', 'unauthorised', 'too_many_requests'),
  },
});

export const metrics = new OpenAPIHono<Edge>({
  defaultHook: (result, c) =>
    result.success
      ? undefined
      : problem('bad_request', c.var.requestId, { detail: `The format is one of ${FORMATS.join(', ')}.` }),
}).openapi(read, async (c) => {
  const { host } = c.var;
  const refused = host.metricsToken === null ? null : await refuseStranger(c);
  if (refused) return refused as never; // holds: its statuses are among those above
  await Promise.all([host.meter.flush(), host.counters.flush(host.now())]);
  c.header('cache-control', 'no-store');
  const at = new Date(host.now()).toISOString();
  switch (c.req.valid('query').format) {
    case 'alerts':
      return c.json({ schema: 1, at, alerts: [...alertsOf(await alertFacts(host))] } satisfies AlertsReport, 200);
    case 'json': {
      const families = familiesOf(await everything(host)).map((family) => ({
        ...family,
        samples: [...family.samples],
      }));
      return c.json({ schema: 1, host: host.name, at, metrics: families } satisfies MetricsReport, 200);
    }
    case 'prometheus':
      return c.text(metricsText(familiesOf(await everything(host))), 200, {
        'content-type': METRICS_TYPE,
      }) as never; // holds: text/plain, with the version of the format that Prometheus wants to see
  }
});
