/**
 * Simulated history as training rows: every payment goes through the same states and features as in the running
 * system, in the order of events, so that a row holds what scoring would have seen at that moment and nothing later.
 */
import { entitiesOf, type TransactionRequest, type TransactionV1 } from '#contracts';
import { EntityState } from '#features';
import { MODEL_FEATURES } from '../src/features.js';
import type { SimulatedEvent, TypologyName } from '../src/simulate.js';

export interface TrainingRows {
  readonly columns: number;
  /** Row after row in the order of the pack's features; NaN = missing. */
  readonly rows: Float32Array;
  /** 1 = fraud. */
  readonly labels: Uint8Array;
  /** Event times, ascending, Unix milliseconds. */
  readonly timesMs: Float64Array;
  readonly typologies: readonly (TypologyName | undefined)[];
}

/** Payments before `fromMs` only fill the states. */
export function trainingRows(events: Iterable<SimulatedEvent>, fromMs: number): TrainingRows {
  const columns = MODEL_FEATURES.features.length;
  const states = new Map<string, EntityState>();
  const facts = new Float64Array(MODEL_FEATURES.factsLength);
  const vector = new Float64Array(columns);
  const chunks = new RowChunks(columns);
  const labels: number[] = [];
  const timesMs: number[] = [];
  const typologies: (TypologyName | undefined)[] = [];
  for (const event of events) {
    if (event.kind !== 'transaction') continue;
    const transaction = transactionOf(event.request, event.atMs);
    MODEL_FEATURES.read(transaction, facts);
    const entities = entitiesOf(transaction).map(({ entityType, entityId }) => {
      const key = `${entityType}/${entityId}`;
      let state = states.get(key);
      if (!state) states.set(key, (state = new EntityState(MODEL_FEATURES, entityType)));
      // The values of all entities of a plan share one buffer.
      return { entityType, values: state.valuesAt(state.insert(facts), transaction).slice() };
    });
    if (event.atMs < fromMs) continue;
    chunks.push(MODEL_FEATURES.vector(transaction, entities, vector));
    labels.push(event.truth.fraud ? 1 : 0);
    timesMs.push(event.atMs);
    typologies.push(event.truth.typology);
  }
  return {
    columns,
    rows: chunks.joined(),
    labels: Uint8Array.from(labels),
    timesMs: Float64Array.from(timesMs),
    typologies,
  };
}

/** The rows with `fromMs` ≤ time < `untilMs`; a view, not a copy. */
export function between(all: TrainingRows, fromMs: number, untilMs: number): TrainingRows {
  const from = firstAt(all.timesMs, fromMs);
  const until = firstAt(all.timesMs, untilMs);
  return {
    columns: all.columns,
    rows: all.rows.subarray(from * all.columns, until * all.columns),
    labels: all.labels.subarray(from, until),
    timesMs: all.timesMs.subarray(from, until),
    typologies: all.typologies.slice(from, until),
  };
}

function firstAt(timesMs: Float64Array, atMs: number): number {
  const index = timesMs.findIndex((time) => time >= atMs);
  return index === -1 ? timesMs.length : index;
}

/** A request as its record, as ingestion would write it. */
function transactionOf(request: TransactionRequest, atMs: number): TransactionV1 {
  const { account, card, device, merchant } = request;
  const transaction: TransactionV1 = {
    id: request.id,
    tenantId: '',
    externalId: request.id,
    livemode: false,
    occurredAtMs: atMs,
    receivedAtMs: atMs,
    amountMinor: request.amount,
    currency: request.currency,
    channel: request.channel ?? 'other',
    outcome: request.outcome ?? 'authorised',
    account: {
      id: account.id,
      createdAtMs: account.created_at === undefined ? 0 : Date.parse(account.created_at),
      email: account.email ?? '',
    },
    card: card && { fingerprint: card.fingerprint, bin: card.bin ?? '', country: card.country ?? '' },
    device: device && { id: device.id ?? '', ip: device.ip ?? '' },
    merchant: merchant && { id: merchant.id, mcc: merchant.mcc ?? '', country: merchant.country ?? '' },
    location: request.location,
    attributes: Object.entries(request.attributes ?? {}).map(([name, value]) => ({
      name,
      ...(typeof value === 'string'
        ? { text: value }
        : typeof value === 'number'
          ? { number: value }
          : { flag: value }),
    })),
    declared: [],
  };
  // One tenant's: nobody compares them with another's.
  const named = MODEL_FEATURES.declared.map(({ type, idOf }) => ({ entityType: type, entityId: idOf(transaction) }));
  return { ...transaction, declared: named };
}

/** Grows without copying what it has, until it is asked for the whole. */
class RowChunks {
  private readonly chunks: Float32Array[] = [];
  private used = 0;

  constructor(
    private readonly columns: number,
    private readonly rowsPerChunk = 8192,
  ) {}

  push(row: Float64Array): void {
    if (this.used % this.rowsPerChunk === 0) this.chunks.push(new Float32Array(this.rowsPerChunk * this.columns));
    this.chunks.at(-1)!.set(row, (this.used % this.rowsPerChunk) * this.columns);
    this.used++;
  }

  joined(): Float32Array {
    const all = new Float32Array(this.used * this.columns);
    for (const [i, chunk] of this.chunks.entries()) {
      const start = i * chunk.length;
      all.set(start + chunk.length <= all.length ? chunk : chunk.subarray(0, all.length - start), start);
    }
    return all;
  }
}
