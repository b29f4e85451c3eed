import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs, { type Kafka, type Message, type Producer } from 'kafkajs';
import { faultPoint } from '#kernel';
import { backOffMs, pause, type BackOff } from './back-off.js';
import { closedError, type PendingAppend } from './group-commit.js';

const { CompressionCodecs, CompressionTypes } = kafkajs;
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** kafkajs brings no zstd; Node does. */
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: ({ buffer }: { buffer: Buffer }) =>
    compress(buffer, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
  decompress: (buffer: Buffer) => decompress(buffer),
});

/**
 * Writes flushes: idempotent, `acks=all`, one request at a time. A producer that fails is replaced, since its sequence
 * numbers can't be trusted any more.
 */
export class KafkaProducer {
  private producer: Producer | undefined;
  /** Why the last flush failed; undefined once one works again. */
  trouble: unknown;

  constructor(
    private readonly kafka: Kafka,
    /** Resolves when the topics are there. */
    private readonly ready: Promise<void>,
  ) {}

  async write(appends: readonly PendingAppend[], closing: AbortSignal): Promise<boolean> {
    const { topicMessages, bytes } = messagesOf(appends);
    for (let failures = 0; ;) {
      try {
        await Promise.race([this.ready, aborted(closing)]);
        if (closing.aborted) throw closedError();
        const producer = (this.producer ??= await this.connect());
        const compression = bytes >= COMPRESS_FROM_BYTES ? CompressionTypes.ZSTD : CompressionTypes.None;
        await producer.sendBatch({ topicMessages, acks: -1, timeout: 10_000, compression });
        await faultPoint('log.appended');
        this.trouble = undefined;
        return true;
      } catch (error) {
        if (closing.aborted) throw closedError();
        if (isRefused(error)) throw error;
        this.trouble = error;
        await this.disconnect();
        await pause(backOffMs(++failures, BACK_OFF), closing);
      }
    }
  }

  async disconnect(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await Promise.race([producer?.disconnect().catch(() => undefined), pause(1000)]);
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition!,
      retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 3 },
    });
    await producer.connect();
    return producer;
  }
}

function messagesOf(appends: readonly PendingAppend[]): {
  topicMessages: { topic: string; messages: Message[] }[];
  bytes: number;
} {
  const byTopic = new Map<string, Message[]>();
  let bytes = 0;
  for (const append of appends) {
    bytes += append.bytes;
    append.records.forEach(({ topic, key, value, headers }, i) => {
      let messages = byTopic.get(topic);
      if (messages === undefined) byTopic.set(topic, (messages = []));
      messages.push({ key, value: asBuffer(value), headers: { ...headers }, partition: append.partitions[i]! });
    });
  }
  return { topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages })), bytes };
}

function asBuffer(value: Uint8Array): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** What the broker says of the records themselves. */
function isRefused(error: unknown): boolean {
  const { type, cause } = (error ?? {}) as { type?: unknown; cause?: unknown };
  return (
    (typeof type === 'string' && REFUSALS.has(type)) || (cause !== undefined && cause !== error && isRefused(cause))
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const REFUSALS = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'CORRUPT_MESSAGE',
  'INVALID_TIMESTAMP',
]);
const COMPRESS_FROM_BYTES = 2048;
const BACK_OFF: BackOff = { baseMs: 50, maxMs: 2000 };
