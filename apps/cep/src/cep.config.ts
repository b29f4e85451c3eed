import { z } from 'zod';

/** The settings of the matcher. */
export const cepConfig = z.object({
  PATTERNS_DIR: z
    .string()
    .default('packs/card-payments/patterns')
    .describe('folder of the patterns (*.yaml) that every tenant begins with'),
  CEP_CHECKPOINT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(10_000)
    .describe('how often changed entities and the offset are saved; a restart replays what came since'),
  CEP_ENTITIES_IN_MEMORY_MAX: z.coerce
    .number()
    .int()
    .min(1000)
    .max(50_000_000)
    .default(500_000)
    .describe('entities kept in memory by this process; the least recently used beyond it are read again when needed'),
  CEP_DIRTY_ENTITIES_MAX: z.coerce
    .number()
    .int()
    .min(100)
    .max(10_000_000)
    .default(20_000)
    .describe('changed entities of a partition that start a checkpoint before its time'),
});
export type CepConfig = z.infer<typeof cepConfig>;
