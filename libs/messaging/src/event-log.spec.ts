import { describe, expect, it } from 'vitest';
import { partitionForKey } from './event-log.js';

/** From Kafka's own UtilsTest.testMurmur2: the hash of each key, as a signed 32-bit integer. */
const KAFKA_HASHES: readonly (readonly [string, number])[] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
];

describe('partition for key', () => {
  it.each(KAFKA_HASHES)('partition for key: %s → the partition that Kafka gives it', (key, hash) => {
    for (const partitions of [2, 3, 6, 12, 1000, 2 ** 31 - 1]) {
      expect(partitionForKey(key, partitions)).toBe((hash & 0x7fffffff) % partitions);
    }
  });

  it('partition for key: one partition → the only one', () => {
    expect(partitionForKey('any', 1)).toBe(0);
  });
});
