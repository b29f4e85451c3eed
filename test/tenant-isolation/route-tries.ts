// For every route, what a caller with one tenant's credentials could send to reach another tenant's data.
import type { Answer } from '../harness/api.js';
import { asConsole, paymentOf, type Holdings, type Mode, type PopulatedTenant } from './populated-tenant.js';

export interface Try {
  readonly path: string;
  readonly body?: unknown;
  /** A form's body, for the payer's page. */
  readonly form?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: Expected;
}

/**
 * `not_found` (404) or `nothing` (a list without items): for ids of another tenant. `refused`: any other refusal.
 * `own`: an answer is fine, as long as it has nothing of the other's; so are the pages that are `public`.
 */
export type Expected = 'not_found' | 'nothing' | 'refused' | 'own' | 'public';

const MODES: readonly Mode[] = ['test', 'live'];

/** By the router's own names; a route that is not here fails the test. */
export const TRIES: Readonly<Record<string, (caller: PopulatedTenant, other: PopulatedTenant) => Try[]>> = {
  // The decision API
  'GET /v1/transactions': (caller, other) =>
    byKey(caller, [
      ['/v1/transactions?limit=100', 'own'],
      [`/v1/transactions?account=${other.entities.account}`, 'nothing'],
    ]),
  'GET /v1/transactions/:id': (caller, other) =>
    byKey(
      caller,
      transactionsOf(other).map((id) => [`/v1/transactions/${id}`, 'not_found']),
    ),
  'POST /v1/transactions/:id/events': (caller, other) =>
    byKey(
      caller,
      transactionsOf(other).map((id) => [`/v1/transactions/${id}/events`, 'not_found']),
      { type: 'chargeback', note: 'not mine' },
    ),

  // Patterns, by the tenant’s server and in the console
  'GET /v1/patterns': (caller) => patternTries(caller, ['', 'own']),
  'POST /v1/patterns': (caller) => patternTries(caller, ['', 'refused'], { definition: 'pattern: not-one' }),
  'POST /v1/patterns::test': (caller, { patternId }) =>
    patternTries(caller, [':test', 'not_found'], { pattern: { id: patternId, version: 1 }, events: [] }),
  'GET /v1/patterns/:id': (caller, { patternId }) => patternTries(caller, [`/${patternId}`, 'not_found']),
  'GET /v1/patterns/:id/comparison': (caller, { patternId }) =>
    patternTries(caller, [`/${patternId}/comparison`, 'not_found']),
  'POST /v1/patterns/:id/promote': (caller, { patternId }) =>
    patternChange(caller, `/${patternId}/promote`, { version: 1, to: 'shadow' }),
  'POST /v1/patterns/:id/rollback': (caller, { patternId }) => patternChange(caller, `/${patternId}/rollback`),
  'POST /v1/patterns/:id/retire': (caller, { patternId }) => patternChange(caller, `/${patternId}/retire`),
  // Models, likewise. Names are a tenant's own: the other's are not there.
  'GET /v1/models': (caller) => modelTries(caller, ['', 'own']),
  'POST /v1/models': (caller) => modelTries(caller, ['?name=not-one', 'refused'], {}),
  'POST /v1/models/:name/promote': (caller, { modelName }) =>
    modelChange(caller, `/${modelName}/promote`, { version: 1, to: 'champion' }),
  'POST /v1/models/:name/retire': (caller, { modelName }) =>
    modelChange(caller, `/${modelName}/retire`, { version: 1 }),
  'POST /v1/models/:name/delete': (caller, { modelName }) =>
    modelChange(caller, `/${modelName}/delete`, { version: 1 }),
  'POST /v1/models::rollback': (caller) => modelTries(caller, [':rollback', 'refused'], {}),
  // Features, likewise: the other's documents are not there.
  'GET /v1/features': (caller) => withoutTestKey(caller, ['/v1/features', 'own']),
  'POST /v1/features': (caller) => withoutTestKey(caller, ['/v1/features', 'refused'], {}),
  'POST /v1/features/:name/remove': (caller, { featuresName }) =>
    withoutTestKey(caller, [`/v1/features/${featuresName}/remove`, 'not_found'], { revision: 0, reason: 'not mine' }),
  'GET /v1/entities/:type/:id': (caller, { entities }) => [
    ...entityTries(caller, entities, ''),
    ...byKey(caller, [[`/v1/entities/email/${entities.email}`, 'not_found']]),
    ...inConsole(caller, [[`/v1/entities/email/${entities.email}?mode=test`, 'not_found']]),
  ],
  'GET /v1/entities/:type/:id/partial-matches': (caller, { entities }) =>
    entityTries(caller, entities, '/partial-matches'),

  // Dead letters, by the tenant’s server and in the console
  'GET /v1/dead-letters': (caller) => letterTries(caller, ['?limit=100', 'own']),
  'GET /v1/dead-letters/:id': (caller, { deadLetterId }) => letterTries(caller, [`/${deadLetterId}`, 'not_found']),
  'POST /v1/dead-letters/:id/replay': (caller, { deadLetterId }) =>
    letterTries(caller, [`/${deadLetterId}/replay`, 'not_found']),
  'POST /v1/dead-letters/:id/discard': (caller, { deadLetterId }) =>
    letterTries(caller, [`/${deadLetterId}/discard`, 'not_found']),

  // Challenges, by the tenant's server or by the token of the payer's link
  'GET /v1/challenges/:id': (caller, other) => challengeTries(caller, other, ''),
  'POST /v1/challenges/:id/verify': (caller, other) =>
    challengeTries(caller, other, '/verify', { code: other.test.code }),
  'POST /v1/challenges/:id/resend': (caller, other) => challengeTries(caller, other, '/resend'),
  'POST /v1/challenges/:id/cancel': (caller, other) => challengeTries(caller, other, '/cancel'),
  'GET /challenge/:id': (caller, other) =>
    tokensFor(caller, other).map(([id, token]) => ({ path: `/challenge/${id}?token=${token}`, answer: 'not_found' })),
  'POST /challenge/:id': (caller, other) =>
    tokensFor(caller, other).flatMap(([id, token]) =>
      [{ action: 'cancel' }, { action: 'resend' }, { code: other.test.code! }].map((form) => ({
        path: `/challenge/${id}`,
        form: { token, ...form },
        answer: 'not_found' as const,
      })),
    ),

  // The console
  'GET /console/api/decisions': (caller, other) =>
    inConsole(
      caller,
      MODES.flatMap((mode) => [
        [`/console/api/decisions?mode=${mode}&limit=100`, 'own'] as const,
        ...namesOf(other).map((name) => [`/console/api/decisions?mode=${mode}&q=${name}`, 'nothing'] as const),
      ]),
    ),
  'GET /console/api/decisions/:transactionId': (caller, other) =>
    inConsole(
      caller,
      transactionsOf(other).map((id) => [`/console/api/decisions/${id}`, 'not_found']),
    ),
  // It never ends by itself, so it has a test of its own.
  'GET /console/api/decisions/stream': () => [],
  'GET /console/api/stats': (caller) =>
    inConsole(
      caller,
      MODES.map((mode) => [`/console/api/stats?mode=${mode}&window=1h`, 'own']),
    ),
  'GET /console/api/late-transactions': (caller) =>
    inConsole(
      caller,
      MODES.map((mode) => [`/console/api/late-transactions?mode=${mode}&limit=100`, 'own']),
    ),
  'GET /console/api/cases': (caller, other) =>
    inConsole(
      caller,
      MODES.flatMap((mode) => [
        [`/console/api/cases?mode=${mode}&limit=100`, 'own'] as const,
        [`/console/api/cases?mode=${mode}&status=decided`, 'own'] as const,
        [`/console/api/cases?mode=${mode}&assignee=${other.userId}`, 'nothing'] as const,
      ]),
    ),
  'GET /console/api/cases/:id': (caller, other) => caseTries(caller, other, ''),
  'POST /console/api/cases/:id/decide': (caller, other) =>
    caseTries(caller, other, '/decide', { verdict: 'decline', reason: 'not mine' }),
  'POST /console/api/cases/:id/undo': (caller, other) => caseTries(caller, other, '/undo', {}),
  'POST /console/api/cases/:id/assign': (caller, other) => [
    ...caseTries(caller, other, '/assign', { assignee: caller.userId }),
    ...caseTries(caller, other, '/assign', { assignee: null }),
    // Nor can an own case be given to a stranger.
    ...inConsole(caller, [[`/console/api/cases/${caller.test.caseId}/assign`, 'refused']], { assignee: other.userId }),
  ],
  'POST /console/api/cases/:id/notes': (caller, other) => caseTries(caller, other, '/notes', { text: 'not mine' }),
  // More often than the caller has cases.
  'POST /console/api/cases/next': (caller) =>
    MODES.flatMap((mode) =>
      Array.from({ length: 4 }, () => inConsole(caller, [['/console/api/cases/next', 'own']], { mode })).flat(),
    ),
  'GET /console/api/outbox': (caller) => inConsole(caller, [['/console/api/outbox?limit=100', 'own']]),
  'GET /console/api/search': (caller, other) =>
    inConsole(
      caller,
      namesOf(other).map((name) => [`/console/api/search?q=${name}`, 'nothing']),
    ),
  'GET /console/api/session': (caller) => inConsole(caller, [['/console/api/session', 'own']]),
  'GET /console/api/users': (caller) => inConsole(caller, [['/console/api/users', 'own']]),
  // Names nothing: it ends the session that it comes with. Tried with a cookie that is none.
  'DELETE /console/api/session': () => [
    { path: '/console/api/session', headers: asConsole('caracal_session=none'), answer: 'refused' },
  ],
  'GET /login': (_, other) => [{ path: `/login?token=${other.loginToken}`, answer: 'refused' }],

  // For everybody, so without anything of any tenant
  'GET /metrics': () => [{ path: '/metrics', answer: 'public' }],
  'GET /health/live': () => [{ path: '/health/live', answer: 'public' }],
  'GET /health/ready': () => [{ path: '/health/ready', answer: 'public' }],
  'GET /openapi.json': () => [{ path: '/openapi.json', answer: 'public' }],
  'GET /docs': () => [{ path: '/docs', answer: 'public' }],
  'GET /docs/init.js': () => [{ path: '/docs/init.js', answer: 'public' }],
  'GET /docs/swagger-ui.css': () => [{ path: '/docs/swagger-ui.css', answer: 'public' }],
  'GET /docs/swagger-ui-bundle.js': () => [{ path: '/docs/swagger-ui-bundle.js', answer: 'public' }],
  'GET /': () => [{ path: '/', answer: 'public' }],
  'GET /*': (_, other) => [
    { path: `/cases/${other.test.caseId}`, headers: { accept: 'text/html' }, answer: 'public' },
    { path: `/v1/nothing/${other.test.approved.id}`, answer: 'not_found' },
  ],

  // Last: from here on the caller has transactions of its own under the other's ids.
  'POST /v1/transactions': (caller, other) =>
    MODES.map((mode) => ({
      path: '/v1/transactions',
      key: caller.keys[mode],
      // The other's id, key and entities, with another body: only a conflict if tenants shared anything.
      headers: { 'idempotency-key': other[mode].approved.idempotencyKey },
      body: paymentOf(other.entities, other[mode].approved.externalId, { amount: 1234 }),
      answer: 'own',
    })),
  'POST /v1/transactions::batch': (caller, other) =>
    MODES.map((mode) => ({
      path: '/v1/transactions:batch',
      key: caller.keys[mode],
      body: { transactions: [paymentOf(other.entities, other[mode].reviewed.externalId, { amount: 1234 })] },
      answer: 'own',
    })),
};

