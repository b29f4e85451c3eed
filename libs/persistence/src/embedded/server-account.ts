import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CaracalError } from '#kernel';

const run = promisify(execFile);
const NAME = 'postgres';

/** The account that PostgreSQL runs as; it refuses to run as root. Undefined: as ourselves. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** As root, finds the account `postgres`, or creates it. */
export async function serverAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (await found()) ?? (await created());
}

async function found(): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((what) => run('id', [what, NAME], { timeout: 5000 })));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return undefined;
  }
}

async function created(): Promise<ServerAccount> {
  let cause: unknown;
  // shadow-utils first, then busybox.
  for (const [command, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', NAME],
    ['adduser', '-S', '-D', '-H', '-s', '/bin/false', NAME],
  ] as const) {
    try {
      await run(command, args, { timeout: 10_000 });
      const account = await found();
      if (account) return account;
    } catch (error) {
      cause = error;
    }
  }
  throw new CaracalError(
    'unavailable',
    'PostgreSQL does not run as root, and no account "postgres" could be created; start Caracal as an ordinary user',
    { cause },
  );
}
