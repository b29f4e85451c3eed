import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { AppThread } from '#service';
import { addMetricsOf } from '#telemetry';
import type { ArchiveThreadConfig } from './archive-thread-config.js';

/** Loading a program is dear, and a process that has just begun has better things to do. */
const AFTER_MS_MAX = 15_000;

/**
 * The thread that writes the archive, from the process's side. It is no part of readiness: a service that is late with its files
 * still does all that others wait for.
 */
export class ArchiveThread implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private waiting: NodeJS.Timeout | undefined;
  private thread: AppThread | undefined;

  constructor(private readonly config: ArchiveThreadConfig) {}

  onApplicationBootstrap(): void {
    const afterMs = Math.min(this.config.feedback.ARCHIVE_EVERY_MINUTES * 60_000, AFTER_MS_MAX);
    this.waiting = setTimeout(() => this.start(), afterMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.waiting);
    await this.thread?.stop();
  }

  /** What keeps it from starting ends the process. */
  private start(): void {
    const thread = new AppThread(import.meta.url, 'archive-main', this.config);
    addMetricsOf(() => thread.metrics());
    this.thread = thread;
  }
}
