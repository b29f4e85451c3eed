import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  EvaluationError,
  ExpressionError,
  listOf,
  NUMBER,
  PARTY_VARIABLES,
  TRANSACTION,
  transactionType,
  type ExpressionSchema,
  type TransactionLike,
} from './index.js';

const schema: ExpressionSchema = {
  variables: {
    ...PARTY_VARIABLES,
    numbers: { type: listOf(NUMBER), path: 'numbers' },
    past: { type: listOf(TRANSACTION), path: 'past' },
    features: { type: { kind: 'lookup', of: NUMBER, method: 'feature', keys: ['card_count_1h'] }, path: 'features' },
  },
  functions: {
    matched: { method: 'matched', parameters: [{ kind: 'string' }], result: { kind: 'bool' }, names: ['card-testing'] },
  },
};

const event: TransactionLike = {
  id: 't1',
  occurredAtMs: Date.UTC(2026, 10, 20, 9, 30),
  amountMinor: 12_990,
  currency: 'USD',
  channel: 'card_not_present',
  outcome: 'authorised',
  account: { id: 'a1', createdAtMs: 0, email: 'Jo@Example.com' },
  card: null,
  attributes: [
    { name: 'kind', text: 'gift_card' },
    { name: 'items', number: 3 },
    { name: 'guest', flag: true },
  ],
};
const input = {
  event,
  numbers: [3, 1, 2],
  past: [event, { ...event, amountMinor: 10 }],
  feature: (name: string) => (name === 'card_count_1h' ? 4 : Number.NaN),
  matched: (id: string) => id === 'card-testing',
};

const evaluate = (source: string): unknown => compileExpression(source, schema, { result: 'any' }).evaluate(input);

