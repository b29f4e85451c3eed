import { ALL_TOPICS } from '#contracts';
import { CaracalError } from '#kernel';
import { partitionForKey, type OutRecord } from './event-log.js';

/** What an adapter has to know of a topic. */
export interface TopicSettings {
  readonly name: string;
  readonly partitions: number;
  readonly retentionHours: number;
  /** Largest value, bytes. */
  readonly recordBytesMax: number;
}

/** The contracts' topic table as the adapters create it. `partitions` (TOPIC_PARTITIONS) sets every topic that doesn't fix its own. */
export function topicSettings(partitions?: number): TopicSettings[] {
  return ALL_TOPICS.map((topic) => ({
    name: topic.name,
    partitions: topic.partitions.fixed ? topic.partitions.default : (partitions ?? topic.partitions.default),
    retentionHours: topic.retentionHours,
    recordBytesMax: topic.recordBytesMax,
  }));
}

const KEY_CHARACTERS_MAX = 2048;

/** The topics of one log: looks them up, and decides where a record goes or why it can't. */
export class TopicTable {
  private readonly byName: ReadonlyMap<string, TopicSettings>;

  constructor(readonly all: readonly TopicSettings[]) {
    this.byName = new Map(all.map((topic) => [topic.name, topic]));
  }

  get(name: string): TopicSettings {
    const topic = this.byName.get(name);
    if (topic === undefined) throw new CaracalError('internal', `There is no topic ${name}`);
    return topic;
  }

  /** The partition of a record. Throws `record_too_large`, or `invalid_request` for a key or partition that no adapter takes. */
  route(record: OutRecord): number {
    const topic = this.get(record.topic);
    if (record.value.length > topic.recordBytesMax) {
      throw new CaracalError(
        'record_too_large',
        `A record of ${record.value.length} bytes is over the limit of ${topic.recordBytesMax} bytes of ${topic.name}`,
      );
    }
    if (record.key.length > KEY_CHARACTERS_MAX || record.key.includes('\0')) {
      throw new CaracalError(
        'invalid_request',
        `A key for ${topic.name} must have at most ${KEY_CHARACTERS_MAX} characters and no NUL`,
      );
    }
    const { partition } = record;
    if (partition === undefined) return partitionForKey(record.key, topic.partitions);
    if (Number.isInteger(partition) && partition >= 0 && partition < topic.partitions) return partition;
    throw new CaracalError(
      'invalid_request',
      `${topic.name} has no partition ${partition}; it has ${topic.partitions}`,
    );
  }
}
