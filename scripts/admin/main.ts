/**
 * `npm run admin -- COMMAND`, or `node dist/scripts/admin/main.js COMMAND` in the image: tenants, keys, people and
 * policies, until the console has pages for them. Who can read the database's password may do all of it. Exit codes: 0,
 * 1 for what was refused or failed, 2 for a command line that can't be understood.
 */
import { loadConfig, SystemClock } from '#kernel';
import { PgDatabase } from '#persistence';
import { adminConfig } from './admin.config.js';
import { administration } from './administration.js';
import { readCommandLine, usage, type CommandLine } from './command-line.js';
import { COMMANDS } from './commands.js';
import { findInstallation } from './find-installation.js';
import { problemOf } from './problem.js';
import { UsageError } from './usage-error.js';

const USAGE = `usage: npm run admin -- COMMAND [--tenant SLUG]

${usage(COMMANDS)}

--tenant says which one, by slug or id; it is needed where there are several. FILE can be - for standard input.
It works on the suite that runs on CARACAL_HOME, or on the database of DATABASE_URL.
`;

try {
  const line = readCommandLine(COMMANDS, process.argv.slice(2));
  if (line) await run(line);
  else process.stdout.write(USAGE);
} catch (error) {
  const problem = problemOf(error);
  if (problem === undefined) throw error;
  process.stderr.write(`admin: ${problem}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function run({ command, given, tenant }: CommandLine): Promise<void> {
  const installation = findInstallation(loadConfig(adminConfig));
  const database = new PgDatabase({ url: installation.databaseUrl, connectionsMax: 1 });
  try {
    await database.checkHealth();
    await command.run(administration(database, new SystemClock(), { ...installation, tenant }), given);
  } finally {
    await database.close();
  }
}
