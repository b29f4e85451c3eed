import { z } from 'zod';

const days = z.coerce.number().int().min(0).max(36_500).default(400);

/** The settings of the feedback service; it serves health and metrics only. */
export const feedbackConfig = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8086).describe('port of health and metrics'),
  ARCHIVE_DIR: z
    .string()
    .default('off')
    .describe('folder for the archive of payments and labels, in Parquet; off: none. npm start: CARACAL_HOME/archive'),
  ARCHIVE_EVERY_MINUTES: z.coerce
    .number()
    .min(0.01)
    .max(1440)
    .default(60)
    .describe('how long a decision or label may be in the log alone before it is archived; few means many small files'),
  FEATURE_LOG_DAYS: days.describe(
    'how long the feature log and its labels are kept once they are archived; 0 is for ever',
  ),
  CLAIMS_DAYS: days.describe(
    'how long a payment id is known, so that a repeat is one, once it is archived; 0 is for ever',
  ),
  DECISIONS_DAYS: days.describe(
    'how long decisions without a case can be looked up once they are archived; 0 is for ever',
  ),
});
export type FeedbackConfig = z.infer<typeof feedbackConfig>;
