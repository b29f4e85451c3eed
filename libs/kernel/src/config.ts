import type { z } from 'zod';

/** Every setting that is missing or out of bounds, at once; the process exits with these lines. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    const listed = problems.length === 1 ? ` ${problems[0]}` : problems.map((p) => `\n  - ${p}`).join('');
    super(`The configuration is not valid:${listed}`);
  }
}

/**
 * Reads settings from the environment by a zod object schema whose keys are the variable names.
 * An empty string counts as unset. Throws `ConfigError` with every problem listed; values are never printed.
 */
export function loadConfig<S extends z.ZodObject>(schema: S, env: NodeJS.ProcessEnv = process.env): z.infer<S> {
  const raw = Object.fromEntries(
    Object.keys(schema.shape).flatMap((key) => (env[key] === undefined || env[key] === '' ? [] : [[key, env[key]]])),
  );
  const parsed = schema.safeParse(raw, { error: saidOfNumber });
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

/** Numbers are made of texts: what is none is called NaN by the schema, and by nobody else. */
function saidOfNumber({ code, input }: z.core.$ZodRawIssue): string | undefined {
  return code === 'invalid_type' && Number.isNaN(input) ? 'must be a number' : undefined;
}
