import { describe, expect, it } from 'vitest';
import { readExportOptions } from './export-options.js';

const DAY_MS = 86_400_000;

describe('readExportOptions', () => {
  it('what is needed, and the rest as it is without being said', () => {
    expect(readExportOptions(['export', '--as-of', '2026-05-01', '--out', 'a.parquet'], '/data')).toEqual({
      tenant: undefined,
      asOfMs: Date.UTC(2026, 4, 1),
      fromMs: 0,
      mode: undefined,
      maturedMs: undefined,
      out: '/data/a.parquet',
    });
  });

  it('everything said', () => {
    const args =
      'export --as-of 2026-05-01T12:00:00Z --out /x.parquet --from 2026-04-01 --matured 45d --mode live --tenant a';
    expect(readExportOptions(args.split(' '), '/data')).toEqual({
      tenant: 'a',
      asOfMs: Date.UTC(2026, 4, 1, 12),
      fromMs: Date.UTC(2026, 3, 1),
      mode: 'live',
      maturedMs: 45 * DAY_MS,
      out: '/x.parquet',
    });
  });

  it('--help: nothing to do', () => {
    expect(readExportOptions(['--help'], '/')).toBeUndefined();
  });

  it.each([
    ['', 'there is no command ; --help shows the one there is'],
    ['import', 'there is no command import'],
    ['export', 'say as of when: --as-of DATE'],
    ['export --as-of yesterday --out a', '--as-of: yesterday is no time such as 2026-05-01'],
    ['export --as-of 2026-05-01', 'say where the table goes'],
    ['export --as-of 2026-05-01 --out a --matured 6w', '--matured: 6w is no duration such as 45d'],
    ['export --as-of 2026-05-01 --out a --mode both', '--mode: both is neither live nor test'],
    ['export more --as-of 2026-05-01 --out a', 'more is one too many'],
    ['export --sort x', "Unknown option '--sort'"],
  ])('%s: refused', (args, message) => {
    expect(() => readExportOptions(args.split(' ').filter(Boolean), '/')).toThrow(message);
  });
});
