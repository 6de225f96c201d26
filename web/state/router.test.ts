// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { addressOf, parseRoute, Router, type Route } from './router.svelte.ts';

const routes: readonly Route[] = [
  { screen: 'home' },
  { screen: 'analysing' },
  { screen: 'report', id: 'a b/ü' },
  { screen: 'history' },
  { screen: 'compare', a: 'x', b: null },
  { screen: 'rank', ids: ['x&y', 'z', 'w'] },
  { screen: 'growth', report: 'x' },
  { screen: 'comments', report: null },
  { screen: 'peers' },
  { screen: 'compare', a: 'x&y', b: 'z' },
  { screen: 'evidence' },
  { screen: 'evidence', of: 'detectors' },
  { screen: 'plan' },
  { screen: 'plan', report: 'a b' },
  { screen: 'peers', report: 'x' },
  { screen: 'you' },
];

test.each(routes)('%j survives the address bar', (route) => {
  expect(parseRoute(new URL(addressOf(route), 'https://presage.example'))).toEqual(route);
});

test.each(['/nowhere', '/', '/report', '/%E0%A4%A'])('%s opens something', (path) => {
  expect(['home', 'history']).toContain(parseRoute(new URL(path, 'https://presage.example')).screen);
});

describe('going and coming back', () => {
  beforeEach(() => {
    window.history.replaceState(null, '', '/');
  });
  function router() {
    const scrollTo = vi.fn();
    let scrollY = 0;
    const win = {
      history: window.history,
      location: window.location,
      addEventListener: window.addEventListener.bind(window),
      removeEventListener: window.removeEventListener.bind(window),
      scrollTo,
      get scrollY() {
        return scrollY;
      },
    };
    return { router: new Router(win as never), scrollTo, scrolled: (to: number) => (scrollY = to) };
  }

  test('a first visit does not move the focus, a change of screen does', () => {
    const { router: own } = router();
    expect(own.arrived()).toBe(false);
    own.go({ screen: 'history' });
    expect(own.arrived()).toBe(true);
  });
  test('Back returns to the same scroll', async () => {
    const { router: own, scrollTo, scrolled } = router();
    const stop = own.listen();
    scrolled(640);
    own.go({ screen: 'history' });
    own.arrived();
    expect(scrollTo).toHaveBeenLastCalledWith(0, 0);
    const popped = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
    own.back({ screen: 'home' });
    await popped;
    own.arrived();
    expect(own.route).toEqual({ screen: 'home' });
    expect(scrollTo).toHaveBeenLastCalledWith(0, 640);
    stop();
  });
  test('Back on the first page goes to the screen given, not out of the app', () => {
    const { router: own } = router();
    own.back({ screen: 'history' });
    expect(own.route).toEqual({ screen: 'history' });
  });
});
