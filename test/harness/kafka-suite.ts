// The suite over a real Kafka, each service a process of its own, on a folder and ports of its own.
import { existsSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { SERVICES, startSuite, type Suite } from '../../scripts/suite/start-suite.js';
import { freePort, TEST_KEY } from './standalone.js';

export interface KafkaSuite extends Suite {
  readonly home: string;
  readonly partitions: number;
  /** Processes that ended though nobody stopped them, as `NAME: how`. */
  readonly ended: readonly string[];
}

/** Resolves when every service is ready. */
export async function startKafkaSuite(partitions: number): Promise<KafkaSuite> {
  for (const name of SERVICES) {
    const entry = `dist/apps/${name}/src/main.js`;
    if (!existsSync(entry)) throw new Error(`${entry} is missing: run npm run build first`);
  }
  const home = await mkdtemp(join(tmpdir(), 'caracal-kafka-'));
  // PostgreSQL's account must get through when root runs the tests.
  await chmod(home, 0o711);
  const ended: string[] = [];
  const suite = await startSuite({
    home,
    port: await freePorts(SERVICES.length),
    key: TEST_KEY,
    partitions,
    // On a machine that is full of work the model is slow, and then the rules decide alone: not what is looked at here.
    env: { MODEL_TIMEOUT_MS: '10000', MODEL_HANG_MS: '60000' },
    onEnd: (what, how) => ended.push(`${what}: ${how}`),
  });
  return { ...suite, home, partitions, ended };
}

/** The first of `count` free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = await freePort();
    const rest = Array.from({ length: count - 1 }, (_, i) => isFree(first + 1 + i));
    if ((await Promise.all(rest)).every(Boolean)) return first;
  }
  throw new Error(`there are no ${count} free ports in a row`);
}

async function isFree(port: number): Promise<boolean> {
  if (port > 65_535) return false;
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
