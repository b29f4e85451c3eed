import { createRootRoute, createRoute, createRouter, redirect, retainSearchParams } from '@tanstack/react-router';
import { CasePage } from './case/case-page.js';
import { TransactionPage } from './case/transaction-page.js';
import { ChallengesPage } from './challenges/challenges-page.js';
import { FeaturesPage } from './features/features-page.js';
import { LatePage } from './late/late-page.js';
import { LivePage } from './live/live-page.js';
import { ModelsPage } from './models/models-page.js';
import { OutboxPage } from './outbox/outbox-page.js';
import { NewPatternPage } from './patterns/new-pattern-page.js';
import { PatternPage } from './patterns/pattern-page.js';
import { PatternsPage } from './patterns/patterns-page.js';
import { QueuePage } from './queue/queue-page.js';
import { Frame } from './shell/frame.js';
import { NotFound, PageFailure } from './shell/page-failure.js';
import {
  detailSearch,
  frameSearch,
  liveSearch,
  patternSearch,
  patternsSearch,
  queueSearch,
  type FrameSearch,
} from './url-state.js';

const root = createRootRoute({
  component: Frame,
  validateSearch: frameSearch,
  search: { middlewares: [retainSearchParams<FrameSearch>(['mode'])] },
  notFoundComponent: NotFound,
});
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/live', search: true, replace: true });
  },
});
const liveRoute = createRoute({
  getParentRoute: () => root,
  path: '/live',
  validateSearch: liveSearch,
  component: LivePage,
});
const queueRoute = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: queueSearch,
  component: QueuePage,
});
const caseRoute = createRoute({
  getParentRoute: () => root,
  path: '/cases/$caseId',
  validateSearch: detailSearch,
  component: CasePage,
});
const transactionRoute = createRoute({
  getParentRoute: () => root,
  path: '/transactions/$transactionId',
  validateSearch: detailSearch,
  component: TransactionPage,
});
const challengesRoute = createRoute({ getParentRoute: () => root, path: '/challenges', component: ChallengesPage });
const outboxRoute = createRoute({ getParentRoute: () => root, path: '/outbox', component: OutboxPage });
const patternsRoute = createRoute({
  getParentRoute: () => root,
  path: '/patterns',
  validateSearch: patternsSearch,
  component: PatternsPage,
});
const patternRoute = createRoute({
  getParentRoute: () => root,
  path: '/patterns/$patternId',
  validateSearch: patternSearch,
  component: PatternPage,
});
const modelsRoute = createRoute({ getParentRoute: () => root, path: '/models', component: ModelsPage });
const featuresRoute = createRoute({ getParentRoute: () => root, path: '/features', component: FeaturesPage });
const lateRoute = createRoute({ getParentRoute: () => root, path: '/late-payments', component: LatePage });
const newPatternRoute = createRoute({
  getParentRoute: () => root,
  path: '/new-pattern',
  validateSearch: patternSearch,
  component: NewPatternPage,
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    liveRoute,
    queueRoute,
    caseRoute,
    transactionRoute,
    challengesRoute,
    patternsRoute,
    patternRoute,
    newPatternRoute,
    lateRoute,
    featuresRoute,
    modelsRoute,
    outboxRoute,
  ]),
  defaultErrorComponent: PageFailure,
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
