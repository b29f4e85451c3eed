import type { LoggerService } from '@nestjs/common';
import { destination, pino, type Logger } from 'pino';
import { LOG_LEVELS } from '#kernel';
import { activeTraceId } from './trace-context.js';

/**
 * JSON logs. `LOG_LEVEL` sets the level (default info); `CARACAL_LOG_FILE` sends them to a file instead of standard output.
 * Whatever could carry a secret or card data is redacted by name, at any of the usual depths.
 */
export const logger: Logger = pino(
  {
    level: levelOf(process.env['LOG_LEVEL']),
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const traceId = activeTraceId();
      return traceId === undefined ? {} : { trace_id: traceId };
    },
    redact: {
      paths: ['authorization', 'cookie', 'password', 'secret', 'token', 'code', 'email', 'api_key', 'apiKey'].flatMap(
        (name) => (name === 'code' ? ['*.otp', 'otp'] : [name, `*.${name}`, `*.*.${name}`]),
      ),
      censor: '[redacted]',
    },
  },
  // Logs tell of payments, though not of cards: a file of them is its owner's.
  destination({ dest: process.env['CARACAL_LOG_FILE'] || 1, sync: true, mkdir: true, mode: 0o600 }),
);

/** The logger is there before the settings are read, and must not fail before they can say what is wrong. */
function levelOf(wished: string | undefined): string {
  return LOG_LEVELS.find((level) => level === wished) ?? 'info';
}

/** Nest's own messages as JSON; its start-up chatter is debug. */
export class NestLogger implements LoggerService {
  log(message: unknown, ...rest: unknown[]): void {
    logger.debug({ context: rest.at(-1) }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    logger.error(
      { context: rest.at(-1) },
      message instanceof Error ? (message.stack ?? message.message) : String(message),
    );
  }
  warn(message: unknown, ...rest: unknown[]): void {
    logger.warn({ context: rest.at(-1) }, String(message));
  }
}
