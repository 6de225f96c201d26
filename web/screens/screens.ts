/** The screens but Home, each in a chunk of its own: name → how to fetch it. */
import type { Component } from 'svelte';
import type { Screen } from '../state/route.ts';

export type ScreenComponent = Component<Record<string, never>>;

export const SCREENS: Readonly<Record<Exclude<Screen, 'home'>, () => Promise<{ readonly default: ScreenComponent }>>> =
  {
    analysing: () => import('./analysing/AnalysingScreen.svelte'),
    report: () => import('./report/ReportScreen.svelte'),
    history: () => import('./history/HistoryScreen.svelte'),
    compare: () => import('./compare/CompareScreen.svelte'),
    caption: () => import('./caption/CaptionScreen.svelte'),
    cover: () => import('./cover/CoverScreen.svelte'),
    comments: () => import('./comments/CommentsScreen.svelte'),
    growth: () => import('./growth/GrowthScreen.svelte'),
    peers: () => import('./peers/PeersScreen.svelte'),
    figures: () => import('./figures/FiguresScreen.svelte'),
    rank: () => import('./rank/RankScreen.svelte'),
    evidence: () => import('./evidence/EvidenceScreen.svelte'),
    plan: () => import('./plan/PlanScreen.svelte'),
    trends: () => import('./trends/TrendsScreen.svelte'),
    you: () => import('./you/YouScreen.svelte'),
  };
