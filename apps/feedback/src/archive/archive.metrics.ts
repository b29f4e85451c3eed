import { counter, duration, gauge } from '#telemetry';

/** What operators see of the archive at /metrics. */
export const archiveMetrics = {
  rows: counter('archive_rows_total', 'Rows that are durable in the archive.', ['kind']),
  parts: counter('archive_parts_total', 'Files that were added to the archive.', ['kind']),
  writeTime: duration('archive_write', 'How long it took to make the waiting rows of a partition durable.', ['kind']),
  waiting: gauge('archive_waiting_rows', 'Rows in memory that are not in the archive yet; they are still in the log.', [
    'kind',
  ]),
  failures: counter('archive_failures_total', 'Writes that failed and are tried again.', ['kind']),
  removed: counter('archive_removed_rows_total', 'Rows removed from the database, which the archive has.', ['store']),
};
