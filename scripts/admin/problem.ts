import { CaracalError, ConfigError } from '#kernel';
import { PolicyError } from '#policy';
import { ZodError } from 'zod';
import { UsageError } from './usage-error.js';

/** What to tell whoever gave the command, where they can put it right; undefined for an accident. */
export function problemOf(error: unknown): string | undefined {
  if (error instanceof ZodError)
    return error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
  const told = [CaracalError, ConfigError, PolicyError, UsageError];
  return told.some((kind) => error instanceof kind) ? (error as Error).message : undefined;
}
