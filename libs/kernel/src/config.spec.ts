import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, loadConfig } from './config.js';

const SCHEMA = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  SAMPLE: z.enum(['on', 'off']).default('on'),
});

describe('loadConfig', () => {
  it('nothing set, or empty: the defaults; what is set: that', () => {
    expect(loadConfig(SCHEMA, { SAMPLE: '' })).toEqual({ PORT: 8080, SAMPLE: 'on' });
    expect(loadConfig(SCHEMA, { PORT: '1', OTHER: 'x' })).toEqual({ PORT: 1, SAMPLE: 'on' });
  });

  it('what is wrong: all of it at once, without the values', () => {
    const refuse = (): unknown => loadConfig(SCHEMA, { PORT: 'secret', SAMPLE: 'secret' });
    expect(refuse).toThrow(ConfigError);
    expect(refuse).toThrow(/PORT: must be a number\n {2}- SAMPLE: /);
    expect(refuse).not.toThrow(/secret/);
  });
});
