import { join } from 'node:path';
import { findEmbeddedPostgres } from '#persistence';

export interface LiveDatabase {
  /** As the services have it: bound by row-level security. */
  readonly appUrl: string;
  /** Past row-level security. */
  readonly superuserUrl: string;
}

/** The way to the database of a running installation, for what has no API yet, and to look past row-level security. */
export function liveDatabase(home: string): LiveDatabase {
  const found = findEmbeddedPostgres(join(home, 'postgres'));
  if (!found) throw new Error(`no database runs on ${home}`);
  const superuser = new URL(found.superuserUrl);
  superuser.pathname = '/caracal';
  return { appUrl: found.appUrl, superuserUrl: superuser.href };
}
