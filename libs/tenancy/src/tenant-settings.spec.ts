import { z } from 'zod';
import { describe, expect, test } from 'vitest';
import { readTenantSettings } from './tenant-settings.js';

describe('tenant settings', () => {
  test('nothing stored: the defaults', () => {
    expect(readTenantSettings({})).toEqual({
      decideWithinMs: 250,
      quota: { perSecond: 1_000, burst: 2_000 },
      otp: {},
      timeZone: 'UTC',
      exchange: { referenceCurrency: 'USD', unitsPerUsd: {} },
      livemodeAllowed: false,
    });
  });

  test('attributes of payments: as declared', () => {
    const attributes = { limit: 'number', reason: 'string' };
    expect(readTenantSettings({ attributes }).attributes).toEqual(attributes);
  });

  test.each([
    [{ decide_within_ms: 5 }],
    [{ quota: { per_second: 0 } }],
    [{ quota: { burst: 1.5 } }],
    [{ otp: { webhook: { url: 'ftp://example.com', secret: 'x'.repeat(16) } } }],
    [{ otp: { webhook: { url: 'https://example.com', secret: 'short' } } }],
    [{ time_zone: 'Mars/Olympus' }],
    [{ reference_currency: 'EURO' }],
    [{ units_per_usd: { EURO: 1 } }],
    [{ units_per_usd: { SEK: 0 } }],
    [{ attributes: { limit: 'money' } }],
    [{ attributes: { '': 'number' } }],
    [{ surprise: true }],
  ])('%j: refused', (stored) => {
    expect(() => readTenantSettings(stored)).toThrow(z.ZodError);
  });
});