/** Why an answer is not what it should be; undefined when it is. */
export function complaint(expected: Expected, { status, body }: Answer): string | undefined {
  switch (expected) {
    case 'not_found':
      return status === 404 ? undefined : `answered ${status}`;
    case 'refused':
      return status >= 400 && status < 500 ? undefined : `answered ${status}`;
    case 'nothing': {
      const items = (body?.items ?? body?.data) as unknown[] | undefined;
      return status === 200 && items?.length === 0 ? undefined : `answered ${status} with ${items?.length} items`;
    }
    default: {
      // A batch has an answer for each of its items.
      const items = (body?.results ?? []) as { status: number }[];
      const refused = items.find((item) => item.status !== 201);
      if (refused) return `answered an item ${refused.status}`;
      return status >= 200 && status < 300 ? undefined : `answered ${status}`;
    }
  }
}

function holdingsOf(tenant: PopulatedTenant): readonly Holdings[] {
  return MODES.map((mode) => tenant[mode]);
}

/** Every transaction, by both of its ids. */
function transactionsOf(other: PopulatedTenant): string[] {
  return holdingsOf(other).flatMap(({ approved, reviewed, challenged }) =>
    [approved, reviewed, challenged].flatMap(({ id, externalId }) => [id, externalId]),
  );
}

