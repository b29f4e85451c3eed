import { describe, expect, it } from 'vitest';
import { CaracalError } from '#kernel';
import { isInfrastructureError } from './infrastructure-error.js';

const withCode = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('infrastructure error', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a database that shuts down', withCode('57P01')],
    ['a deadlock', withCode('40P01')],
    ['a full disk', withCode('53100')],
    ['a lost connection without a code', new Error('Connection terminated unexpectedly')],
    ['several addresses that refuse', new AggregateError([withCode('ECONNREFUSED')])],
    ['one that TypeORM wraps', Object.assign(new Error('query failed'), { driverError: withCode('08006') })],
    ['one as a cause', new Error('could not save', { cause: withCode('ETIMEDOUT') })],
    ['our own, retryable', new CaracalError('unavailable', 'no database')],
    ['overload', new CaracalError('overloaded', 'too much')],
  ])('infrastructure error: %s → is one', (_, error) => {
    expect(isInfrastructureError(error)).toBe(true);
  });

  it.each([
    ['a programming error', new TypeError('x is undefined')],
    ['a constraint that fails', withCode('23505')],
    ['our own, of the record', new CaracalError('invalid_request', 'bad')],
    ['our own, unknown', new CaracalError('internal', 'bug')],
    ['something that is not an error', 'text'],
    ['nothing', undefined],
  ])('infrastructure error: %s → is none', (_, error) => {
    expect(isInfrastructureError(error)).toBe(false);
  });
});
