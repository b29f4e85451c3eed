import { derivedId, type EntityRef, isId, type SearchHit, type TransactionV1 } from '#contracts';
import { DecisionReader, type StoredDecision } from '#persistence';
import { CaseStore } from '../cases/case-store.js';
import { DeclaredNames } from '../features/declared-names.js';

const COUNTED_MAX = 100;

/** Finds what an id names. Ids are taken whole: analysts paste them. */
export class Search {
  constructor(
    private readonly decisions: DecisionReader,
    private readonly cases: CaseStore,
    private readonly names: DeclaredNames,
  ) {}

  async find(tenantId: string, id: string): Promise<SearchHit[]> {
    for (const kind of ['case', 'challenge', 'decision'] as const) {
      if (isId(kind, id)) return await this.ofTransaction(tenantId, kind, id);
    }
    const anyDeclared = await this.names.allCalled(tenantId, id);
    const { items } = await this.decisions.list(tenantId, { anyId: id, anyDeclared, limit: COUNTED_MAX });
    const caseIds = await this.cases.idsOf(
      tenantId,
      items.map(({ transactionId }) => transactionId),
    );
    return hitsOf(id, items, caseIds, anyDeclared);
  }

  /** Cases, challenges and decisions carry the id of their transaction in their own. */
  private async ofTransaction(
    tenantId: string,
    kind: 'case' | 'challenge' | 'decision',
    id: string,
  ): Promise<SearchHit[]> {
    const transactionId = derivedId('transaction', id);
    const stored = await this.decisions.byTransactionId(tenantId, transactionId);
    if (!stored) return [];
    const caseId = (await this.cases.idsOf(tenantId, [transactionId])).get(transactionId);
    const exists = kind === 'case' ? caseId === id : kind === 'decision' || isChallenged(stored, id);
    if (!exists) return [];
    const { livemode } = stored.answered.transaction;
    const hit = {
      id,
      livemode,
      transaction_id: transactionId,
      ...(caseId !== undefined && { case_id: caseId }),
      count: 1,
    };
    return [{ ...hit, kind: kind === 'decision' ? 'transaction' : kind }];
  }
}

function isChallenged({ answered, latest }: StoredDecision, challengeId: string): boolean {
  return answered.challengeId === challengeId || latest.challengeId === challengeId;
}

const NAMES: readonly (readonly [SearchHit['kind'], (transaction: TransactionV1) => string | undefined])[] = [
  ['account', (transaction) => transaction.account?.id],
  ['card', (transaction) => transaction.card?.fingerprint],
  ['device', (transaction) => transaction.device?.id],
  ['ip', (transaction) => transaction.device?.ip],
  ['merchant', (transaction) => transaction.merchant?.id],
];

/** One id may name several things; test and live data are told apart. At most twenty. Pure. */
export function hitsOf(
  id: string,
  newestFirst: readonly StoredDecision[],
  caseIds: ReadonlyMap<string, string>,
  anyDeclared: readonly EntityRef[] = [],
): SearchHit[] {
  const hits = new Map<string, SearchHit>();
  const add = (kind: SearchHit['kind'], own: string, stored: StoredDecision, entityType?: string): void => {
    const { transactionId, answered } = stored;
    const { livemode } = answered.transaction;
    const key = kind === 'transaction' ? transactionId : `${kind} ${entityType ?? ''} ${livemode}`;
    const known = hits.get(key);
    const caseId = caseIds.get(transactionId);
    if (known) known.count++;
    else
      hits.set(key, {
        kind,
        ...(entityType !== undefined && { entity_type: entityType }),
        id: own,
        livemode,
        transaction_id: transactionId,
        ...(caseId !== undefined && { case_id: caseId }),
        count: 1,
      });
  };
  for (const stored of newestFirst) {
    const { transaction, traceId } = stored.answered;
    if (transaction.id === id || transaction.externalId === id) add('transaction', transaction.id, stored);
    if (traceId === id) add('trace', id, stored);
    for (const [kind, nameIn] of NAMES) if (nameIn(transaction) === id) add(kind, id, stored);
    for (const { entityType, entityId } of anyDeclared)
      if (transaction.declared.some((one) => one.entityType === entityType && one.entityId === entityId))
        add('entity', id, stored, entityType);
  }
  return [...hits.values()].slice(0, 20);
}
