import { z } from 'zod';

/** The settings of the decision API. */
export const ingestionConfig = z.object({
  PUBLIC_URL: z
    .url()
    .default('http://127.0.0.1:8080')
    .describe('where payers and analysts reach this installation; used in links'),
  CARACAL_SECRET: z
    .string()
    .min(32)
    .describe('signs challenge links; the same for every service; at least 32 characters'),
  CARACAL_HOME: z.string().default('.caracal').describe('folder for what must survive a restart, such as the spool'),
  FEATURES_DIR: z
    .string()
    .default('packs/card-payments/features')
    .describe('folder of the features (*.yaml) that every tenant begins with; the same for every service'),
  IN_FLIGHT_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(2000)
    .describe('decisions awaited at once; more are shed with 503'),
  UNDECIDED_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(1500)
    .describe('accepted transactions that still wait for their decision; beyond it new ones are shed with 503'),
  SPOOL_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(0)
    .default(256 * 1024 * 1024)
    .describe('size of the outage spool; 0 turns it off'),
  ANSWER_MARGIN_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(10)
    .describe('how long before the deadline the stand-in answers'),
});
export type IngestionConfig = z.infer<typeof ingestionConfig>;
