import { z } from 'zod';
import { minorDigits, type Exchange } from '#contracts';

/** What a tenant can set about itself, with bounds and defaults. Kept as JSON, in the API's spelling. */
const currency = z.string().refine((code) => minorDigits(code) !== undefined, 'must be an ISO 4217 code, such as EUR');
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone, such as Europe/Berlin');

const ATTRIBUTES_MAX = 500;

export const tenantSettings = z.strictObject({
  decide_within_ms: z
    .int()
    .min(10)
    .max(10_000)
    .default(250)
    .meta({ description: 'How long a decision may take where the request does not say.' }),
  quota: z
    .strictObject({
      per_second: z.number().positive().max(1_000_000).default(1_000),
      burst: z.int().min(1).max(10_000_000).default(2_000),
    })
    .prefault({}),
  otp: z
    .strictObject({
      webhook: z
        .strictObject({
          url: z.url({ protocol: /^https?$/ }).max(2_048),
          secret: z
            .string()
            .min(16)
            .max(256)
            .meta({ description: 'Signs deliveries as in the Standard Webhooks specification.' }),
        })
        .optional(),
      smtp: z
        .strictObject({
          host: z.string().min(1).max(253),
          port: z.int().min(1).max(65_535).default(587),
          secure: z
            .boolean()
            .default(false)
            .meta({ description: 'TLS from the first byte; else STARTTLS if offered.' }),
          user: z.string().max(256).optional(),
          password: z.string().max(256).optional(),
          from: z.string().min(3).max(320),
        })
        .optional(),
    })
    .prefault({})
    .meta({ description: 'How one-time codes reach payers: the webhook first, else mail.' }),
  time_zone: timeZone.default('UTC'),
  reference_currency: currency.default('USD').meta({
    description: 'What policies and the queue compare amounts of different currencies in.',
  }),
  units_per_usd: z
    .record(currency, z.number().positive().max(1e9))
    .default({})
    .meta({ description: 'Exchange rates for that, in major units; for the rest there are rough ones.' }),
  attributes: z
    .record(z.string().min(1).max(64), z.enum(['string', 'number', 'bool']))
    .refine((record) => Object.keys(record).length <= ATTRIBUTES_MAX, `must have at most ${ATTRIBUTES_MAX} entries`)
    .optional()
    .meta({
      description:
        'The attributes of payments that patterns may read, and their types. Without it they may read any, and none has a type.',
    }),
  livemode_allowed: z.boolean().default(false).meta({ description: 'Whether live keys work.' }),
});

/** As stored and as an API takes it. */
export type TenantSettingsInput = z.input<typeof tenantSettings>;

export interface TenantSettings {
  readonly decideWithinMs: number;
  readonly quota: { readonly perSecond: number; readonly burst: number };
  readonly otp: Pick<z.output<typeof tenantSettings>['otp'], 'webhook' | 'smtp'>;
  readonly timeZone: string;
  readonly exchange: Exchange;
  /** Undefined where the tenant declared none: then any may be read. */
  readonly attributes?: Readonly<Record<string, 'string' | 'number' | 'bool'>> | undefined;
  readonly livemodeAllowed: boolean;
}

/** Throws a ZodError where a setting is unknown or out of bounds. */
export function readTenantSettings(stored: unknown): TenantSettings {
  const settings = tenantSettings.parse(stored);
  return {
    decideWithinMs: settings.decide_within_ms,
    quota: { perSecond: settings.quota.per_second, burst: settings.quota.burst },
    otp: settings.otp,
    timeZone: settings.time_zone,
    exchange: { referenceCurrency: settings.reference_currency, unitsPerUsd: settings.units_per_usd },
    ...(settings.attributes && { attributes: settings.attributes }),
    livemodeAllowed: settings.livemode_allowed,
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
