import { z } from 'zod';
import { DEVICES } from '#inference';

/** The settings of scoring. */
export const scoringConfig = z.object({
  FEATURES_DIR: z
    .string()
    .default('packs/card-payments/features')
    .describe('folder of the features (*.yaml) that every tenant begins with'),
  MODEL_PATH: z
    .string()
    .default('packs/card-payments/model/model.onnx')
    .describe('the ONNX model to score with; none = the rules alone decide'),
  MODEL_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .describe('how long a batch may take in the model before the rules decide without it'),
  MODEL_HANG_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(2000)
    .describe('after how long a run that does not end is taken for hung: its process is ended and started again'),
  MODEL_PROCESSES_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(8)
    .describe('processes that run models; up to so many models have one each, more share'),
  TIER2_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(50)
    .describe('how long a second model may take; it is asked only where the deadline leaves so much, and the margin'),
  SCORING_DEVICE: z
    .enum(['auto', ...DEVICES])
    .default('auto')
    .describe(
      'what models run on: cpu, cuda, webgpu, or auto = a GPU where there is one that works, else the processor',
    ),
  BATCH_WAIT_MS_MAX: z.coerce
    .number()
    .int()
    .min(0)
    .max(100)
    .default(1)
    .describe(
      'how long rows wait for others to share a run of the model; where nobody else is at work they do not wait',
    ),
  DECIDE_MARGIN_MS: z.coerce
    .number()
    .int()
    .min(1)
    .max(5000)
    .default(30)
    .describe('how long before its deadline a transaction is decided on the signals that have come'),
  LATE_JOIN_MS_MAX: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_600_000)
    .default(60_000)
    .describe('how long after its deadline a transaction may still be decided in full'),
  OPEN_JOINS_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe('transactions with missing signals kept per partition; beyond it the oldest is decided as it is'),
  CHALLENGE_TTL_MS: z.coerce
    .number()
    .int()
    .min(10_000)
    .max(86_400_000)
    .default(600_000)
    .describe('how long a payer has for a challenge'),
});
export type ScoringConfig = z.infer<typeof scoringConfig>;
