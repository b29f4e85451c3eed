import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Listening } from './database.js';
import { type ConnectOptions, connectionConfig } from './pg-connection.js';

const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;

/** LISTEN on a connection of its own, made again whenever it breaks. See `Database.listen`. */
export function listenOn(options: ConnectOptions, channel: string, onNotify: (payload: string) => void): Listening {
  const stopping = new AbortController();
  const done = keepListening(options, channel, onNotify, stopping.signal);
  return {
    close: () => {
      stopping.abort();
      return done;
    },
  };
}

async function keepListening(
  options: ConnectOptions,
  channel: string,
  onNotify: (payload: string) => void,
  stop: AbortSignal,
): Promise<void> {
  let pauseMs = RETRY_MS_MIN;
  while (!stop.aborted) {
    const heard = await listenUntilBroken(options, channel, onNotify, stop);
    if (stop.aborted) return;
    pauseMs = heard ? RETRY_MS_MIN : Math.min(pauseMs * 2, RETRY_MS_MAX);
    await sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Whether it got as far as listening. */
async function listenUntilBroken(
  options: ConnectOptions,
  channel: string,
  onNotify: (payload: string) => void,
  stop: AbortSignal,
): Promise<boolean> {
  const client = new pg.Client(connectionConfig(options));
  const over = new Promise<void>((resolve) => {
    client.once('error', () => resolve());
    client.once('end', () => resolve());
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('error', () => undefined);
  client.on('notification', (message) => onNotify(message.payload ?? ''));
  try {
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    onNotify('');
    await over;
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
