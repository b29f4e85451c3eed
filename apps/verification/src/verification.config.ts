import { z } from 'zod';

/** The settings of the step-up service. */
export const verificationConfig = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8084)
    .describe('port of the challenge API and the payer’s page'),
  PUBLIC_URL: z
    .url()
    .default('http://127.0.0.1:8080')
    .describe('where payers and analysts reach this installation; used in links'),
  CARACAL_SECRET: z
    .string()
    .min(32)
    .describe('signs challenge links; the same for every service; at least 32 characters'),
  DELIVERY_ALLOW_PRIVATE: z
    .stringbool()
    .default(false)
    .describe('lets codes go to private addresses and without TLS; only for tests'),
});
export type VerificationConfig = z.infer<typeof verificationConfig>;
