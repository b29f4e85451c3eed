import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CaracalError, messageOf, type Clock } from '#kernel';
import type { Database } from '#persistence';
import { FeatureBook, PgFeatureSource, PgLogIn, PgTenantAdmin } from '#tenancy';
import type { Administration } from './command.js';
import type { Installation } from './find-installation.js';
import { tenantIdOf } from './tenant-id.js';

/** What commands work with, over a database and this process's own input and output. */
export function administration(
  database: Database,
  clock: Clock,
  about: Pick<Installation, 'consoleUrl' | 'patterns' | 'features'> & { readonly tenant: string | undefined },
): Administration {
  const admin = new PgTenantAdmin(database, clock);
  return {
    admin,
    logIn: new PgLogIn(database, clock),
    consoleUrl: about.consoleUrl,
    patterns: about.patterns,
    features: async (tenantId) => {
      const book = new FeatureBook(about.features, new PgFeatureSource(database, clock));
      await book.ready();
      return book.of(tenantId).features.map(({ name }) => name);
    },
    tenantId: () => tenantIdOf(admin, about.tenant),
    readText,
    print: (line) => void process.stdout.write(`${line}\n`),
    remark: (line) => void process.stderr.write(`${line}\n`),
  };
}

async function readText(file: string): Promise<string> {
  if (file === '-') return await text(process.stdin);
  // npm runs scripts in the project's folder, whatever the caller's is.
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CaracalError('invalid_request', `The file can't be read: ${messageOf(error)}`, { cause: error });
  }
}
