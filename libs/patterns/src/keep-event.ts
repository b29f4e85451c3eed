/**
 * What a run remembers of the events it has taken: what identifies them, and what later conditions can ask for. And how
 * that is written: a field that nobody reads takes no bytes.
 */
import type { ByteReader, ByteWriter } from '#bytes';
import type { AttributeLike, MessageType, TransactionLike } from '#cel';
import type { PatternEvent } from './pattern-state.js';

/** How events are kept and stored. */
export interface EventKeeper<E extends PatternEvent> {
  /** What is remembered of an event that a run has taken. */
  keep(event: E): E;
  /** @param baseMs - a time that the reader knows as well, close to the event's */
  write(out: ByteWriter, kept: E, baseMs: number): void;
  /** Throws RangeError for bytes that are too few. */
  read(input: ByteReader, baseMs: number): E;
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

  write(out: ByteWriter, event: TransactionLike, baseMs: number): void {
    const { account, card, device, merchant, location } = event;
    out.text(event.id);
    out.zigzag(event.occurredAtMs - baseMs);
    out.zigzag(event.amountMinor);
    if (this.currency) out.text(event.currency);
    if (this.channel) out.text(event.channel);
    if (this.outcome) out.text(event.outcome);
    if (this.account && isThere(out, account)) {
      out.text(account.id);
      out.zigzag(account.createdAtMs);
      out.text(account.email);
    }
    if (this.card && isThere(out, card)) {
      out.text(card.fingerprint);
      out.text(card.bin);
      out.text(card.country);
    }
    if (this.device && isThere(out, device)) {
      out.text(device.id);
      out.text(device.ip);
    }
    if (this.merchant && isThere(out, merchant)) {
      out.text(merchant.id);
      out.text(merchant.mcc);
      out.text(merchant.country);
    }
    if (this.location && isThere(out, location)) {
      out.float64(location.lat);
      out.float64(location.lon);
    }
    if (!this.attributes) return;
    out.varint(event.attributes.length);
    for (const attribute of event.attributes) writeAttribute(out, attribute);
  }

  read(input: ByteReader, baseMs: number): TransactionLike {
    const there = (kept: boolean): boolean => kept && input.byte() === 1;
    return {
      id: input.text(),
      occurredAtMs: baseMs + input.zigzag(),
      amountMinor: input.zigzag(),
      currency: this.currency ? input.text() : '',
      channel: this.channel ? input.text() : '',
      outcome: this.outcome ? input.text() : '',
      account: there(this.account) ? { id: input.text(), createdAtMs: input.zigzag(), email: input.text() } : undefined,
      card: there(this.card) ? { fingerprint: input.text(), bin: input.text(), country: input.text() } : undefined,
      device: there(this.device) ? { id: input.text(), ip: input.text() } : undefined,
      merchant: there(this.merchant) ? { id: input.text(), mcc: input.text(), country: input.text() } : undefined,
      location: there(this.location) ? { lat: input.float64(), lon: input.float64() } : undefined,
      attributes: this.attributes ? Array.from({ length: input.varint() }, () => readAttribute(input)) : NO_ATTRIBUTES,
    };
  }
}

function isThere<T>(out: ByteWriter, value: T | null | undefined): value is T {
  const there = value !== undefined && value !== null;
  out.byte(there ? 1 : 0);
  return there;
}

function writeAttribute(out: ByteWriter, { name, text, number, flag }: AttributeLike): void {
  out.text(name);
  if (typeof number === 'number') {
    out.byte(NUMBER);
    out.float64(number);
  } else if (typeof flag === 'boolean') out.byte(flag ? YES : NO);
  else {
    out.byte(TEXT);
    out.text(text ?? '');
  }
}

function readAttribute(input: ByteReader): AttributeLike {
  const name = input.text();
  const kind = input.byte();
  if (kind === NUMBER) return { name, number: input.float64() };
  return kind === TEXT ? { name, text: input.text() } : { name, flag: kind === YES };
}

const TEXT = 0;
const NUMBER = 1;
const NO = 2;
const YES = 3;
const NO_ATTRIBUTES: readonly never[] = [];
