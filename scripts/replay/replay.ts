/** Posts a file through the API: rows → items in one fixed order → lanes → acknowledgements → state file. */
import { setTimeout as sleep } from 'node:timers/promises';
import { basename } from 'node:path';
import { statSync } from 'node:fs';
import { Acknowledgements } from './acknowledgements.js';
import { ApiClient } from './api-client.js';
import { Lane } from './lane.js';
import { compileMapping, readMapping, type CompiledMapping, type Row } from './mapping.js';
import { Progress } from './progress.js';
import { measure, readRows } from './read-rows.js';
import { ReplayError } from './replay-error.js';
import { replayItems, type ItemTotals, type ReplayItem } from './replay-items.js';
import type { ReplayOptions } from './replay-options.js';
import { fingerprintOf, readState, writeState, type ReplayState } from './state-file.js';
import { Tally, type Ending } from './tally.js';

const DAY_MS = 86_400_000;
/** The API goes 400 days back; the rest is for replays that are resumed days later. */
const SPAN_DAYS_MAX = 390;
const SAVE_EVERY_MS = 500;

/** Throws `ReplayError` for what the user can put right; how far it came is saved by then. */
export async function replay(options: ReplayOptions, signal: AbortSignal, out: NodeJS.WriteStream): Promise<Ending> {
  const mappingFile = readMapping(options.mappingPath);
  const header = await rowAt(options.file, 0);
  if (!header) throw new ReplayError(`${options.file} is empty`);
  const mapping = compileMapping(mappingFile, header, options.idPrefix);
  const client = new ApiClient(options.url, options.key, options.lanes);
  try {
    await client.check();
    const { skipRows, idPrefix, file } = options;
    const fingerprint = fingerprintOf([basename(file), statSync(file).size, mappingFile, skipRows, idPrefix]);
    const state = await startState(options, mapping, header, fingerprint, out);
    return await new Run(options, mapping, header.length, state, client, out, signal).finish();
  } finally {
    await client.close();
  }
}

class Run {
  private readonly tally = new Tally();
  private readonly totals: ItemTotals = { rows: 0, bad: 0, eventsNotDue: 0 };
  private readonly acknowledgements: Acknowledgements;
  private readonly startedAtMs = Date.now();
  private readonly stop = new AbortController();
  private underWay = 0;
  private savedAtMs = 0;
  private room: (() => void) | undefined;

  constructor(
    private readonly options: ReplayOptions,
    private readonly mapping: CompiledMapping,
    private readonly columns: number,
    private readonly start: ReplayState,
    private readonly client: ApiClient,
    private readonly out: NodeJS.WriteStream,
    private readonly interrupted: AbortSignal,
  ) {
    this.acknowledgements = new Acknowledgements({ items: start.acknowledged, row: start.row });
  }

  async finish(): Promise<Ending> {
    const signal = AbortSignal.any([this.interrupted, this.stop.signal]);
    const { options, totals, tally } = this;
    const totalRows = Math.min(options.limit, Math.max(0, this.start.rowsAbout - options.skipRows));
    const progress = new Progress(this.out, totalRows, this.start.row, tally);
    const lanes = Array.from({ length: options.lanes }, () => this.lane(signal, progress));
    signal.addEventListener('abort', () => this.room?.(), { once: true });
    const sending = lanes.map((lane) => lane.run());
    // A lane that gives up ends the reading too; its error is what `finish` throws.
    for (const lane of sending) lane.catch(() => this.stop.abort());
    try {
      await this.feed(lanes, signal);
    } finally {
      for (const lane of lanes) lane.close();
      await Promise.allSettled(sending);
      this.save();
      progress.end(this.acknowledgements.row);
    }
    await Promise.all(sending);
    const elapsedMs = Date.now() - this.startedAtMs;
    return { totals, tally, resumedAtRow: this.start.row, elapsedMs, interrupted: this.interrupted.aborted };
  }

  private lane(signal: AbortSignal, progress: Progress): Lane {
    const { client, tally, acknowledgements } = this;
    const { batch, patienceMs } = this.options;
    const settled = (sequence: number, item: ReplayItem): void => {
      acknowledgements.acknowledge(sequence, item.row);
      this.underWay--;
      this.room?.();
      if (Date.now() - this.savedAtMs < SAVE_EVERY_MS) return;
      this.save();
      progress.update(acknowledgements.row);
    };
    return new Lane({ client, tally, batch, patienceMs, signal, settled });
  }

