import { z } from 'zod';

/** The settings of the matcher. */
export const cepConfig = z.object({
  PATTERNS_DIR: z
    .string()
    .default('packs/card-payments/patterns')
    .describe('folder of the patterns (*.yaml) that every tenant begins with'),
  FEATURES_DIR: z
    .string()
    .default('packs/card-payments/features')
    .describe('folder of the features (*.yaml) that every tenant begins with'),
  CEP_CHECKPOINT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(10_000)
    .describe('how often changed entities and the offset are saved; a restart replays what came since'),
  CEP_STATE_MB_MAX: z.coerce
    .number()
    .int()
    .min(16)
    .max(1_000_000)
    .default(1024)
    .describe(
      'MiB that entities may take in memory, of all partitions of this process; the least recently used beyond it are read again when needed',
    ),
  CEP_DIRTY_ENTITIES_MAX: z.coerce
    .number()
    .int()
    .min(100)
    .max(10_000_000)
    .default(20_000)
    .describe('changed entities of a partition that start a checkpoint before its time'),
  CEP_LATENESS_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(7 * 86_400_000)
    .default(3_600_000)
    .describe('a transaction that comes at most this much later than a newer one of its entity is put in its place'),
  CEP_OUT_OF_ORDER_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_600_000)
    .default(5_000)
    .describe('how much out of order transactions usually come; absences come true this much later'),
  CEP_IDLE_MS: z.coerce
    .number()
    .int()
    .min(1000)
    .max(3_600_000)
    .default(10_000)
    .describe('after so long without transactions of a tenant its event time goes on with the clock'),
});
export type CepConfig = z.infer<typeof cepConfig>;
