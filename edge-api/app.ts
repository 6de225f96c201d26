/** The routes of both hosts, put together: a host in, a Hono app out. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { Edge, EdgeContext, Host } from './host.ts';
import { limitedBody } from './http/body.ts';
import { limitedWrites } from './http/limits.ts';
import { errorForLog } from './http/log.ts';
import { listedOrigins } from './http/origins.ts';
import { codeForStatus, problem } from './http/problem.ts';
import { SECURITY_HEADERS } from './http/security.ts';
import { docsOf } from './routes/docs.ts';
import { channels } from './routes/channels.ts';
import { health } from './routes/health.ts';
import { linkedResults } from './routes/linked-results.ts';
import { metrics } from './routes/metrics.ts';
import { models } from './routes/models.ts';
import { ops } from './routes/ops.ts';
import { outside } from './routes/outside.ts';
import { results } from './routes/results.ts';
import { samples } from './routes/samples.ts';
import { sharePages } from './routes/share-page.ts';
import { shared } from './routes/share.ts';
import { shares } from './routes/shares.ts';
import { tools } from './routes/tools.ts';
import { trends } from './routes/trends.ts';

/** Addresses that belong to the API: the app's fallback page never answers for them. */
const API_PATHS = /^\/(api|v1|models|health|ready|share|s|og|metrics|ops|docs)(\/|$)/;

export function createApp(hostOf: (c: EdgeContext) => Host) {
  const app = new OpenAPIHono<Edge>();

  app.use(async (c, next) => {
    const host = hostOf(c);
    const started = host.now();
    c.set('host', host);
    c.set('requestId', crypto.randomUUID());
    await next();
    for (const [name, value] of Object.entries(c.var.headers ?? SECURITY_HEADERS)) c.res.headers.set(name, value);
    c.res.headers.set('x-request-id', c.var.requestId);
    const { status } = c.res;
    const ofApi = API_PATHS.test(c.req.path);
    const ended = host.now();
    // On Workers a file of the app never comes by here, so only the API is counted.
    if (ofApi) {
      const { method } = c.req.raw;
      host.meter.count({ route: routeName(c), method, status, ms: ended - started, at: ended });
    }
    // What was read and delivered is no news; that it was, the figures tell.
    if (status < 400 && (!ofApi || c.req.method === 'GET' || c.req.method === 'HEAD')) return;
    const route = ofApi ? routeName(c) : 'app';
    const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
    host.log({
      level,
      event: 'request',
      id: c.var.requestId,
      method: c.req.method,
      route,
      status,
      ms: ended - started,
    });
  });

  for (const called of ['/api/*', '/v1/*']) {
    app.use(called, listedOrigins);
    app.use(called, limitedWrites);
    app.use(called, limitedBody);
  }

  const routes = app
    .route('/', health)
    .route('/', channels)
    .route('/', models)
    .route('/', trends)
    .route('/', shared)
    .route('/', shares)
    .route('/', sharePages)
    .route('/', samples)
    // Before the general one: DELETE /api/results/followed/… would else be a platform called «followed».
    .route('/', linkedResults)
    .route('/', results)
    .route('/', outside)
    .route('/', tools)
    .route('/', metrics)
    .route('/', ops);

  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token, made with `npm run tokens`; for a share link its deletion token.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'basic', {
    type: 'http',
    scheme: 'basic',
    description: 'The operator’s token as the password.',
  });
  app.route('/', docsOf(app));

  // What has a path but not this method. Read from the definitions, so a new route is covered by itself.
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method === 'ALL') continue;
    const known = methods.get(path) ?? new Set();
    methods.set(path, known.add(method));
  }
  for (const [path, known] of methods) {
    const allow = [...known, ...(known.has('GET') ? ['HEAD'] : [])].sort().join(', ');
    app.all(path, (c) => problem('method_not_allowed', c.var.requestId, { headers: { allow } }));
  }

  app.notFound(async (c) => {
    const reading = c.req.raw.method === 'GET' || c.req.raw.method === 'HEAD';
    if (!API_PATHS.test(c.req.path)) {
      if (!reading) return problem('method_not_allowed', c.var.requestId, { headers: { allow: 'GET, HEAD' } });
      const answer = await c.var.host.site.answer(c.req.raw);
      if (answer) return answer;
    }
    return problem('not_found', c.var.requestId);
  });

  app.onError((error, c) => {
    if (error instanceof HTTPException) {
      const headers = Object.fromEntries(error.getResponse().headers);
      delete headers['content-type'];
      return problem(codeForStatus(error.status), c.var.requestId, { headers });
    }
    c.var.host.log({ level: 'error', event: 'bug', id: c.var.requestId, route: routeName(c), ...errorForLog(error) });
    return problem('internal', c.var.requestId);
  });

  return routes;
}

/** For a typed client: every route with what it takes and gives. */
export type App = ReturnType<typeof createApp>;

/** The pattern that matched, never the address itself. */
function routeName(c: EdgeContext): string {
  const pattern = routePath(c, -1);
  return pattern === '/*' || pattern === '*' || pattern === '/' ? 'none' : pattern;
}
