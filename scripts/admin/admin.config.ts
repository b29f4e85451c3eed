import { z } from 'zod';

/** The settings of the admin command. */
export const adminConfig = z.object({
  DATABASE_URL: z
    .string()
    .optional()
    .describe('PostgreSQL, as the application’s role; default: that of the suite which runs on CARACAL_HOME'),
  CARACAL_HOME: z.string().default('.caracal').describe('folder of a suite that runs on this machine'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('where analysts reach the console, for log-in links; default: what the suite on CARACAL_HOME printed'),
  FEATURES_DIR: z
    .string()
    .default('packs/card-payments/features')
    .describe('as cep has it: policies that name other features are refused'),
  PATTERNS_DIR: z
    .string()
    .default('packs/card-payments/patterns')
    .describe('as cep has it: policies that name other patterns are remarked on'),
});
export type AdminConfig = z.infer<typeof adminConfig>;
