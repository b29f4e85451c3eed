/** patterns.v1 → the book: every instance of the matcher reads all of it, in a group of its own. */
import { hostname } from 'node:os';
import { Controller, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type PatternChangeV1, patternChangeV1, topics } from '#contracts';
import { repeat, type Repeated } from '#kernel';
import { BatchHandler, type Handled, type LogRecord, NOTHING, OnRecords } from '#messaging';
import { logger } from '#telemetry';
import { PgPatternSource } from './pg-pattern-source.js';
import { TenantPatterns } from './tenant-patterns.js';

/** Nothing that the log told should be missing; what was lost on the way is there after this at the latest. */
const REREAD_EVERY_MS = 60_000;

@Controller()
export class FollowPatternsHandler extends BatchHandler implements OnApplicationBootstrap, OnModuleDestroy {
  private rereading: Repeated | undefined;

  constructor(
    private readonly patterns: TenantPatterns,
    private readonly source: PgPatternSource,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.rereading = repeat(
      REREAD_EVERY_MS,
      () => this.reread(),
      (error) => logger.warn({ err: error }, 'the patterns could not be read again; trying later'),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.rereading?.stop();
  }

  // From the beginning of what is kept: a change between the first read and the first record can't be missed then, and
  // what is known already changes nothing.
  @OnRecords(topics.patterns, { group: `cep-patterns-${hostname()}-${process.pid}`, from: 'earliest' })
  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    await this.patterns.ready();
    const poison: { record: LogRecord; error: unknown }[] = [];
    const changes: PatternChangeV1[] = [];
    for (const record of records) {
      try {
        changes.push(patternChangeV1.decode(record.value));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    this.patterns.apply(changes);
    return poison.length > 0 ? { publish: [], poison } : NOTHING;
  }

  private async reread(): Promise<void> {
    await this.patterns.ready();
    this.patterns.apply(await this.source.read());
  }
}
