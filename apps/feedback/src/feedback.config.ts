import { z } from 'zod';

/** The settings of the feedback service; it serves health and metrics only. */
export const feedbackConfig = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8086).describe('port of health and metrics'),
});