/** Everything that an analyst could paste into a search. */
function namesOf(other: PopulatedTenant): string[] {
  return [
    ...transactionsOf(other),
    ...holdingsOf(other).flatMap((one) => [one.caseId, one.challengeId, one.approved.decisionId, one.approved.traceId]),
    other.id,
    other.userId,
    ...Object.values(other.entities),
  ];
}

/** The other's challenges, with the tokens that a stranger may have: of own challenges, and made up. */
function tokensFor(caller: PopulatedTenant, other: PopulatedTenant): [id: string, token: string][] {
  const tokens = [...holdingsOf(caller).map(({ challengeToken }) => challengeToken), 'x'.repeat(43)];
  return holdingsOf(other).flatMap(({ challengeId }) => tokens.map((token): [string, string] => [challengeId, token]));
}

function challengeTries(caller: PopulatedTenant, other: PopulatedTenant, action: string, body?: unknown): Try[] {
  const byKeys = byKey(
    caller,
    holdingsOf(other).map(({ challengeId }) => [`/v1/challenges/${challengeId}${action}`, 'not_found']),
    body,
  );
  const byTokens = tokensFor(caller, other).map(([id, token]): Try => {
    const headers = { 'challenge-token': token };
    return { path: `/v1/challenges/${id}${action}`, headers, body, answer: 'not_found' };
  });
  return [...byKeys, ...byTokens];
}

