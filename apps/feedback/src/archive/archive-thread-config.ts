import type { ProcessConfig } from '#service';
import type { FeedbackConfig } from '../feedback.config.js';

/** What the thread is told. */
export interface ArchiveThreadConfig {
  readonly process: ProcessConfig;
  readonly feedback: FeedbackConfig;
}
