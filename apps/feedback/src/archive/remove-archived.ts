/**
 * Lets the database forget what is old and in the archive. What goes is exactly what is read back out of the files: a row that no
 * file has stays for ever, and a file that can't be read removes nothing.
 */
import { join } from 'node:path';
import { type Part, dayOf, partsIn, tenantFolder, tenantsIn } from '#archive';
import { repeat, type Repeated } from '#kernel';
import { ParquetFile } from '#parquet';
import { logger } from '#telemetry';
import { archiveMetrics } from './archive.metrics.js';
import type { ArchivedLabel, ArchivedPayment, Store, WarmRows } from './warm-rows.js';

/** How long each is kept in the database, ms; 0 is for ever. */
export interface KeptFor {
  /** The feature log, and the labels beside it. */
  readonly features: number;
  /** Payment ids and keys of events, for repeats. */
  readonly claims: number;
  /** Decisions that no case was opened for. */
  readonly decisions: number;
}

const EVERY_MS = 60 * 60_000;
const COLUMNS = {
  decisions: ['transaction_id', 'rung', 'external_id', 'livemode', 'accepted_at', 'declared'],
  labels: ['transaction_id', 'label_id', 'known_at'],
};

export class RemoveArchived {
  private rounds: Repeated | undefined;
  private stopping = false;

  constructor(
    private readonly archive: string,
    private readonly keepMs: KeptFor,
    private readonly warm: WarmRows,
    private readonly now: () => number,
  ) {}

  start(): void {
    this.rounds = repeat(
      EVERY_MS,
      () => this.removeOnce(),
      (error) => logger.warn({ err: error }, 'what is archived and past its time waits to be removed'),
    );
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.rounds?.stop();
  }

  /** All that is due. A part that can't be read is logged, and the others have their turn. */
  async removeOnce(): Promise<void> {
    const { features, claims, decisions } = this.keepMs;
    for (const tenantId of await tenantsIn(this.archive)) {
      await this.removeOf(tenantId, 'decisions', 'feature_log', features);
      await this.removeOf(tenantId, 'labels', 'labels', features);
      await this.removeOf(tenantId, 'decisions', 'claims', claims);
      await this.removeOf(tenantId, 'decisions', 'decisions', decisions);
      if (claims > 0) this.told('event_claims', await this.warm.removeEventClaims(tenantId, this.now() - claims));
    }
  }

  private async removeOf(tenantId: string, kind: Part['kind'], store: Store, keepMs: number): Promise<void> {
    if (keepMs === 0) return;
    const beforeMs = this.now() - keepMs;
    const lastDay = dayOf(beforeMs);
    const parts = (await partsIn(join(this.archive, tenantFolder(tenantId)), kind)).filter(({ day }) => day < lastDay);
    if (parts.length === 0) return;
    const done = await this.warm.doneParts(tenantId, store);
    for (const part of parts) {
      if (this.stopping) return;
      if (done.has(part.name)) continue;
      try {
        if (await this.removePart(tenantId, part, store, beforeMs))
          await this.warm.markDone(tenantId, store, part.name);
      } catch (error) {
        logger.warn({ part: part.path, store, err: error }, 'nothing is removed for this part of the archive');
      }
    }
  }

  /** False where some of its payments were posted later than that, though they were made before. */
  private async removePart(tenantId: string, part: Part, store: Store, beforeMs: number): Promise<boolean> {
    const file = await ParquetFile.open(part.path);
    let all = true;
    for await (const rows of file.groups<ArchivedPayment & ArchivedLabel>(COLUMNS[part.kind])) {
      const old = rows.filter((row) => (row.accepted_at ?? row.known_at).getTime() < beforeMs);
      if (old.length < rows.length) all = false;
      this.told(store, await this.warm.remove(tenantId, store, old));
    }
    return all;
  }

  private told(store: string, rows: number): void {
    if (rows > 0) archiveMetrics.removed.inc({ store }, rows);
  }
}