  /** Deals items to lanes, in order, at the rate asked for, and never more than two batches a lane ahead of the answers. */
  private async feed(lanes: readonly Lane[], signal: AbortSignal): Promise<void> {
    const { options, mapping, columns, start } = this;
    const window = options.lanes * options.batch * 2;
    const items = replayItems(
      dataRows(options.file),
      { ...options, mapping, columns, shiftMs: start.shiftMs, nowMs: Date.now() },
      this.totals,
    );
    let sequence = 0;
    let sent = 0;
    for await (const item of items) {
      if (signal.aborted) break;
      const own = sequence++;
      if (own < start.acknowledged) continue;
      const earlyMs = this.startedAtMs + (sent++ / options.rate) * 1000 - Date.now();
      if (earlyMs > 4) await sleep(earlyMs, undefined, { signal }).catch(() => undefined);
      while (this.underWay >= window && !signal.aborted) await new Promise<void>((resolve) => (this.room = resolve));
      this.underWay++;
      lanes[laneOf(item.account, lanes.length)]!.add({ sequence: own, item });
    }
  }

  private save(): void {
    this.savedAtMs = Date.now();
    const { contiguous, row } = this.acknowledgements;
    writeState(this.options.statePath, { ...this.start, acknowledged: contiguous, row });
  }
}

/** Where to begin: the state file's place, or the file's first row with a new time shift. */
async function startState(
  options: ReplayOptions,
  mapping: CompiledMapping,
  header: Row,
  fingerprint: string,
  out: NodeJS.WriteStream,
): Promise<ReplayState> {
  const saved = readState(options.statePath);
  if (saved && saved.fingerprint !== fingerprint)
    throw new ReplayError(
      `${options.statePath} belongs to another replay (the file, mapping, --skip or --id-prefix differs); remove it or name another with --state`,
    );
  // From the start again, but with the same shift: so what was posted before is the same and only replays.
  if (saved) return options.fromStart ? { ...saved, acknowledged: 0, row: 0 } : saved;
  out.write(`replay: looking for the last row of ${basename(options.file)}\n`);
  const { rowsAbout, lastRow } = await measure(options.file, header.length);
  const shiftMs = mapping.shiftsToNow ? await shiftToNow(options, mapping, lastRow) : 0;
  return { version: 1, fingerprint, shiftMs, rowsAbout, acknowledged: 0, row: 0 };
}

/**
 * Whole days, so that hours of the day stay, by which the last row comes to about now; where the data set is longer than
 * the API goes back, by which its first row is just young enough.
 */
async function shiftToNow(options: ReplayOptions, mapping: CompiledMapping, lastRow: Row | undefined): Promise<number> {
  const firstRow = await rowAt(options.file, options.skipRows + 1);
  if (!firstRow || !lastRow)
    throw new ReplayError(`${options.file} has no rows${options.skipRows > 0 ? ' after those skipped' : ''}`);
  const now = Date.now();
  const [firstMs, lastMs] = [timeOf(mapping, firstRow, 'first'), timeOf(mapping, lastRow, 'last')];
  const byLast = Math.floor((now - lastMs) / DAY_MS);
  const byFirst = Math.ceil((now - SPAN_DAYS_MAX * DAY_MS - firstMs) / DAY_MS);
  return Math.max(byLast, byFirst) * DAY_MS;
}

function timeOf(mapping: CompiledMapping, row: Row, which: string): number {
  try {
    return mapping.timeOf(row);
  } catch {
    throw new ReplayError(
      `the ${which} row has no time that the mapping can read, so the data set can't be shifted to now`,
    );
  }
}

/** Row 0 is the header. */
async function rowAt(path: string, index: number): Promise<Row | undefined> {
  let at = 0;
  for await (const { row } of readRows(path)) if (at++ === index) return row;
  return undefined;
}

async function* dataRows(path: string) {
  let isHeader = true;
  for await (const row of readRows(path)) {
    if (!isHeader) yield row;
    isHeader = false;
  }
}

function laneOf(account: string, lanes: number): number {
  let hash = 0;
  for (let i = 0; i < account.length; i++) hash = Math.imul(hash, 31) + account.charCodeAt(i);
  return (hash >>> 0) % lanes;
}
