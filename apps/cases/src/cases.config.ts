import { z } from 'zod';

/** The settings of the cases service, which serves the console too. */
export const casesConfig = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8085).describe('port of the console and its API'),
  PUBLIC_URL: z
    .url()
    .default('http://127.0.0.1:8080')
    .describe('where payers and analysts reach this installation; used in links'),
  TRACE_URL_TEMPLATE: z
    .url()
    .refine((url) => url.includes('{trace_id}'), 'must have {trace_id} in it')
    .optional()
    .describe('where the console links to for a trace, with {trace_id} in it'),
  CONSOLE_DIR: z.string().default('dist/apps/console').describe('folder of the built console'),
  FEATURES_DIR: z
    .string()
    .default('packs/card-payments/features')
    .describe('folder of the features (*.yaml) that every tenant begins with'),
  PATTERNS_DIR: z
    .string()
    .default('packs/card-payments/patterns')
    .describe('folder of the patterns (*.yaml) that every tenant begins with'),
  PATTERNS_LIVE_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(1000)
    .describe('live patterns that a tenant may have, those of PATTERNS_DIR among them'),
  MODEL_VERSIONS_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .describe('versions of models that a tenant may keep'),
  MODEL_CHECK_MS: z.coerce
    .number()
    .int()
    .min(1000)
    .max(600_000)
    .default(60_000)
    .describe('how long the check of an uploaded model may take'),
  MODEL_CHECK_MEMORY_MIB: z.coerce
    .number()
    .int()
    .min(512)
    .max(65_536)
    .default(1536)
    .describe('how much memory the process that checks an uploaded model may use'),
  MODEL_LATENCY_MS_MAX: z.coerce
    .number()
    .min(0.1)
    .max(10_000)
    .default(20)
    .describe('how long a champion may take for 64 transactions on one core'),
  TIER2_LATENCY_MS_MAX: z.coerce
    .number()
    .min(0.1)
    .max(10_000)
    .default(40)
    .describe('how long a second model may take for 64 transactions on one core'),
  CASE_REVIEW_WITHIN_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(43_200)
    .default(240)
    .describe('how soon a case should be decided'),
});
export type CasesConfig = z.infer<typeof casesConfig>;
