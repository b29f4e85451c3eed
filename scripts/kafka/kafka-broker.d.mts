export interface KafkaBroker {
  /** `host:port`, as KAFKA_BROKERS takes it. */
  readonly brokers: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves with the exit code or signal when the broker has ended, for whatever cause. */
  readonly exited: Promise<string>;
  /** Stops the broker in good order; after 20 s by force. */
  stop(): Promise<void>;
}

/** Starts a broker and waits until it answers. Throws with the end of its log when it doesn't. */
export function startKafka(options: {
  /** Kept between starts. */
  readonly dataDir: string;
  /** Default: the port of the folder's earlier start while it is free, else any free one. */
  readonly port?: number;
  /** Default 512. */
  readonly heapMb?: number;
  /** Address to listen on and to tell clients. Default 127.0.0.1. */
  readonly host?: string;
}): Promise<KafkaBroker>;

/** Why Kafka can't be started on this machine, or undefined. */
export function kafkaObstacle(): Promise<string | undefined>;
