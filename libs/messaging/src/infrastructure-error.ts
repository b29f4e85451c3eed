import { CaracalError } from '#kernel';

/**
 * Whether a failure is of the surroundings (database, broker, network, overload), so that the same records will work
 * later, and not of the records themselves. Such failures are retried for ever and never dead-letter a record.
 */
export function isInfrastructureError(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  if (error instanceof CaracalError) return error.retryable && error.code !== 'internal';
  const { code, name, message, cause, driverError, errors, retriable } = error as FailureParts;
  if (typeof code === 'string' && (NETWORK_CODES.has(code) || POSTGRES_CODE.test(code))) return true;
  if (retriable === true && typeof name === 'string' && name.startsWith('Kafka')) return true;
  if (typeof message === 'string' && POOL_MESSAGE.test(message)) return true;
  if (Array.isArray(errors) && errors.some((each) => isInfrastructureError(each, depth + 1))) return true;
  return isInfrastructureError(cause, depth + 1) || isInfrastructureError(driverError, depth + 1);
}

interface FailureParts {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  /** TypeORM keeps the driver's error here. */
  readonly driverError?: unknown;
  readonly errors?: unknown;
  /** kafkajs. */
  readonly retriable?: unknown;
}

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/**
 * SQLSTATE classes: connection, resources, operator intervention, serialisation and deadlock, lock not available,
 * read-only transaction (a standby), I/O error. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const POSTGRES_CODE = /^(08...|53...|57P..|57014|40...|55P03|25006|58...)$/;

/** pg and its pool say these without a code. */
const POOL_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|timeout expired)/;
