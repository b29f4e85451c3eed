import { describe, expect, it } from 'vitest';
import { compileFeatures, EntityState, readFeatures } from './index.js';
import type { FeatureEvent } from './plan/feature-event.js';

const event: FeatureEvent = {
  id: 'a',
  occurredAtMs: Date.UTC(2026, 10, 20, 12),
  amountMinor: 5000,
  currency: 'EUR',
  channel: 'web',
  outcome: 'authorised',
  account: { id: 'acc', createdAtMs: 0, email: 'Jane.Doe+shop@GMail.com' },
  card: { fingerprint: 'c', bin: '', country: '' },
  device: { id: 'd', ip: '2001:db8:0:1::7' },
  attributes: [],
};

function problemsOf(...sources: unknown[]): string[] {
  const compiled = compileFeatures(sources.map((source, i) => ({ name: `d${i}`, source })));
  if ('plan' in compiled) return [];
  return compiled.problems.map(({ document, pointer, line, column, detail }) => {
    const place = line === undefined ? '' : `:${line}:${column}`;
    return `${document}${place} ${pointer} ${detail}`;
  });
}

describe('compiling features', () => {
  it.each([
    [
      '{feature: f, by: crad, aggregate: count, window: 1h}',
      ['d0:1:18 /by there is no entity `crad`; did you mean `card`?'],
    ],
    ['{feature: f, by: card, aggregate: sum, of: event.amonut, window: 1h}', ['amonut', 'amount']],
    [`{feature: f, by: card, aggregate: count, where: "event.amount > 'x'", window: 1h}`, ['d0:1:50 /where']],
    ['{feature: f, by: card, aggregate: sum, of: event.currency, window: 1h}', ['/of', 'number']],
    ['{feature: f, by: card, aggregate: distinct, of: event.card, window: 1h}', ['d0:1:49 /of distinct:']],
    ['{feature: f, by: card, aggregate: sum, window: 1h}', ['sum needs `of`']],
    ['{feature: f, by: card, aggregate: count}', ['count needs `window`']],
    ['{feature: f, by: card, aggregate: ratio, window: 1h}', ['ratio needs `where`']],
    ['{feature: f, by: card, aggregate: median, of: event.amount, window: 1h}', ['must be one of count']],
    ['{feature: f, by: card, aggregate: percentile(101), of: event.amount, window: 1h}', ['must be one of count']],
    ['{feature: f, by: card, aggregate: count, window: soon}', ['must be a duration']],
    ['{feature: f, by: card, aggregate: count, window: session(x)}', ['gap that ends a session']],
    ['{feature: f, by: card, aggregate: count, window: 1h, delay: later}', ['d0:1:61 /delay must be a duration']],
    [
      '{feature: f, by: card, aggregate: count, window: 1h, where: label.fraud}',
      ['`label` is there with `source: labels`'],
    ],
    [
      '{feature: f, by: card, aggregate: count, window: 1h, source: labels, where: "label.fraud || event.amount > 5"}',
      ['either the event or its label'],
    ],
    ['{feature: f, by: card, aggregate: zscore, of: event.amount, window: 1h, current: include}', ["can't include it"]],
    ['{feature: f, by: card, aggregate: gap_since_last, unit: minor}', ['must be seconds, minutes, hours or days']],
    ['{feature: f, by: card, aggregate: count, window: 1h, above: "1.0"}', ['is for count_above']],
    ['{feature: f, aggregate: count, window: 1h}', ['an aggregate needs `by`']],
    ['{feature: f, by: card}', ['give either `aggregate`']],
    ['{feature: f, by: card, aggregate: count, window: 1h, whree: x}', ['whree', 'where']],
    ['{feature: F1, by: card, aggregate: count, window: 1h}', ['lower_snake_case']],
    ['{feature: fraud, by: card, aggregate: count, window: 1h}', ['tables of features need for themselves']],
    ['{entity: card, of: event.currency}', ['there is an entity `card` already']],
    ['{entity: bin, of: event.amount}', ['string']],
    ['{entity: transaction, of: event.currency}', ['/entity is what features of no entity are of']],
  ])('%s → says what is wrong, and where', (source, parts) => {
    const problems = problemsOf(source);
    expect(problems).toHaveLength(1);
    for (const part of parts) expect(problems[0]).toContain(part);
  });

  it('features that read each other in a circle, or one of another entity → refused', () => {
    const features = [
      { feature: 'a', by: 'card', value: 'features.b + 1.0' },
      { feature: 'b', by: 'card', value: 'features.a + 1.0' },
    ];
    expect(problemsOf({ features }).join()).toContain('worked out of each other: a, b');
    const other = { feature: 'm', by: 'merchant', aggregate: 'count', window: '1h' };
    expect(problemsOf(other, { feature: 'c', by: 'card', value: 'features.m * 2.0' }).join()).toContain(
      'not of this card',
    );
    expect(problemsOf(other, { feature: 'c', value: 'features.m * 2.0' })).toEqual([]);
  });

  it('two of one name; more than there may be → refused', () => {
    const one = { feature: 'a', by: 'card', aggregate: 'count', window: '1h' };
    expect(problemsOf(one, one)).toEqual(['d1 /feature there are two features called a']);
    const many = (n: number) =>
      Array.from({ length: 250 }, (_, i) => ({ ...one, feature: `f${n}_${i}`, window: `${n * 250 + i + 1}s` }));
    const sets = [0, 1, 2, 3].map((n) => ({ features: many(n) }));
    expect(problemsOf(...sets)).toEqual([]);
    expect(problemsOf(...sets, one)).toEqual(['d4 /feature there are 1001 features; at most 1000 are allowed']);
  });

  it('the version → is that of what decides values, not of words', () => {
    const versionOf = (more: Record<string, unknown>) =>
      readFeatures([
        { path: 'a', text: JSON.stringify({ feature: 'a', by: 'card', aggregate: 'count', window: '1h', ...more }) },
      ]).version;
    expect(versionOf({ label: 'Payments', sentence: 'x', group: 'y' })).toBe(versionOf({}));
    expect(new Set([{}, { window: '2h' }, { default: 0 }, { current: 'exclude' }].map(versionOf)).size).toBe(4);
  });

  it('entities of a tenant → known by their normal form', () => {
    const plan = readFeatures([
      { path: 'a', text: '{entity: email, of: event.account.email, normalise: email}' },
      { path: 'b', text: '{entity: network, of: event.device.ip, normalise: ip_prefix}' },
      { path: 'c', text: '{entity: pair, of: "event.card.fingerprint + event.device.id"}' },
      { path: 'd', text: '{feature: "{entity}_count_1d", by: [email, network, pair], aggregate: count, window: 1d}' },
    ]);
    expect(plan.entities.map(({ type }) => type)).toEqual(['email', 'network', 'pair']);
    expect(['email', 'network', 'pair', 'ip'].map((type) => plan.entityIdOf(type, event))).toEqual([
      'janedoe@gmail.com',
      '2001:db8:0::/48',
      'cd',
      '2001:db8:0:1::7',
    ]);
    expect(plan.feature('email_count_1d')?.label).toBe('Email count 1d');
  });

  it('several entities in one document, features of them in another → as if they stood together', () => {
    const pair = `entities: [{entity: phone, of: event.attributes.phone}, {entity: iban, of: event.attributes.iban}]`;
    const count = '{feature: "{entity}_count", by: [phone, iban], aggregate: count, window: 1h}';
    const plan = readFeatures([
      { path: 'a', text: pair },
      { path: 'b', text: count },
    ]);
    expect(plan.features.map(({ name }) => name)).toEqual(['phone_count', 'iban_count']);
    const together = readFeatures([{ path: 'a', text: `${pair}\nfeatures: [${count}]` }]);
    expect(plan.version).toBe(together.version);
  });

  it.each([
    ['email', ['Jane.Doe+a@GoogleMail.com', 'janedoe@gmail.com'], 'janedoe@gmail.com'],
    ['email', ['Ann.B+shop@x.example', ' ann.b@X.example'], 'ann.b@x.example'],
    ['email', ['+a@x.example', '...@gmail.com', '@x.example', 'ann@', 'ann', ''], ''],
    ['ip_prefix', ['203.0.113.7', '::ffff:203.0.113.9', '203.0.113.0/24'], '203.0.113.0/24'],
    ['ip_prefix', ['2001:db8:0:1::7', '2001:0DB8::1', '2001:db8:0::/48'], '2001:db8:0::/48'],
    ['ip_prefix', ['203.0.113', '203.0.113.0/16', 'somewhere', ''], ''],
    ['letters_and_digits', ['Cafe\u0301 Mu\u0308ller, ４１', 'caf\u00e9 M\u00fcller 41'], 'caf\u00e9m\u00fcller41'],
    ['lower_case', [' CAFE\u0301', 'caf\u00e9'], 'caf\u00e9'],
  ])('%s: %j → %j, and the same again', (normalise, spellings, normal) => {
    const plan = readFeatures([
      { path: 'a', text: `{entity: it, of: event.attributes.it, normalise: ${normalise}}` },
      { path: 'b', text: '{feature: it_count, by: it, aggregate: count, window: 1d}' },
    ]);
    const [type] = plan.declared;
    expect([...spellings, normal].map((text) => type!.normal(text))).toEqual([...spellings, ''].map(() => normal));
  });

  it('a vector → the values of entities in their places, and what is worked out of several', () => {
    const plan = readFeatures([
      {
        path: 'a',
        text: `
features:
  - { feature: share, value: features.card_sum / features.account_sum }
  - { feature: card_sum, by: card, aggregate: sum, of: event.amount, window: 1d }
  - { feature: account_sum, by: account, aggregate: sum, of: event.amount, window: 1d, default: 0 }`,
      },
    ]);
    expect(plan.features.map(({ name }) => name)).toEqual(['share', 'account_sum', 'card_sum']);
    const facts = new Float64Array(plan.factsLength);
    plan.read(event, facts);
    const values = [...new EntityState(plan, 'card').advance(facts, event)!.subarray(0, 1)];
    expect([...plan.vector(event, [{ entityType: 'card', values }])]).toEqual([Number.NaN, 0, 5000]);
    const both = [
      { entityType: 'card', values },
      { entityType: 'account', values: [10_000] },
    ];
    expect([...plan.vector(event, both)]).toEqual([0.5, 10_000, 5000]);
  });
});

