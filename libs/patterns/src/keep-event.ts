/**
 * What a run remembers of the events it has taken: what identifies them, and what later conditions can ask for. And how
 * that is written: a field that nobody reads takes no bytes.
 */
import type { ByteReader, ByteWriter } from '#bytes';
import type { AttributeLike, MessageType, TransactionLike } from '#cel';
import type { PatternEvent } from './pattern-state.js';
import type { TextReader, TextWriter } from './state-texts.js';

/** How events are kept and stored. */
export interface EventKeeper<E extends PatternEvent> {
  /** What is remembered of an event that a run has taken. */
  keep(event: E): E;
  /** @param baseMs - a time that the reader knows as well, close to the event's */
  write(out: ByteWriter, texts: TextWriter, kept: E, baseMs: number): void;
  /** Throws RangeError for bytes that are too few. */
  read(input: ByteReader, texts: TextReader, baseMs: number): E;
}

/**
 * @param type - the type that `matched.step` lists hold; `references` to its fields say what is read
 */
export function keeperOf(type: MessageType, references: ReadonlySet<string>): EventKeeper<TransactionLike> {
  return new TransactionKeeper((field) => references.has(`${type.name}.${field}`));
}

class TransactionKeeper implements EventKeeper<TransactionLike> {
  private readonly currency: boolean;
  private readonly channel: boolean;
  private readonly outcome: boolean;
  private readonly account: boolean;
  private readonly card: boolean;
  private readonly device: boolean;
  private readonly merchant: boolean;
  private readonly location: boolean;
  private readonly attributes: boolean;

  constructor(reads: (field: string) => boolean) {
    this.currency = reads('currency');
    this.channel = reads('channel');
    this.outcome = reads('outcome');
    this.account = reads('account');
    this.card = reads('card');
    this.device = reads('device');
    this.merchant = reads('merchant');
    this.location = reads('location');
    this.attributes = reads('attributes');
  }

  keep(event: TransactionLike): TransactionLike {
    return {
      id: event.id,
      occurredAtMs: event.occurredAtMs,
      amountMinor: event.amountMinor,
      currency: this.currency ? event.currency : '',
      channel: this.channel ? event.channel : '',
      outcome: this.outcome ? event.outcome : '',
      account: this.account ? event.account : undefined,
      card: this.card ? event.card : undefined,
      device: this.device ? event.device : undefined,
      merchant: this.merchant ? event.merchant : undefined,
      location: this.location ? event.location : undefined,
      attributes: this.attributes ? event.attributes : NO_ATTRIBUTES,
    };
  }

  write(out: ByteWriter, texts: TextWriter, event: TransactionLike, baseMs: number): void {
    const { account, card, device, merchant, location } = event;
    texts.text(out, event.id);
    out.zigzag(event.occurredAtMs - baseMs);
    out.zigzag(event.amountMinor);
    if (this.currency) texts.word(out, event.currency);
    if (this.channel) texts.word(out, event.channel);
    if (this.outcome) texts.word(out, event.outcome);
    if (this.account && isThere(out, account)) {
      texts.word(out, account.id);
      out.zigzag(account.createdAtMs);
      texts.word(out, account.email);
    }
    if (this.card && isThere(out, card)) {
      texts.word(out, card.fingerprint);
      texts.word(out, card.bin);
      texts.word(out, card.country);
    }
    if (this.device && isThere(out, device)) {
      texts.word(out, device.id);
      texts.word(out, device.ip);
    }
    if (this.merchant && isThere(out, merchant)) {
      texts.word(out, merchant.id);
      texts.word(out, merchant.mcc);
      texts.word(out, merchant.country);
    }
    if (this.location && isThere(out, location)) {
      out.float64(location.lat);
      out.float64(location.lon);
    }
    if (!this.attributes) return;
    out.varint(event.attributes.length);
    for (const attribute of event.attributes) writeAttribute(out, texts, attribute);
  }

  read(input: ByteReader, texts: TextReader, baseMs: number): TransactionLike {
    const there = (kept: boolean): boolean => kept && input.byte() === 1;
    return {
      id: texts.text(input),
      occurredAtMs: baseMs + input.zigzag(),
      amountMinor: input.zigzag(),
      currency: this.currency ? texts.word(input) : '',
      channel: this.channel ? texts.word(input) : '',
      outcome: this.outcome ? texts.word(input) : '',
      account: there(this.account)
        ? { id: texts.word(input), createdAtMs: input.zigzag(), email: texts.word(input) }
        : undefined,
      card: there(this.card)
        ? { fingerprint: texts.word(input), bin: texts.word(input), country: texts.word(input) }
        : undefined,
      device: there(this.device) ? { id: texts.word(input), ip: texts.word(input) } : undefined,
      merchant: there(this.merchant)
        ? { id: texts.word(input), mcc: texts.word(input), country: texts.word(input) }
        : undefined,
      location: there(this.location) ? { lat: input.float64(), lon: input.float64() } : undefined,
      attributes: this.attributes
        ? Array.from({ length: input.varint() }, () => readAttribute(input, texts))
        : NO_ATTRIBUTES,
    };
  }
}

function isThere<T>(out: ByteWriter, value: T | null | undefined): value is T {
  const there = value !== undefined && value !== null;
  out.byte(there ? 1 : 0);
  return there;
}

function writeAttribute(out: ByteWriter, texts: TextWriter, { name, text, number, flag }: AttributeLike): void {
  texts.word(out, name);
  if (typeof number === 'number') {
    out.byte(NUMBER);
    out.float64(number);
  } else if (typeof flag === 'boolean') out.byte(flag ? YES : NO);
  else {
    out.byte(TEXT);
    texts.word(out, text ?? '');
  }
}

function readAttribute(input: ByteReader, texts: TextReader): AttributeLike {
  const name = texts.word(input);
  const kind = input.byte();
  if (kind === NUMBER) return { name, number: input.float64() };
  return kind === TEXT ? { name, text: texts.word(input) } : { name, flag: kind === YES };
}

const TEXT = 0;
const NUMBER = 1;
const NO = 2;
const YES = 3;
const NO_ATTRIBUTES: readonly never[] = [];
