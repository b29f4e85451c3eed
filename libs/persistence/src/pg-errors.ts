import { CaracalError, messageOf } from '#kernel';

/** What PostgreSQL's errors mean to us. */

const UNIQUE_VIOLATION = '23505';

/** Whether a statement broke a unique constraint (a particular one, when named). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: broken } = fieldsOf(error);
  return code === UNIQUE_VIOLATION && (constraint === undefined || broken === constraint);
}

/** Whether two transactions got in each other's way; running it again will do. */
export function isSerializationConflict(error: unknown): boolean {
  const { code } = fieldsOf(error);
  return code === '40001' || code === '40P01';
}

/** Errors that come from the state of the server or of the way to it become `CaracalError('unavailable')`. */
export function translated(error: unknown): unknown {
  return isOutage(error)
    ? new CaracalError('unavailable', `The database is unavailable: ${messageOf(error)}`, { cause: error })
    : error;
}

/** Whether a connection on which this happened is still good for the next statement. */
export function leavesConnectionUsable(error: unknown): boolean {
  const { code, severity } = fieldsOf(error);
  return code?.length === 5 && severity === 'ERROR';
}

function isOutage(error: unknown): boolean {
  if (error instanceof CaracalError) return false;
  const { code } = fieldsOf(error);
  if (code !== undefined && code.length === 5 && /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code)) {
    // 08 connection, 25006 read-only server, 53 resources (full, too many connections), 57 operator intervention and
    // time-outs, 58 system error, XX internal (damaged files).
    return (
      /^(08|53|57|58)/.test(code) ||
      code === '25006' ||
      code === '55P03' ||
      code === '25P03' ||
      code === '3D000' ||
      code === '28P01'
    );
  }
  if (code !== undefined) return SYSTEM.has(code);
  return DRIVER.test(messageOf(error));
}

const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOENT',
  'EACCES',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
// pg's own complaints have no code.
const DRIVER =
  /connection terminated|connection error|not queryable|timeout exceeded|read timeout|timeout expired|client was closed|cannot use a pool after/i;

function fieldsOf(error: unknown): { code?: string; constraint?: string; severity?: string } {
  return typeof error === 'object' && error !== null ? error : {};
}