function caseTries(caller: PopulatedTenant, other: PopulatedTenant, action: string, body?: unknown): Try[] {
  return inConsole(
    caller,
    holdingsOf(other).map(({ caseId }) => [`/console/api/cases/${caseId}${action}`, 'not_found']),
    body,
  );
}

function patternTries(caller: PopulatedTenant, [path, answer]: Route, body?: unknown): Try[] {
  const routes: Route[] = [[`/v1/patterns${path}`, answer]];
  return [...byKey(caller, routes, body), ...inConsole(caller, routes, body)];
}

function patternChange(caller: PopulatedTenant, path: string, change: object = {}): Try[] {
  return withoutTestKey(caller, [`/v1/patterns${path}`, 'not_found'], { ...change, revision: 2, reason: 'not mine' });
}

function entityTries(caller: PopulatedTenant, entities: PopulatedTenant['entities'], path: string): Try[] {
  const routes = (['account', 'card', 'device', 'ip', 'merchant'] as const).map((type): Route => [
    `/v1/entities/${type}/${entities[type]}${path}`,
    'not_found',
  ]);
  const ofMode = (mode: Mode) => routes.map(([route, answer]): Route => [`${route}?mode=${mode}`, answer]);
  return [...byKey(caller, routes), ...MODES.flatMap((mode) => inConsole(caller, ofMode(mode)))];
}

function modelTries(caller: PopulatedTenant, [path, answer]: Route, body?: unknown): Try[] {
  return withoutTestKey(caller, [`/v1/models${path}`, answer], body);
}

function modelChange(caller: PopulatedTenant, path: string, change: object): Try[] {
  return withoutTestKey(caller, [`/v1/models${path}`, 'not_found'], { ...change, revision: 0, reason: 'not mine' });
}

function letterTries(caller: PopulatedTenant, [path, answer]: Route): Try[] {
  return withoutTestKey(caller, [`/v1/dead-letters${path}`, answer]);
}

/** With the live key and the session; a test key is refused whatever it names. */
function withoutTestKey(caller: PopulatedTenant, [path, answer]: Route, body?: unknown): Try[] {
  return [{ path, key: caller.keys.live, body, answer }, ...inConsole(caller, [[path, answer]], body)];
}

type Route = readonly [path: string, answer: Expected];

/** With the caller's test key, and with the live one. */
function byKey(caller: PopulatedTenant, routes: readonly Route[], body?: unknown): Try[] {
  return MODES.flatMap((mode) => routes.map(([path, answer]) => ({ path, key: caller.keys[mode], body, answer })));
}

/** With the caller's session. */
function inConsole(caller: PopulatedTenant, routes: readonly Route[], body?: unknown): Try[] {
  return routes.map(([path, answer]) => ({ path, headers: asConsole(caller.cookie), body, answer }));
}
