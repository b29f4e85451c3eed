import { beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, CSRF_VALUE, entityFeaturesView, type EntitySessionV1, entitySessionV1 } from '#contracts';
import { ManualClock } from '#kernel';
import { Database } from '#persistence';
import { ConsoleApp, type Person } from '../testing/console-app.js';
import { decisionOf, NOW, recordOf } from '../testing/records.js';
import { PgSessionStore } from './pg-session-store.js';
import { StoreSessions } from './store-sessions.handler.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

let app: ConsoleApp;
let tenantId: string;
let ann: Person;
let eve: Person;
beforeAll(async () => {
  app = await ConsoleApp.start();
  tenantId = await app.tenant('sessions-a');
  ann = await app.person(tenantId, 'Ann', 'analyst');
  const other = await app.tenant('sessions-b');
  eve = await app.person(other, 'Eve', 'analyst');
  for (const tenant of [tenantId, other])
    await app.store(decisionOf({ transaction: { tenantId: tenant, occurredAtMs: NOW - 40 } }));
});

/** A session of the card that began and ended so many minutes ago. */
function session(from: number, to: number, parts: Partial<EntitySessionV1> = {}, count = 2): EntitySessionV1 {
  const [startedAtMs, endedAtMs] = [NOW - from * MINUTE, NOW - to * MINUTE];
  return {
    id: `session/${from}-${to}`,
    tenantId,
    entityType: 'card',
    entityId: 'card-1',
    livemode: false,
    closed: {
      startedAtMs,
      endedAtMs,
      count,
      amountMinor: 0,
      counterparts: 1,
      capped: false,
      channels: ['card_present'],
    },
    revision: 1,
    replacesMs: [],
    ...parts,
  };
}

async function tell(...sessions: EntitySessionV1[]): Promise<void> {
  const handled = await app.app
    .get(StoreSessions, { strict: false })
    .handle(sessions.map((one) => recordOf(entitySessionV1, one)));
  expect(handled).toEqual({ publish: [], poison: [] });
}

async function shown(who: Person, asOf?: string) {
  const url = `/v1/entities/card/card-1?mode=test${asOf === undefined ? '' : `&as_of=${asOf}`}`;
  const headers = { cookie: who.cookie, [CSRF_HEADER]: CSRF_VALUE };
  const answer = await app.app.inject({ method: 'GET', url, headers });
  expect(answer.statusCode).toBe(200);
  const { sessions } = entityFeaturesView.parse(JSON.parse(answer.body));
  return sessions.map(({ started_at, ended_at }) => [minutesAgo(started_at), minutesAgo(ended_at)]);
}

const minutesAgo = (instant: string): number => (NOW - Date.parse(instant)) / MINUTE;

describe('closed sessions of an entity', () => {
  it('told, told again, extended and joined → what is shown, newest first, to nobody else', async () => {
    const first = [
      session(300, 290),
      session(200, 190),
      session(100, 100, {}, 1),
      session(500, 490, { livemode: true }),
    ];
    await tell(...first);
    await tell(...first);
    expect(await shown(ann)).toEqual([
      [200, 190],
      [300, 290],
    ]);
    // Both became part of one that is open, and then that is closed.
    const replacesMs = [NOW - 300 * MINUTE, NOW - 200 * MINUTE];
    await tell(session(0, 0, { id: 'session/open', closed: undefined, replacesMs }));
    expect(await shown(ann)).toEqual([]);
    await tell(session(300, 190, {}, 5));
    expect(await shown(ann)).toEqual([[300, 190]]);
    // From the start again, as after a crash of the matcher.
    await tell(
      ...first,
      session(0, 0, { id: 'session/open', closed: undefined, replacesMs }),
      session(300, 190, {}, 5),
    );
    expect(await shown(ann)).toEqual([[300, 190]]);
    expect(await shown(eve)).toEqual([]);
  });

  it('older than 30 days → let go; a bad record → named', async () => {
    await tell(session(30, 10));
    const database = app.app.get(Database);
    const storeAt = (days: number) => new PgSessionStore(database, new ManualClock(Date.now() + days * DAY));
    await storeAt(29).prune(tenantId);
    expect((await shown(ann))[0]).toEqual([30, 10]);
    await storeAt(31).prune(tenantId);
    expect(await shown(ann)).toEqual([]);
    const bad = { ...recordOf(entitySessionV1, session(1, 0)), value: Uint8Array.of(0x0a, 0xff) };
    const handled = await app.app.get(StoreSessions, { strict: false }).handle([bad]);
    expect(handled.poison).toMatchObject([{ record: bad }]);
  });
});
