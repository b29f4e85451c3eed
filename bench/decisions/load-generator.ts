/**
 * Sends transactions and times them. Open loop: a request is due at its moment (Poisson arrivals) and its time runs from
 * then, also while it waits for a free connection or for this process, so a slow server can't hide its queue. Closed
 * loop: so many clients, each sending when its last answer is there; for finding the most that is sustained.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../packs/card-payments/src/random.js';
import { HttpConnection, type ConnectionOptions } from './http-connection.js';
import { Measurement } from './measurement.js';
import type { RequestBodies } from './request-bodies.js';

export interface GeneratorOptions {
  readonly url: string;
  readonly key: string;
  /** Most requests under way; further ones wait, and their time runs. */
  readonly connections: number;
  readonly bodies: RequestBodies;
  readonly seed: string;
}

const TICK_MS = 1;
/** Requests that wait for a connection when nothing is answered any more; later ones count as not sent. */
const BACKLOG_MAX = 100_000;
const DRAIN_MS_MAX = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;

interface Due {
  readonly atMs: number;
  readonly measurement: Measurement;
  readonly done: (() => void) | undefined;
}

export class LoadGenerator {
  private readonly connection: ConnectionOptions;
  private readonly random: Random;
  private readonly open = new Set<HttpConnection>();
  private readonly idle: HttpConnection[] = [];
  private backlog: Due[] = [];
  private backlogHead = 0;
  private underWay = 0;

  constructor(private readonly options: GeneratorOptions) {
    const { hostname, port, host, pathname } = new URL(options.url);
    const path = `${pathname.replace(/\/$/, '')}/v1/transactions`;
    const headers = { host, authorization: `Bearer ${options.key}`, 'content-type': 'application/json' };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.connection = {
      host: hostname,
      port: Number(port || 80),
      head: `POST ${path} HTTP/1.1\r\n${lines.join('')}`,
      timeoutMs: REQUEST_TIMEOUT_MS,
      mark: '"answered_by":"',
    };
    this.random = new Random(`${options.seed}/arrivals`);
  }

  async openLoop(rate: number, seconds: number): Promise<Measurement> {
    const measurement = new Measurement();
    const meanGapMs = 1000 / rate;
    const startedAt = performance.now();
    const endsAt = startedAt + seconds * 1000;
    let dueAt = startedAt + this.random.exponential(meanGapMs);
    while (dueAt < endsAt) {
      const now = performance.now();
      for (; dueAt <= now && dueAt < endsAt; dueAt += this.random.exponential(meanGapMs))
        this.request({ atMs: dueAt, measurement, done: undefined });
      await sleep(TICK_MS);
    }
    return this.drained(measurement, startedAt, seconds);
  }

  async closedLoop(clients: number, seconds: number): Promise<Measurement> {
    const measurement = new Measurement();
    const startedAt = performance.now();
    const endsAt = startedAt + seconds * 1000;
    const again = (): void => {
      const now = performance.now();
      if (now < endsAt) this.request({ atMs: now, measurement, done: again });
    };
    for (let i = 0; i < clients; i++) again();
    await sleep(seconds * 1000);
    return this.drained(measurement, startedAt, seconds);
  }

  close(): void {
    for (const connection of this.open) connection.destroy();
  }

  private request(due: Due): void {
    const connection = this.idle.pop() ?? this.connect();
    if (connection) this.send(connection, due);
    else if (this.backlog.length - this.backlogHead < BACKLOG_MAX) this.backlog.push(due);
    else due.measurement.notSent++;
  }

  private connect(): HttpConnection | undefined {
    if (this.open.size >= this.options.connections) return undefined;
    const connection = new HttpConnection(this.connection, (closed) => this.forget(closed));
    this.open.add(connection);
    return connection;
  }

  private forget(closed: HttpConnection): void {
    this.open.delete(closed);
    const at = this.idle.indexOf(closed);
    if (at >= 0) this.idle.splice(at, 1);
  }

  private send(connection: HttpConnection, { atMs, measurement, done }: Due): void {
    this.underWay++;
    measurement.sent++;
    connection.post(this.options.bodies.next(Date.now()), (status, answeredBy) => {
      this.underWay--;
      measurement.answered(status, answeredBy, performance.now() - atMs);
      const free = connection.isOpen ? connection : this.connect();
      const next = this.backlog[this.backlogHead];
      if (free === undefined) done?.();
      else if (next === undefined) {
        this.idle.push(free);
        done?.();
      } else {
        this.shiftBacklog();
        this.send(free, next);
        done?.();
      }
    });
  }

  private shiftBacklog(): void {
    this.backlogHead++;
    if (this.backlogHead < 4096 || this.backlogHead < this.backlog.length / 2) return;
    this.backlog = this.backlog.slice(this.backlogHead);
    this.backlogHead = 0;
  }

  /** What was answered late still belongs to the interval in which it was due; throughput is over the time that it took. */
  private async drained(measurement: Measurement, startedAt: number, seconds: number): Promise<Measurement> {
    const until = performance.now() + DRAIN_MS_MAX;
    while (this.underWay > 0 && performance.now() < until) await sleep(10);
    measurement.unanswered = this.underWay;
    measurement.notSent += this.backlog.length - this.backlogHead;
    this.backlog = [];
    this.backlogHead = 0;
    measurement.elapsedSeconds = Math.max(seconds, (measurement.lastAnswerAt - startedAt) / 1000);
    return measurement;
  }
}
