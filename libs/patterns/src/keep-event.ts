/** What a run remembers of the events it has taken: what identifies them, and what later conditions can ask for. */
import type { MessageType, TransactionLike } from '#cel';

/**
 * @param type - the type that `matched.step` lists hold; `references` to its fields say what is read
 */
export function keeperOf(
  type: MessageType,
  references: ReadonlySet<string>,
): (event: TransactionLike) => TransactionLike {
  const reads = (field: string): boolean => references.has(`${type.name}.${field}`);
  const text = (field: 'currency' | 'channel' | 'outcome') => reads(field);
  const [currency, channel, outcome] = [text('currency'), text('channel'), text('outcome')];
  const [account, card, device] = [reads('account'), reads('card'), reads('device')];
  const [merchant, location, attributes] = [reads('merchant'), reads('location'), reads('attributes')];
  return (event) => ({
    id: event.id,
    occurredAtMs: event.occurredAtMs,
    amountMinor: event.amountMinor,
    currency: currency ? event.currency : '',
    channel: channel ? event.channel : '',
    outcome: outcome ? event.outcome : '',
    account: account ? event.account : undefined,
    card: card ? event.card : undefined,
    device: device ? event.device : undefined,
    merchant: merchant ? event.merchant : undefined,
    location: location ? event.location : undefined,
    attributes: attributes ? event.attributes : NO_ATTRIBUTES,
  });
}

const NO_ATTRIBUTES: readonly never[] = [];
