/** Which screen is open: address → route. Uses the History API, keeps each entry's scroll, and moves focus with the screen. */

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
  | { readonly screen: 'peers' }
  | { readonly screen: 'rank'; readonly ids: readonly string[] }
  | { readonly screen: 'figures' }
  | { readonly screen: 'evidence' }
  | { readonly screen: 'plan' }
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
    case 'trends': {
      const report = url.searchParams.get('report');
      return report === null ? { screen: 'trends' } : { screen: 'trends', report };
    }
    case 'analysing':
    case 'history':
    case 'figures':
    case 'evidence':
    case 'peers':
    case 'plan':
    case 'you':
      return { screen: first };
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
    case 'trends':
      return route.report == null ? `/${route.screen}` : `/${route.screen}?report=${encodeURIComponent(route.report)}`;
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

interface Entry {
  readonly depth: number;
  readonly scroll: number;
}

/** What the router needs of a window; a test hands in a small one. */
export type RouterWindow = Pick<
  Window,
  'history' | 'location' | 'scrollTo' | 'addEventListener' | 'removeEventListener' | 'scrollY'
>;

export class Router {
  readonly #window: RouterWindow;
  #route = $state.raw<Route>({ screen: 'home' });
  #depth = 0;
  #arrival: { readonly scroll: number; readonly byPerson: boolean } = { scroll: 0, byPerson: false };

  constructor(win: RouterWindow) {
    this.#window = win;
    this.#route = parseRoute(new URL(win.location.href));
    win.history.scrollRestoration = 'manual';
    const entry = readEntry(win.history.state);
    this.#depth = entry?.depth ?? 0;
    this.#arrival = { scroll: entry?.scroll ?? 0, byPerson: false };
    if (!entry) win.history.replaceState({ depth: 0, scroll: 0 } satisfies Entry, '');
  }

  get route(): Route {
    return this.#route;
  }
  /** Whether Back stays inside the app. */
  get canGoBack(): boolean {
    return this.#depth > 0;
  }

  listen(): () => void {
    const onPop = (event: PopStateEvent): void => {
      const entry = readEntry(event.state);
      this.#depth = entry?.depth ?? 0;
      this.#arrival = { scroll: entry?.scroll ?? 0, byPerson: true };
      this.#route = parseRoute(new URL(this.#window.location.href));
    };
    this.#window.addEventListener('popstate', onPop);
    return () => this.#window.removeEventListener('popstate', onPop);
  }

  go(route: Route, how: 'push' | 'replace' = 'push'): void {
    const address = addressOf(route);
    if (how === 'push') {
      this.rememberScroll();
      this.#depth++;
      this.#window.history.pushState({ depth: this.#depth, scroll: 0 } satisfies Entry, '', address);
    } else {
      this.#window.history.replaceState({ depth: this.#depth, scroll: 0 } satisfies Entry, '', address);
    }
    this.#arrival = { scroll: 0, byPerson: true };
    this.#route = route;
  }

  /** A link inside the app. */
  follow(url: URL): void {
    const route = parseRoute(url);
    this.go(route, addressOf(route) === addressOf(this.#route) ? 'replace' : 'push');
  }

  /** Back inside the app, else to the screen given. */
  back(otherwise: Route): void {
    if (this.canGoBack) this.#window.history.back();
    else this.go(otherwise, 'replace');
  }

  rememberScroll(): void {
    this.#window.history.replaceState({ depth: this.#depth, scroll: this.#window.scrollY } satisfies Entry, '');
  }

  /** Called by the shell once the new screen stands: the same scroll on Back, the top otherwise. Says whether focus should move. */
  arrived(): boolean {
    const { scroll, byPerson } = this.#arrival;
    this.#window.scrollTo(0, scroll);
    return byPerson;
  }
}

function readEntry(state: unknown): Entry | null {
  if (typeof state !== 'object' || state === null) return null;
  const { depth, scroll } = state as { depth?: unknown; scroll?: unknown };
  return typeof depth === 'number' && typeof scroll === 'number' ? { depth, scroll } : null;
}
