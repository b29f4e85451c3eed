import { z } from 'zod';
import { LOG_LEVELS } from '#kernel';

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
  KAFKA_BROKERS: z.undefined({ error: 'is not for standalone; use npm run start:kafka' }).optional(),
});
export type StandaloneConfig = z.infer<typeof standaloneConfig>;