describe('compileExpression', () => {
  it.each([
    ['event.amount == 12990', true],
    ['event.amount / 100 > 129.5', true],
    ['event.amount > 100.5 && event.amount < 20000', true],
    ['event.amount % 1000', 990],
    ['1 + 2 * 3 - -4', 11],
    ['"a" + \'b\'', 'ab'],
    ['!(event.amount > 5) || event.currency == "USD"', true],
    ['event.amount > 5 ? "big" : "small"', 'big'],
    ['event.currency in ["EUR", "USD"]', true],
    ['event.amount in [1, 2]', false],
    ['2 in numbers', true],
    ['event.account.email.lowerAscii().endsWith("@example.com")', true],
    ['event.channel.startsWith("card") && event.channel.contains("not")', true],
    ['event.account.email.matches("^[A-Za-z]+@[a-z.E]+$")', true],
    ['event.channel.size() + size("né😀") + size(numbers)', 16 + 3 + 3],
    ['sum(numbers) + avg(numbers) + min(numbers) + max(numbers) + max(7, 9.5)', 6 + 2 + 1 + 3 + 9.5],
    ['sum(past.map(e, e.amount))', 13_000],
    ['past.filter(e, e.amount > 100).size()', 1],
    ['past.map(e, e.amount > 100, e.amount)[0]', 12_990],
    ['past.all(e, e.currency == "USD") && past.exists(e, e.amount == 10)', true],
    ['past.exists_one(e, e.amount == 10)', true],
    ['past.exists(a, past.exists(b, a.amount > b.amount))', true],
    ['numbers[0] + numbers[2]', 5],
    ['numbers + [4] == [3, 1, 2, 4]', true],
    ['duration("1h30m") + 1', 5_400_001],
    ['event.occurred_at > timestamp("2026-11-20T00:00:00Z")', true],
    ['event.occurred_at.getHours() * 100 + event.occurred_at.getMinutes()', 930],
    ['event.occurred_at.getDayOfWeek()', 5],
    ['int("42") + double("0.5") + int(1.9)', 43.5],
    ['string(12) + string(true)', '12true'],
    ['abs(-3) + floor(1.5) + ceil(1.5) + round(1.5)', 8],
    ['features.card_count_1h > 3 && features["card_count_1h"] == 4', true],
    ['past.map(e, e.currency).distinct().size()', 1],
    ['numbers.first() * 10 + numbers.last()', 32],
    ['past.last().amount', 10],
    ['event.amount / numbers[1]', 12_990],
    ['matched("card-testing")', true],
    ['account.id == event.account.id', true],
  ])('%s → %s', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  it.each([
    ['event.card.country', ''],
    ['event.location.lat', 0],
    ['has(event.card)', false],
    ['has(event.card.country)', false],
    ['has(event.account.email)', true],
    ['event.card == null', true],
    ['device.id', ''],
    ['event.attributes.kind == "gift_card"', true],
    ['event.attributes["items"] > 2', true],
    ['event.attributes.items + 1', 4],
    ['event.attributes.guest', true],
    ['event.attributes.guest && true', true],
    ['event.attributes.kind && true', false],
    ['event.attributes.absent == "x"', false],
    ['event.attributes.absent > 1 || event.attributes.kind > 1', false],
    ['has(event.attributes.absent)', false],
    ['"kind" in event.attributes', true],
    ['event.attributes.items.startsWith("3")', false],
    ['event.attributes.absent.contains("")', false],
    ['event.attributes.size()', 3],
  ])('absent and dynamic values: %s → %s', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  it.each([
    ['event.amuont > 5', 1, 7, 'no field `amuont` in event; did you mean `amount`?'],
    ['event.amount > 5 &&\n  evnet.amount < 9', 2, 3, 'unknown name `evnet`; did you mean `event`?'],
    ['event.card.contry == "US"', 1, 12, 'no field `contry` in event.card; did you mean `country`?'],
    ["event.amount == 'five'", 1, 1, "can't compare number with string"],
    ['event.amount', 1, 1, 'the expression must be true or false, not number'],
    ['event.amount = 5', 1, 14, 'a comparison is written `==`'],
    ['event.amount > ', 1, 16, 'the expression ends too early'],
    ['(event.amount > 5', 1, 18, 'expected `)`, but the expression ends'],
    ['sizee(event.currency) > 1', 1, 1, 'unknown function `sizee`; did you mean `size`?'],
    ['matched("card-testng")', 1, 9, "matched(): there is no 'card-testng'; did you mean `card-testing`?"],
    ['features.card_cuont_1h > 1', 1, 10, 'there is no `card_cuont_1h`; did you mean `card_count_1h`?'],
    ['event.currency.matches("(a+)\\\\1")', 1, 24, 'the pattern of .matches() is not usable: \\1 is not supported'],
    ['event.currency.matches(event.channel)', 1, 24, 'the pattern of .matches() must be a literal'],
    ['past.exists(a, past.exists(b, past.exists(c, true)))', 1, 31, 'list macros are nested more than 2 deep'],
    ['', 1, 1, 'the expression is empty'],
    ['{"a": 1}.size() > 0', 1, 1, 'map literals `{...}` are not supported'],
    ['event.amount in ["a"]', 1, 1, 'a number is never in a list of string'],
    ['event.card == event.card', 1, 1, 'compare a field of event.card, such as its id'],
    ['event.amount == 9007199254740993', 1, 17, '9007199254740993 is too large for a number'],
    ['has(event)', 1, 5, 'has() takes a field, as in has(event.card)'],
    ['event.amount / 0 > 1', 1, 16, 'this divides by zero'],
    ['count(numbers) > 1', 1, 1, 'unknown function `count`; write size(…)'],
    [
      'past.distinct().size() > 1',
      1,
      1,
      '.distinct() takes a list of values; choose a field with .map(e, e.card.fingerprint)',
    ],
    ['matched', 1, 1, "`matched` is a function; write matched('…')"],
  ])('a mistake: %s → line %i, column %i, %s', (source, line, column, detail) => {
    const error = errorOf(source);
    expect({ line: error.line, column: error.column, detail: error.detail }).toEqual({ line, column, detail });
  });

  it.each([
    ['longer than the bound', `event.amount > ${'1'.repeat(5000)}`],
    ['too many nodes', `${'event.amount > 1 && '.repeat(190)}true`.padEnd(10) + ` || ${'1 + '.repeat(400)}1 > 0`],
    ['brackets too deep', '('.repeat(200) + 'true' + ')'.repeat(200)],
    ['negations too deep', `${'!'.repeat(1500)}true`],
  ])('bounds: %s → refused', (_, source) => {
    expect(errorOf(source)).toBeInstanceOf(ExpressionError);
  });

  it('index beyond the list: → raises, and a false or true on the other side wins as CEL says', () => {
    expect(() => evaluate('numbers[9] > 1')).toThrow(EvaluationError);
    expect(evaluate('numbers[9] > 1 && event.amount < 0')).toBe(false);
    expect(evaluate('numbers[9] > 1 || event.amount > 0')).toBe(true);
    expect(evaluate('size(numbers) > 9 && numbers[9] > 1')).toBe(false);
    expect(() => evaluate('numbers[9] > 1 && event.amount > 0')).toThrow(EvaluationError);
    expect(evaluate('[9, 0].exists(i, numbers[i] == 3)')).toBe(true);
    expect(evaluate('[9, 0].all(i, numbers[i] == 4)')).toBe(false);
  });

  it.each([
    'numbers[9]',
    '[].first()',
    'past.filter(e, e.amount < 0).last().amount',
    '1 / (numbers[1] - 1)',
    '5 % (numbers[1] - 1)',
  ])('what has no answer, %s: → raises', (source) => {
    expect(() => evaluate(source)).toThrow(EvaluationError);
  });

  it.each([
    ['event.attributes.items > 2', true],
    ["event.attributes.kind.startsWith('gift')", true],
    ['event.attributes.guest', true],
    ['event.attributes.absent > 0 || event.attributes.absent <= 0', false],
    ['has(event.attributes.absent)', false],
    ['has(event.attributes.items)', true],
    ['event.attributes.wrong == "" && !has(event.attributes.unset)', true],
  ])('declared attributes: %s → %s', (source, expected) => {
    const attributes = {
      items: 'number',
      kind: 'string',
      guest: 'bool',
      absent: 'number',
      wrong: 'string',
      unset: 'bool',
    } as const;
    const type = transactionType('event', attributes);
    const compiled = compileExpression(source, { variables: { event: { type, path: 'event' } } });
    expect(compiled.evaluate(input)).toBe(expected);
  });

  it('references: name every field, feature and argument that is read', () => {
    const { references } = compileExpression(
      "event.card.country != 'US' && matched('card-testing') && features.card_count_1h > event.attributes.limit",
      schema,
    );
    expect([...references].sort()).toEqual([
      'attributes.limit',
      'event.attributes',
      'event.card',
      'event.card.country',
      'feature("card_count_1h")',
      'matched("card-testing")',
    ]);
  });

  it('names of the prototype: → unknown, never inherited', () => {
    for (const source of ['constructor == 1', 'event.constructor == 1', 'toString() == 1', 'event.__proto__ == 1']) {
      expect(errorOf(source)).toBeInstanceOf(ExpressionError);
    }
  });

  it('hostile literals: any string → comes back as a value, never as code', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"+globalThis.x+"', '`${1}`', '\u2028', "');process.exit(1)//", '\\', '*/', '${input}'),
    );
    fc.assert(
      fc.property(hostile, (value) => {
        expect(evaluate(JSON.stringify(value).replace(/\\u([0-9a-f]{4})/g, '\\u$1'))).toBe(value);
      }),
    );
  });

  it('hostile text: anything → compiles to a boolean or is refused, and touches nothing outside', () => {
    const pieces = fc.constantFrom(
      ...'event|.|amount|constructor|__proto__|(|)|[|]|"x"|1|+|>|==|&&|!|input|rt|K|globalThis|map|e|,|?|:|in|has|;|=>|{|}'.split(
        '|',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (tokens) => {
        expect(['refused', 'boolean']).toContain(kindOf(tokens.join(' ')));
      }),
      { numRuns: 2000 },
    );
  });
});

function errorOf(source: string): ExpressionError {
  try {
    compileExpression(source, schema);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`compiled: ${source}`);
}

/** What evaluating gives, or `refused`; any other failure is thrown on. */
function kindOf(source: string): string {
  try {
    return typeof compileExpression(source, schema).evaluate(input);
  } catch (error) {
    if (error instanceof ExpressionError) return 'refused';
    throw error;
  }
}
