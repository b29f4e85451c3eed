/** Records → signals; what isn't a usable signal is named with the reason, for the dead-letter topic. */
import { signalV1, type SignalV1 } from '#contracts';
import type { LogRecord } from '#messaging';
import type { Arrival } from './signal-join.js';

const PARTITIONS_MAX = 64;

export interface ReadSignals {
  readonly arrivals: Arrival[];
  readonly poison: { readonly record: LogRecord; readonly error: unknown }[];
}

export function readSignals(records: readonly LogRecord[]): ReadSignals {
  const out: ReadSignals = { arrivals: [], poison: [] };
  for (const record of records) {
    try {
      const signal = signalV1.decode(record.value);
      const problem = problemOf(signal);
      if (problem === undefined) out.arrivals.push({ signal, record });
      else out.poison.push({ record, error: new Error(`The signal ${problem}`) });
    } catch (error) {
      out.poison.push({ record, error });
    }
  }
  return out;
}

function problemOf({ transaction, replyTo, partitions, partition }: SignalV1): string | undefined {
  if (!transaction?.id || !transaction.tenantId) return 'has no transaction';
  if (!replyTo) return 'does not say where the answer goes';
  if (partitions.length > PARTITIONS_MAX) return `names more than ${PARTITIONS_MAX} partitions`;
  if (!partitions.includes(partition)) return `comes from partition ${partition}, which it does not list`;
  return undefined;
}
