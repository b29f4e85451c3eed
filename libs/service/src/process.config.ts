import { z } from 'zod';
import { LOG_LEVELS } from '#kernel';

/** What every process of the suite is told, whichever services it runs. */
export const processConfig = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8080)
    .describe('port that the process listens on; 0 takes a free one'),
  HOST: z.string().default('0.0.0.0').describe('address that the process listens on'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe('how much is logged: silent, fatal, error, warn, info, debug or trace'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .describe('PostgreSQL, as the application’s role (caracal_app)'),
  KAFKA_BROKERS: z
    .string()
    .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'must be host:port, comma-separated')
    .optional()
    .describe('Apache Kafka as the log, host:port,…; without it the log is in PostgreSQL'),
  KAFKA_SESSION_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1000)
    .max(60_000)
    .default(6000)
    .describe('after how long without a sign a consumer is replaced; the broker must allow it'),
  TOPIC_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('partitions of each topic; can not change once there is data. Default: the topic table'),
  DATABASE_CONNECTIONS_MAX: z.coerce.number().int().min(2).max(200).default(10).describe('size of the pool'),
});
export type ProcessConfig = z.infer<typeof processConfig>;
