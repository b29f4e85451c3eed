import { describe, expect, it } from 'vitest';
import { readBenchOptions } from './bench-options.js';

describe('bench options', () => {
  it('none → an open loop of 1,000/s for 20 s on a standalone of its own', () => {
    expect(readBenchOptions([])).toMatchObject({ rate: 1000, seconds: 20, mode: 'standalone', url: undefined });
  });
  it('--rate max → shorter steps', () => {
    expect(readBenchOptions(['--rate', 'max'])).toMatchObject({ rate: 'max', seconds: 8 });
  });
  it.each([
    [['--rate', 'fast'], /^--rate: fast is not a whole number/],
    [['--mode', 'cloud'], /^--mode: cloud is neither/],
    [['--url', 'http://127.0.0.1:1'], /^--url needs --key/],
    [['--url', 'there', '--key', 'k'], /^--url: there is not an address/],
    [['--speed', '3'], /^Unknown option '--speed'/],
  ])('%j → refused in one line', (args, message) => {
    expect(() => readBenchOptions(args)).toThrow(message);
  });
});
