/**
 * A pack's features over a stream: each entity's state as the matcher keeps it, transactions and labels in, vectors out.
 * Records go through the contracts' encoding, so that nothing is seen that a record would not carry.
 */
import { topics, type LabelV1, type TransactionV1 } from '#contracts';
import { EntityState, type EntityValues, type FeaturePlan, labelChangeOf } from '#features';

export class FeatureStream {
  private readonly states: Map<string, EntityState>[];
  private readonly facts: Float64Array;
  private readonly vector: Float64Array;

  constructor(private readonly plan: FeaturePlan) {
    this.states = plan.entities.map(() => new Map());
    this.facts = new Float64Array(plan.factsLength);
    this.vector = new Float64Array(plan.features.length);
  }

  /** The vector of a transaction, in the plan's order; overwritten by the next call. */
  transaction(written: TransactionV1): Float64Array {
    const transaction = throughTheLog(written);
    const { plan, facts } = this;
    plan.read(transaction, facts);
    const entities: EntityValues[] = [];
    for (const [i, { type }] of plan.entities.entries()) {
      const id = plan.entityIdOf(type, transaction);
      if (id === '') continue;
      const values = this.stateOf(i, type, id).advance(facts, transaction);
      // The values of all entities of a plan share one buffer.
      if (values) entities.push({ entityType: type, values: values.slice() });
    }
    return plan.vector(transaction, entities, this.vector);
  }

  /** To be given when its time has come. What says nothing of fraud changes nothing. */
  label(label: LabelV1): void {
    const change = labelChangeOf(label);
    if (change === undefined) return;
    for (const { entityType, entityId } of label.entities) {
      const place = this.plan.entities.findIndex(({ type }) => type === entityType);
      this.states[place]?.get(entityId)?.label(change);
    }
  }

  private stateOf(place: number, type: string, id: string): EntityState {
    const states = this.states[place]!;
    let state = states.get(id);
    if (!state) states.set(id, (state = new EntityState(this.plan, type)));
    return state;
  }
}

const NOBODY = { partition: 0, deadlineAtMs: 0, awaited: false };

function throughTheLog(transaction: TransactionV1): TransactionV1 {
  const { codec } = topics.transactions;
  return codec.decode(codec.encode({ transaction, replyTo: NOBODY, partitions: [0] })).transaction;
}
