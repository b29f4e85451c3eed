/** Which facts the history of an entity type keeps, and how much of it. All bounds of histories are here. */
import { ACCOUNT, AMOUNT, CARD, DEVICE, type EntityType, ID, LOCATION, MERCHANT, PAYER, TAGS, TIME } from './facts.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The longest window that a feature looks back. */
export const WINDOW_MAX_MS = 30 * DAY_MS;
/** Events older than this, counted from the entity's newest, are let go: the longest window and a day for late events. */
export const RETENTION_MS = WINDOW_MAX_MS + DAY_MS;

export interface Layout {
  readonly entityType: EntityType;
  /** Written into the encoding; never renumbered. */
  readonly code: number;
  /** The fact that each column holds. The first four are the same for every type. */
  readonly columns: readonly number[];
  /** First column of a counterpart, and how many there are. */
  readonly counterpartsFrom: number;
  readonly counterparts: number;
  /** Column of the location, or -1. */
  readonly locationColumn: number;
  /** Events kept once older ones were trimmed. */
  readonly eventsMax: number;
}

/** The first four columns of every history. */
const SHARED_COLUMNS = [TIME, AMOUNT, ID, TAGS] as const;

export const LAYOUTS: Readonly<Record<EntityType, Layout>> = {
  account: layout('account', 0, [MERCHANT, DEVICE, CARD], true, 256),
  card: layout('card', 1, [MERCHANT, DEVICE], true, 256),
  device: layout('device', 2, [ACCOUNT, CARD], false, 256),
  ip: layout('ip', 3, [ACCOUNT, CARD], false, 256),
  merchant: layout('merchant', 4, [PAYER], false, 1024),
};

export const LAYOUT_BY_CODE: readonly Layout[] = Object.values(LAYOUTS);

function layout(
  entityType: EntityType,
  code: number,
  counterparts: readonly number[],
  located: boolean,
  eventsMax: number,
): Layout {
  const counterpartsFrom = SHARED_COLUMNS.length;
  return {
    entityType,
    code,
    columns: [...SHARED_COLUMNS, ...counterparts, ...(located ? [LOCATION] : [])],
    counterpartsFrom,
    counterparts: counterparts.length,
    locationColumn: located ? counterpartsFrom + counterparts.length : -1,
    eventsMax,
  };
}
