import { z } from 'zod';

/** The settings of `npm run start:kafka`; those of the services are taken as well. */
export const kafkaSuiteConfig = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_000)
    .default(8080)
    .describe('of the console; the services take the ports after it'),
  CARACAL_HOME: z.string().default('.caracal-kafka').describe('folder that holds everything that is kept'),
  CARACAL_BOOTSTRAP_KEY: z.string().optional().describe('creates the first tenant with this key'),
  TOPIC_PARTITIONS: z.coerce.number().int().min(1).max(64).default(2).describe('partitions of each topic'),
});
