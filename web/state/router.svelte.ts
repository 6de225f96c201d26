/** Which screen is open. Uses the History API, keeps each entry's scroll, and moves focus with the screen. */
import { addressOf, parseRoute, type Route } from './route.ts';

export { addressOf, parseRoute, type Route, type Screen } from './route.ts';

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
