import { observeConsumers, type ConsumerEvent } from '#messaging';
import { counter, duration, gauge, logger } from '#telemetry';

const handled = counter('consumer_records_total', 'Records handled', ['group', 'topic']);
const handleSeconds = duration('consumer_handle', 'Time in the handler for a batch', ['group', 'topic']);
const publishSeconds = duration('consumer_publish', 'From the handler’s return to durable output', ['group', 'topic']);
const ageSeconds = duration('consumer_record_age', 'How long the oldest record of a batch had waited', [
  'group',
  'topic',
]);
const retries = counter('consumer_retries_total', 'Batches tried again', ['group', 'topic']);
const deadLetters = counter('dead_letters_total', 'Records that went to the dead-letter topic', ['group', 'topic']);
const lag = gauge('consumer_lag_records', 'Records appended but not yet committed', ['group', 'topic']);

/** Turns what the consumer loops say into metrics and log lines, for the whole process. Returns the way to stop it. */
export function watchConsumers(): () => void {
  return observeConsumers((event: ConsumerEvent) => {
    const labels = { group: event.group, topic: event.topic };
    switch (event.type) {
      case 'handled':
        handled.inc(labels, event.records);
        handleSeconds.observe(labels, event.handleMs / 1000);
        ageSeconds.observe(labels, event.oldestAgeMs / 1000);
        return;
      case 'published':
        publishSeconds.observe(labels, event.publishMs / 1000);
        return;
      case 'lag':
        lag.set(labels, event.records);
        return;
      case 'retry':
        retries.inc(labels);
        logger.warn(
          { ...labels, partition: event.partition, failures: event.failures, err: event.error },
          'batch is tried again',
        );
        return;
      case 'dead_letter':
        deadLetters.inc(labels);
        logger.error(
          { ...labels, partition: event.partition, offset: event.offset, err: event.error },
          'record dead-lettered',
        );
        return;
      case 'hook_failed':
        logger.error({ ...labels, partition: event.partition, err: event.error }, 'a hook of the consumer failed');
        return;
      case 'assigned':
        // From 0 on, so that what counts increases sees the first letter too.
        deadLetters.inc(labels, 0);
        logger.debug({ ...labels, partition: event.partition }, 'partition assigned');
        return;
      case 'revoked':
        logger.debug({ ...labels, partition: event.partition }, 'partition revoked');
    }
  });
}
