import { z } from 'zod';
import { LOG_LEVELS } from '#kernel';

/**
 * The embedded PostgreSQL takes 80 connections: two threads have a pool of this size each, and the archive's pool, the log's
 * sessions and those that listen are twenty or so beside.
 */
const CONNECTIONS_MAX = 25;

/** What only the one-process start knows; the settings of the services are taken as well. */
export const standaloneConfig = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8080)
    .describe('the one public port: API, console, health, metrics'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on; 0.0.0.0 opens it to the network'),
  PUBLIC_URL: z.url().optional().describe('where payers and analysts reach it; default: http://127.0.0.1:PORT'),
  CARACAL_HOME: z.string().default('.caracal').describe('folder that holds everything that is kept'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe('how much is logged: silent, fatal, error, warn, info, debug or trace'),
  CARACAL_SAMPLE: z.enum(['on', 'off']).default('on').describe('sample history and a live sample stream'),
  CARACAL_BOOTSTRAP_KEY: z
    .string()
    .regex(/^sk_test_[A-Za-z0-9]{16,128}$/, 'must be sk_test_ and 16 to 128 letters and digits')
    .optional()
    .describe('creates the first tenant with this key, for scripts'),
  TOPIC_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('partitions of each topic; can not change later'),
  DATABASE_CONNECTIONS_MAX: z.coerce
    .number()
    .int()
    .min(2)
    .max(
      CONNECTIONS_MAX,
      `must be at most ${CONNECTIONS_MAX}: two threads have so many each, and the embedded PostgreSQL takes 80`,
    )
    .default(10)
    .describe('size of the pool of each of two threads'),
  KAFKA_BROKERS: z.undefined({ error: 'is not for standalone; use npm run start:kafka' }).optional(),
});
export type StandaloneConfig = z.infer<typeof standaloneConfig>;
