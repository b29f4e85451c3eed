// A real Jaeger, built from its Go module the first time: takes OTLP over HTTP and answers queries about traces.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/standalone.js';

const run = promisify(execFile);
const VERSION = 'v1.62.0';
const PACKAGE = 'github.com/jaegertracing/jaeger/cmd/all-in-one';
const FOLDER = resolve(`node_modules/.cache/jaeger-${VERSION}`);
const BINARY = `${FOLDER}/all-in-one`;
export const BUILD_MS_MAX = 20 * 60_000;

export interface Jaeger {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly otlpEndpoint: string;
  /** What Jaeger has of a trace; undefined while it has nothing. */
  trace(traceId: string): Promise<JaegerTrace | undefined>;
  stop(): Promise<void>;
}
export interface JaegerTrace {
  readonly spans: readonly {
    readonly spanID: string;
    readonly operationName: string;
    readonly processID: string;
    readonly references: readonly { readonly refType: string; readonly traceID: string; readonly spanID: string }[];
  }[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

/** Why there can be no Jaeger here; undefined when there can. */
export async function jaegerObstacle(): Promise<string | undefined> {
  if (existsSync(BINARY)) return undefined;
  try {
    await run('go', ['version']);
    return undefined;
  } catch {
    return 'Go is not installed, so Jaeger can not be built';
  }
}

/** The first time it takes some minutes, and the network. */
export async function buildJaeger(): Promise<void> {
  if (existsSync(BINARY)) return;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${FOLDER}/go.mod`, 'module jaeger\n\ngo 1.22.7\n');
  const options = { cwd: FOLDER, timeout: BUILD_MS_MAX, maxBuffer: 64 * 1024 * 1024 };
  await run('go', ['get', `${PACKAGE}@${VERSION}`], options);
  const draft = `${BINARY}.${process.pid}`;
  await run('go', ['build', '-o', draft, PACKAGE], options);
  await rename(draft, BINARY);
}

export async function startJaeger(): Promise<Jaeger> {
  const [otlp, query, ...others] = await Promise.all(Array.from({ length: 11 }, () => freePort()));
  const at = (port: number | undefined): string => `127.0.0.1:${port}`;
  const child = spawn(
    BINARY,
    [
      '--collector.otlp.enabled=true',
      `--collector.otlp.http.host-port=${at(otlp)}`,
      `--query.http-server.host-port=${at(query)}`,
      // The rest is not used; free ports let several run beside each other.
      `--collector.otlp.grpc.host-port=${at(others[0])}`,
      `--query.grpc-server.host-port=${at(others[1])}`,
      `--admin.http.host-port=${at(others[2])}`,
      `--collector.grpc-server.host-port=${at(others[3])}`,
      `--collector.http-server.host-port=${at(others[4])}`,
      `--http-server.host-port=${at(others[5])}`,
      `--processor.jaeger-binary.server-host-port=${at(others[6])}`,
      `--processor.jaeger-compact.server-host-port=${at(others[7])}`,
      `--processor.zipkin-compact.server-host-port=${at(others[8])}`,
    ],
    { env: { ...process.env, SPAN_STORAGE_TYPE: 'memory' }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4000)));
  const api = `http://${at(query)}/api`;
  try {
    await eventually('an answer of Jaeger', async () => {
      if (child.exitCode !== null) throw new Error(`Jaeger ended with ${child.exitCode}: ${complaint}`);
      return (await isAnswering(`${api}/services`)) || undefined;
    });
  } catch (error) {
    await end(child);
    throw error;
  }
  return {
    otlpEndpoint: `http://${at(otlp)}`,
    async trace(traceId) {
      const response = await fetch(`${api}/traces/${traceId}`);
      if (response.status === 404) return undefined;
      return ((await response.json()) as { data: JaegerTrace[] }).data[0];
    },
    stop: () => end(child),
  };
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  // What it holds is in its memory; it would wait long for connections that are gone.
  const late = setTimeout(() => child.kill('SIGKILL'), 1000);
  await ended;
  clearTimeout(late);
}
