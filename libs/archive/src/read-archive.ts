/**
 * One tenant's folder, read back in the order of event time: payments as they were accepted, each once, and labels when they
 * became known. Parts are merged: of each no more than a row group is in memory, and only of those that overlap in time.
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import TinyQueue from 'tinyqueue';
import type { LabelV1, TransactionV1 } from '#contracts';
import { ParquetError, ParquetFile } from '#parquet';
import { ArchiveError } from './archive-error.js';
import { FORMAT } from './write-part.js';
import { compareRows, type RawRow } from './archived-row.js';
import { TRANSACTION_COLUMNS, transactionOf } from './decision-rows.js';
import { LABEL_COLUMNS, labelOf, LATER_COLUMN } from './label-rows.js';
import { type Kind, type Part, partsIn, tenantsIn } from './layout.js';

export type Mode = 'live' | 'test';

/** One part that is open, with what it says of itself. */
interface OpenPart {
  readonly file: ParquetFile;
  readonly fromMs: number;
  readonly modes: readonly string[];
}

/** Place of a row in the order of events. */
interface Placed {
  readonly atMs: number;
  readonly id: string;
  readonly row: RawRow;
}

export class TenantArchive {
  /** Rejects with `ArchiveError` for a folder that is none of a tenant, and for parts that can't be read. */
  static async open(folder: string): Promise<TenantArchive> {
    const [decisions, labels] = [await partsIn(folder, 'decisions'), await partsIn(folder, 'labels')];
    if (decisions.length === 0) throw new ArchiveError(await whyEmpty(folder));
    const modes = new Set<string>();
    let rows = 0;
    for (const part of decisions) {
      const open = await openPart(part);
      rows += open.file.rows;
      for (const mode of open.modes) modes.add(mode);
    }
    const tenantId = /^tenant=([\w-]+)$/.exec(basename(folder))?.[1] ?? 'tenant';
    return new TenantArchive(
      tenantId,
      { decisions, labels },
      (['live', 'test'] as const).filter((mode) => modes.has(mode)),
      rows,
    );
  }

  /**
   * @param modes - of which there are payments
   * @param decisions - how many there are; a payment may have several
   */
  private constructor(
    private readonly tenantId: string,
    private readonly parts: Readonly<Record<Kind, readonly Part[]>>,
    readonly modes: readonly Mode[],
    readonly decisions: number,
  ) {}

  /** In the order of their own times, those of one instant in the order of ids. Throws `ArchiveError`. */
  async *payments(mode: Mode): AsyncGenerator<TransactionV1> {
    const rows = this.inOrder('decisions', TRANSACTION_COLUMNS, 'occurred_at', 'transaction_id');
    let last: Placed | undefined;
    for await (const placed of rows) {
      if ((placed.row['livemode'] as boolean) !== (mode === 'live')) continue;
      // All rungs of a payment say the same of it.
      if (last?.id === placed.id && last.atMs === placed.atMs) continue;
      last = placed;
      yield transactionOf(placed.row, this.tenantId);
    }
  }

  /** In the order in which they became known. Throws `ArchiveError`. */
  async *labels(mode: Mode): AsyncGenerator<LabelV1> {
    let lastId: string | undefined;
    for await (const { id, row } of this.inOrder('labels', LABEL_COLUMNS, 'known_at', 'label_id')) {
      if (id === lastId) continue;
      lastId = id;
      const label = labelOf(row, this.tenantId);
      // What an earlier release wrote says no mode.
      if (label.mode === mode || label.mode === '') yield label;
    }
  }

  private async *inOrder(kind: Kind, columns: readonly string[], time: string, id: string): AsyncGenerator<Placed> {
    const placed = (row: RawRow): Placed => ({ atMs: (row[time] as Date).getTime(), id: row[id] as string, row });
    for (const parts of Map.groupBy(this.parts[kind], ({ day }) => day).values()) {
      const open: OpenPart[] = [];
      for (const part of parts) open.push(await openPart(part));
      yield* merged(open, placed, columns);
    }
  }
}

/** What the parts of one day hold, in order. */
async function* merged(
  parts: readonly OpenPart[],
  placedOf: (row: RawRow) => Placed,
  columns: readonly string[],
): AsyncGenerator<Placed> {
  const waiting = parts.toSorted((a, b) => a.fromMs - b.fromMs);
  const open = new TinyQueue<{ head: Placed; rest: AsyncGenerator<Placed> }>([], (a, b) => compareRows(a.head, b.head));
  const advance = async (rest: AsyncGenerator<Placed>): Promise<void> => {
    const { value, done } = await rest.next();
    if (done !== true) open.push({ head: value, rest });
  };
  for (;;) {
    while (waiting.length > 0 && waiting[0]!.fromMs <= (open.peek()?.head.atMs ?? Infinity))
      await advance(rowsOf(waiting.shift()!, placedOf, columns));
    const next = open.pop();
    if (next === undefined) return;
    yield next.head;
    await advance(next.rest);
  }
}

async function* rowsOf(
  { file }: OpenPart,
  placedOf: (row: RawRow) => Placed,
  columns: readonly string[],
): AsyncGenerator<Placed> {
  try {
    const there = columns.filter((name) => file.columns.includes(name));
    for await (const rows of file.groups<RawRow>(there)) for (const row of rows) yield placedOf(row);
  } catch (error) {
    throw unreadable(error);
  }
}

async function openPart({ path, kind }: Part): Promise<OpenPart> {
  try {
    const file = await ParquetFile.open(path);
    const format = file.said('caracal.archive');
    if (format !== FORMAT)
      throw new ArchiveError(
        `${path} is ${format === undefined ? 'no part of an archive' : `of format ${format}, which this release doesn't know`}`,
      );
    const missing = (kind === 'labels' ? LABEL_COLUMNS : TRANSACTION_COLUMNS).find(
      (name) => !file.columns.includes(name) && name !== LATER_COLUMN,
    );
    if (missing !== undefined) throw new ArchiveError(`${path} has no column ${missing}`);
    const [fromMs, modes] = [Number(file.said('caracal.from_ms')), (file.said('caracal.modes') ?? '').split(',')];
    return { file, fromMs, modes };
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): unknown {
  if (!(error instanceof ParquetError)) return error;
  return new ArchiveError(`${error.message}. Bring it back from a copy, or remove it to go on without its payments`, {
    cause: error,
  });
}

async function whyEmpty(folder: string): Promise<string> {
  const tenants = await tenantsIn(folder);
  if (tenants.length > 0)
    return `${folder} is the archive of several tenants; name one: ${tenants.map((id) => join(folder, `tenant=${id}`)).join(', ')}`;
  const isThere = await readdir(folder).then(
    () => true,
    () => false,
  );
  return isThere
    ? `${folder} holds no payments: there are no day=YYYY-MM-DD/decisions-….parquet in it`
    : `there is no folder ${folder}`;
}