describe('what ends a session', () => {
  const COUNT = '{feature: n, by: card, aggregate: count, window: session}';
  const planOf = (...documents: { source: string; isInstalled?: boolean }[]) => {
    const compiled = compileFeatures(documents.map((document, i) => ({ name: `d${i}`, ...document })));
    if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
    return compiled.plan;
  };

  it('said by nobody → half an hour; said → that, also of windows that do not say, and values are of another version', () => {
    const [usual, longer] = [planOf({ source: COUNT }), planOf({ source: COUNT }, { source: 'session_gap: 45m' })];
    expect([usual.sessionGapMs, longer.sessionGapMs]).toEqual([30 * 60_000, 45 * 60_000]);
    expect(longer.entity('card').groups[0]!.window).toEqual({ kind: 'session', gapMs: 45 * 60_000 });
    expect(longer.version).not.toBe(usual.version);
    expect(longer.feature('n')!.meaning).not.toBe(usual.feature('n')!.meaning);
    const same = planOf({ source: COUNT }, { source: 'session_gap: 30m' });
    expect([same.version, same.feature('n')!.meaning]).toEqual([usual.version, usual.feature('n')!.meaning]);
  });

  it('by the installation and by a tenant → the tenant', () => {
    const installed = { source: 'session_gap: 10m', isInstalled: true };
    expect(planOf(installed).sessionGapMs).toBe(10 * 60_000);
    expect(planOf(installed, { source: 'session_gap: 20m' }).sessionGapMs).toBe(20 * 60_000);
    expect(planOf({ source: 'session_gap: 20m' }, installed).sessionGapMs).toBe(20 * 60_000);
  });

  it.each([
    [['session_gap: soon'], ['d0:1:14 /session_gap must be a duration such as 30m']],
    [['session_gap: 59s'], ['must be at least 1m']],
    [['session_gap: 8d'], ['is longer than 7 days']],
    [['{session_gap: 1h, window: 1h}'], ['/window']],
    [['session_gap: 30m', 'session_gap: 1h'], ['d1:1:14 /session_gap what ends a session is said by d0 already']],
  ])('%j → refused with the place', (sources, expected) => {
    const problems = problemsOf(...sources);
    expect(problems).toHaveLength(expected.length);
    for (const [i, part] of expected.entries()) expect(problems[i]).toContain(part);
  });
});
