import { existsSync, globSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CaracalError, HomeFolder, readTextFiles } from '#kernel';
import { findEmbeddedPostgres } from '#persistence';
import { type FeaturePack, featurePackOf } from '#tenancy';
import type { AdminConfig } from './admin.config.js';

/** What is administered, and where. */
export interface Installation {
  readonly databaseUrl: string;
  readonly consoleUrl: string;
  readonly patterns: readonly string[] | undefined;
  readonly features: FeaturePack;
}

const CONSOLE_URL = 'http://127.0.0.1:8080';

/** By the settings, or the suite that runs on the home folder. Throws `CaracalError('unavailable')` when none does. */
export function findInstallation(config: AdminConfig): Installation {
  const folder = resolve(config.CARACAL_HOME);
  const home = existsSync(folder) ? new HomeFolder(folder) : undefined;
  const databaseUrl = config.DATABASE_URL ?? (home && findEmbeddedPostgres(home.file('postgres'))?.appUrl);
  if (databaseUrl === undefined)
    throw new CaracalError(
      'unavailable',
      `No Caracal runs on ${folder}; start it, set CARACAL_HOME to its folder, or set DATABASE_URL`,
    );
  // A home folder beside a database of one's own is that of something else.
  const printed = config.DATABASE_URL === undefined ? home?.read('console-url') : undefined;
  const consoleUrl = (config.PUBLIC_URL ?? printed ?? CONSOLE_URL).replace(/\/$/, '');
  const patterns = globSync(join(config.PATTERNS_DIR, '*.yaml')).map((file) => basename(file, '.yaml'));
  return {
    databaseUrl,
    consoleUrl,
    patterns: patterns.length > 0 ? patterns : undefined,
    features: featurePackOf(readTextFiles(config.FEATURES_DIR, /\.ya?ml$/, 'FEATURES_DIR')),
  };
}
