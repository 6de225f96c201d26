/** Address → route and back, as text alone: known before anything of the app has loaded. */

export type Route =
  | { readonly screen: 'home' }
  | { readonly screen: 'analysing' }
  | { readonly screen: 'report'; readonly id: string }
  | { readonly screen: 'history' }
  | { readonly screen: 'compare'; readonly a: string | null; readonly b: string | null }
  | { readonly screen: 'caption'; readonly report: string | null }
  | { readonly screen: 'cover'; readonly report: string | null }
  | { readonly screen: 'comments'; readonly report: string | null }
  | { readonly screen: 'growth'; readonly report: string | null }
  | { readonly screen: 'peers'; readonly report?: string | null }
  | { readonly screen: 'rank'; readonly ids: readonly string[] }
  | { readonly screen: 'figures' }
  | { readonly screen: 'evidence'; readonly of?: string | null }
  | { readonly screen: 'plan'; readonly report?: string | null }
  | { readonly screen: 'trends'; readonly report?: string | null }
  | { readonly screen: 'you' };

export type Screen = Route['screen'];

/** Address → route; an unknown address is Home. */
export function parseRoute(url: Pick<URL, 'pathname' | 'searchParams'>): Route {
  const [first = '', second] = url.pathname.split('/').filter((part) => part !== '');
  switch (first) {
    case 'report':
      return second === undefined ? { screen: 'history' } : { screen: 'report', id: decode(second) };
    case 'compare':
      return { screen: 'compare', a: url.searchParams.get('a'), b: url.searchParams.get('b') };
    case 'rank':
      return { screen: 'rank', ids: url.searchParams.getAll('id') };
    case 'caption':
    case 'cover':
    case 'comments':
    case 'growth':
      return { screen: first, report: url.searchParams.get('report') };
    case 'peers':
    case 'plan':
    case 'trends': {
      const report = url.searchParams.get('report');
      return report === null ? { screen: first } : { screen: first, report };
    }
    case 'analysing':
    case 'history':
    case 'figures':
    case 'you':
      return { screen: first };
    case 'evidence': {
      const of = url.searchParams.get('of');
      return of === null ? { screen: first } : { screen: first, of };
    }
    default:
      return { screen: 'home' };
  }
}

export function addressOf(route: Route): string {
  switch (route.screen) {
    case 'home':
      return '/';
    case 'report':
      return `/report/${encodeURIComponent(route.id)}`;
    case 'compare': {
      const query = new URLSearchParams();
      if (route.a !== null) query.set('a', route.a);
      if (route.b !== null) query.set('b', route.b);
      const text = query.toString();
      return text === '' ? '/compare' : `/compare?${text}`;
    }
    case 'rank':
      return `/rank?${new URLSearchParams(route.ids.map((id) => ['id', id]))}`;
    case 'caption':
    case 'cover':
    case 'comments':
    case 'growth':
    case 'peers':
    case 'plan':
    case 'trends':
      return route.report == null ? `/${route.screen}` : `/${route.screen}?report=${encodeURIComponent(route.report)}`;
    case 'evidence':
      return route.of == null ? '/evidence' : `/evidence?of=${encodeURIComponent(route.of)}`;
    default:
      return `/${route.screen}`;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
