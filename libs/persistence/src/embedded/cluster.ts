import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CaracalError, messageOf } from '#kernel';
import { postgresBinaries } from './binaries.js';
import type { ServerAccount } from './server-account.js';

/** The files of one embedded server: passwords and PostgreSQL's own folder. Created once, kept for good. */
export interface Cluster {
  /** PostgreSQL's data directory. */
  readonly path: string;
  readonly passwords: Passwords;
}
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

const INIT_MS_MAX = 120_000;

/** Makes sure that `folder` can hold a cluster, in one clear line if it can't. */
export function prepareFolder(folder: string): void {
  const probe = join(folder, `.write-test-${process.pid}`);
  try {
    // As root, PostgreSQL runs as another account, which must get through; what is inside stays closed to all others.
    const isRoot = process.getuid?.() === 0;
    mkdirSync(folder, { recursive: true, mode: isRoot ? 0o711 : 0o700 });
    if (isRoot) chmodSync(folder, 0o711);
    writeFileSync(probe, randomBytes(8192));
    rmSync(probe);
  } catch (error) {
    try {
      rmSync(probe, { force: true });
    } catch {
      // It was never made.
    }
    throw folderProblem(folder, error);
  }
}

/** The files of the cluster that `folder` holds; undefined when it holds none. Throws `CaracalError` for a damaged one. */
export function findCluster(folder: string): Cluster | undefined {
  const path = join(folder, 'cluster');
  if (!existsSync(join(path, 'PG_VERSION'))) return undefined;
  return { path, passwords: readPasswords(join(folder, 'passwords.json')) };
}

export async function openCluster(folder: string, account: ServerAccount | undefined, sync: boolean): Promise<Cluster> {
  const path = join(folder, 'cluster');
  try {
    const found = findCluster(folder);
    if (found) return found;
    const passwords = newPasswords(join(folder, 'passwords.json'));
    // Made aside and renamed, so that a kill in the middle leaves nothing that looks like a database. Each attempt has
    // a name of its own: the initdb of a killed one may still be at work, and removes its files when it fails.
    removeDrafts(folder);
    const draft = join(folder, `${DRAFT}${randomBytes(6).toString('hex')}`);
    mkdirSync(draft, { mode: 0o700 });
    if (account) chownSync(draft, account.uid, account.gid);
    await initdb(draft, passwords.superuser, account, sync);
    renameSync(draft, path);
    return { path, passwords };
  } catch (error) {
    throw error instanceof CaracalError ? error : folderProblem(folder, error);
  }
}

const DRAFT = 'cluster.new-';

function removeDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(DRAFT)) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Somebody still writes there; the next start removes it.
    }
  }
}

function readPasswords(path: string): Passwords {
  let read: string;
  try {
    read = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CaracalError(
      'unavailable',
      `${path} is missing or unreadable; without it the database beside it can't be opened`,
      { cause },
    );
  }
  const parsed = JSON.parse(read) as Partial<Passwords>;
  if (!parsed.superuser || !parsed.owner || !parsed.app) throw new CaracalError('unavailable', `${path} is damaged`);
  return { superuser: parsed.superuser, owner: parsed.owner, app: parsed.app };
}

function newPasswords(path: string): Passwords {
  const random = (): string => randomBytes(24).toString('base64url');
  const passwords = { superuser: random(), owner: random(), app: random() };
  writeFileSync(path, `${JSON.stringify(passwords)}\n`, { mode: 0o600, flush: true });
  chmodSync(path, 0o600);
  return passwords;
}

async function initdb(
  path: string,
  password: string,
  account: ServerAccount | undefined,
  sync: boolean,
): Promise<void> {
  const passwordFile = join(path, '..', `initdb-password.${process.pid}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const args = [
    `--pgdata=${path}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Collation by code point and full Unicode case rules, the same on every machine and after every OS upgrade.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    `--pwfile=${passwordFile}`,
    ...(sync ? [] : ['--no-sync']),
  ];
  const child = spawn(postgresBinaries().initdb, args, {
    ...account,
    cwd: path,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: INIT_MS_MAX,
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-4000)));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(complaint.split('\n').find((line) => /error|fatal/i.test(line)) ?? `initdb ended with ${code}`),
        );
    });
  }).finally(() => rmSync(passwordFile, { force: true }));
}

/** As root: PostgreSQL's account must get through every folder above. */
export function checkWayTo(folder: string, account: ServerAccount | undefined): void {
  if (!account) return;
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    const { mode, uid } = statSync(above);
    if ((mode & 0o001) !== 0 || uid === account.uid) continue;
    throw new CaracalError(
      'unavailable',
      `PostgreSQL runs as the account postgres, which can't get through ${above} to the data folder ${folder}; ` +
        'choose another folder, or start Caracal as an ordinary user',
    );
  }
}

/** The one line that tells an operator what is wrong with the data folder. */
export function folderProblem(folder: string, cause: unknown): CaracalError {
  const code = (cause as NodeJS.ErrnoException).code;
  const message = messageOf(cause);
  const because = (line: string): CaracalError => new CaracalError('unavailable', line, { cause });
  if (code === 'ENOSPC' || /no space left/i.test(message))
    return because(`The disk of the data folder ${folder} is full`);
  if (code === 'EROFS' || /read-only file system/i.test(message))
    return because(`The data folder ${folder} is read-only`);
  if (code === 'EACCES' || code === 'EPERM' || /permission denied/i.test(message))
    return because(`The data folder ${folder} can't be written to: permission denied`);
  if (code === 'ENOTDIR' || code === 'EEXIST') return because(`The data folder ${folder} is not a folder`);
  return because(`The data folder ${folder} can't be used: ${message}`);
}
