/**
 * States that were written before features were definitions (encodings 1 and 2): a fixed set of facts of each event. What
 * features ask of an event is answered from those facts; of ids only the hashes are known, under the columns that held them.
 */
import type { ByteReader } from '#bytes';
import type { EntityHistory } from '../entity-history.js';
import {
  ACCOUNT,
  AMOUNT,
  CARD,
  COUNTRY_SHIFT,
  DECLINED,
  DEVICE,
  ID as HISTORY_ID,
  MERCHANT,
  NOT_PRESENT,
  PAYER,
  RETURNED,
  TAGS,
} from '../facts.js';
import { decodeHistory } from '../history-codec.js';
import { latitudeOf, longitudeOf, NO_LOCATION } from '../location.js';
import { ID, TIME } from '../plan/columns.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import type { FeaturePlan } from '../plan/feature-plan.js';
import { EntityState } from './entity-state.js';

/** @throws RangeError on bytes that are none */
export function readHistory(features: FeaturePlan, type: string, input: ByteReader): EntityState {
  const history = decodeHistory(input);
  if (history.layout.entityType !== type) throw new RangeError('state belongs to another entity type');
  const state = new EntityState(features, type, history.length + 1);
  const facts = new Float64Array(features.factsLength);
  const hashes = hashColumns(features, history);
  for (let row = history.start; row < history.start + history.length; row++) {
    const of = (column: number) => history.data[column * history.capacity + row]!;
    features.read(eventOf(history, of), facts);
    facts[TIME] = of(0);
    facts[ID] = of(HISTORY_ID);
    for (const { fact, column } of hashes) facts[fact] = of(column);
    state.insert(facts);
  }
  state.rows.droppedUntil = Math.max(state.rows.droppedUntil, history.droppedUntil);
  if (history.droppedUntil > -Infinity && history.firstSeenAt <= history.droppedUntil) setAside(state, history);
  return state;
}

/** Of what was let go only the first and the last time are known, and that it was more than nothing. */
function setAside(state: EntityState, { firstSeenAt, droppedUntil }: EntityHistory): void {
  for (const group of state.ownGroups()) {
    if (group.plan.window.kind !== 'ever' || group.plan.filter.length > 0 || group.parts.length > 0) continue;
    group.setAside({ count: 1, firstAtMs: firstSeenAt, lastAtMs: droppedUntil }, []);
  }
}

function eventOf(history: EntityHistory, of: (column: number) => number): FeatureEvent {
  const tags = of(TAGS);
  const place = history.layout.locationColumn < 0 ? NO_LOCATION : of(history.layout.locationColumn);
  return {
    id: '',
    occurredAtMs: of(0),
    amountMinor: of(AMOUNT),
    currency: of(0) > history.otherCurrencyUntil ? lettersOf(history.currency) : '',
    channel: tags & NOT_PRESENT ? 'card_not_present' : 'card_present',
    outcome: tags & DECLINED ? 'declined' : tags & RETURNED ? 'refunded' : 'authorised',
    merchant: { id: '', mcc: '', country: countryOf(tags >> COUNTRY_SHIFT) },
    location: place === NO_LOCATION ? undefined : { lat: latitudeOf(place), lon: longitudeOf(place) },
    attributes: [],
  };
}

/** The facts that are the hashes which the history kept, and its columns. */
function hashColumns(features: FeaturePlan, { layout }: EntityHistory): { fact: number; column: number }[] {
  return layout.columns.flatMap((source, column) => {
    const key = HASHES[source];
    const fact = key === undefined ? undefined : features.columns.find(key);
    return fact === undefined ? [] : [{ fact, column }];
  });
}

const HASHES: Readonly<Record<number, string>> = {
  [ACCOUNT]: 'identity:event.account.id',
  [CARD]: 'identity:event.card.fingerprint',
  [DEVICE]: 'identity:event.device.id',
  [MERCHANT]: 'identity:event.merchant.id',
  [PAYER]: "identity:event.card.fingerprint != '' ? event.card.fingerprint : event.account.id",
};

function countryOf(packed: number): string {
  return packed === 0 ? '' : String.fromCharCode(packed >> 8, packed & 0xff);
}

/** Five bits a letter. */
function lettersOf(packed: number): string {
  return packed === 0 ? '' : String.fromCharCode(64 + (packed >> 10), 64 + ((packed >> 5) & 31), 64 + (packed & 31));
}
