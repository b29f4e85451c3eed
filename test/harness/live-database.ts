import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LiveDatabase {
  /** As the services have it: bound by row-level security. */
  readonly appUrl: string;
  /** Past row-level security. */
  readonly superuserUrl: string;
}

/** The way to the database of a running installation, for what has no API yet, and to look past row-level security. */
export function liveDatabase(home: string): LiveDatabase {
  const folder = join(home, 'postgres');
  const passwords = JSON.parse(readFileSync(join(folder, 'passwords.json'), 'utf8')) as Record<string, string>;
  const inside = join(folder, 'socket');
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const socket = existsSync(inside) ? inside : join(tmpdir(), `caracal-${digest}`);
  const url = (user: string, password: string): string =>
    `postgresql://${user}:${password}@localhost/caracal?host=${encodeURIComponent(socket)}&port=5432`;
  return {
    appUrl: url('caracal_app', passwords['app']!),
    superuserUrl: url('postgres', passwords['superuser']!),
  };
}
