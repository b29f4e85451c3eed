import { z } from 'zod';

/** The settings of `migrate`. */
export const migrateConfig = z.object({
  MIGRATION_DATABASE_URL: z.string().describe('PostgreSQL, as the owner of the tables (caracal_owner)'),
  SUPERUSER_DATABASE_URL: z.string().optional().describe('makes or updates the roles first; needs the two passwords'),
  CARACAL_OWNER_PASSWORD: z.string().min(12).optional().describe('of the role caracal_owner'),
  CARACAL_APP_PASSWORD: z.string().min(12).optional().describe('of the role caracal_app'),
  TOPIC_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('of the log in PostgreSQL; as the services have it'),
  DATABASE_URL: z.string().optional().describe('as the application’s role; needed with CARACAL_BOOTSTRAP_KEY'),
  CARACAL_BOOTSTRAP_KEY: z.string().optional().describe('creates the first tenant with this sandbox key'),
});
