/**
 * Before the app itself has arrived: the theme of the last visit, and the words and the screen of this address are asked
 * for, so that they travel beside the app and not after it; so are the stores, where a screen is made of what lies in
 * them. Fetched as a small file of its own (build/first-load.ts).
 */
import './no-eval.ts';
import { SCREENS } from './screens/screens.ts';
import { localStorageIfAny, readFirstPaint } from './state/first-paint.ts';
import { parseRoute, type Screen } from './state/route.ts';
import { chooseLanguage, loadTable } from './text/language.ts';

const { theme, language } = readFirstPaint(localStorageIfAny());
if (theme) document.documentElement.dataset['theme'] = theme;

const { screen } = parseRoute(new URL(location.href));
/** Whoever needs it asks again, and says what is missing. */
const leave = (): void => {};
loadTable(language ?? chooseLanguage(navigator.languages)).catch(leave);
if (screen !== 'home') SCREENS[screen]().catch(leave);
const KEPT: readonly Screen[] = ['history', 'report', 'compare', 'rank', 'figures', 'cover'];
if (KEPT.includes(screen)) import('./store/stores.ts').catch(leave);
