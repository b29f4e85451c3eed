import { describe, expect, it } from 'vitest';
import { loadConfig } from '#kernel';
import { standaloneConfig } from './standalone.config.js';

describe('settings of the one-process start', () => {
  it('none → defaults', () => {
    expect(loadConfig(standaloneConfig, {})).toMatchObject({ PORT: 8080, DATABASE_CONNECTIONS_MAX: 10 });
  });

  it('pools that the embedded PostgreSQL has no room for → a line that says so', () => {
    expect(() => loadConfig(standaloneConfig, { DATABASE_CONNECTIONS_MAX: '26' })).toThrow(
      'DATABASE_CONNECTIONS_MAX: must be at most 25',
    );
    expect(loadConfig(standaloneConfig, { DATABASE_CONNECTIONS_MAX: '25' }).DATABASE_CONNECTIONS_MAX).toBe(25);
  });
});
