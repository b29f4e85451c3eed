/** Merchants: what they sell, where, when they are open and what they charge. Merchant `n` of a seed is always the same. */
import { CITIES, type City } from './geography.js';
import { Random, Weighted } from './random.js';

export interface Category {
  readonly name: string;
  readonly mcc: string;
  readonly kind: 'store' | 'online' | 'atm';
  readonly medianUsd: number;
  /** Spread of amounts: sigma of the log-normal. */
  readonly sigma: number;
  /** Local opening hours, [opens, closes); 0 to 24 never closes. */
  readonly opens: number;
  readonly closes: number;
  /** How often people buy here, relative to the other categories. 0: only by subscription or for a trip. */
  readonly weight: number;
  /** Goods are shipped or delivered, so the payment is captured later than it is authorised. */
  readonly ships: boolean;
}

export interface Merchant {
  readonly id: string;
  readonly category: Category;
  readonly city: City;
  /** Its prices against those of its category: 1 is the median. */
  readonly priceLevel: number;
  readonly popularity: number;
  readonly lat: number;
  readonly lon: number;
}

export const CATEGORIES = {
  groceries: store('groceries', '5411', 32, 0.6, 7, 22, 22),
  restaurant: store('restaurant', '5812', 38, 0.5, 11, 23, 10),
  fastFood: store('fast_food', '5814', 11, 0.4, 7, 23, 12),
  fuel: store('fuel', '5541', 45, 0.35, 0, 24, 8),
  pharmacy: store('pharmacy', '5912', 18, 0.6, 8, 20, 5),
  fashionStore: store('fashion_store', '5651', 60, 0.6, 10, 20, 4),
  electronicsStore: store('electronics_store', '5732', 150, 0.9, 10, 20, 1.5),
  transit: store('transit', '4111', 4, 0.5, 5, 24, 8),
  jewellery: store('jewellery', '5944', 250, 0.8, 10, 19, 0.3),
  hotel: store('hotel', '7011', 180, 0.5, 0, 24, 0.3),
  atm: { ...store('atm', '6011', 100, 0.6, 0, 24, 4), kind: 'atm' },
  marketplace: online('marketplace', '5399', 35, 0.9, 14, true),
  electronicsOnline: online('electronics_online', '5734', 120, 0.9, 2, true),
  fashionOnline: online('fashion_online', '5691', 55, 0.6, 3, true),
  digitalGoods: online('digital_goods', '5816', 9, 0.7, 5, false),
  foodDelivery: online('food_delivery', '5811', 24, 0.4, 6, false),
  rides: online('rides', '4121', 14, 0.6, 6, false),
  airline: online('airline', '4511', 280, 0.6, 0.2, false),
  streaming: online('streaming', '4899', 12, 0.3, 0, false),
  telecom: online('telecom', '4814', 35, 0.4, 0, false),
  giftCards: online('gift_cards', '5947', 40, 0.6, 0.8, false),
  crypto: online('crypto', '6051', 120, 1, 0.3, false),
  gambling: online('gambling', '7995', 25, 0.9, 0.6, false),
  charity: online('charity', '8398', 20, 0.6, 0.5, false),
} as const satisfies Record<string, Category>;

const ALL: readonly Category[] = Object.values(CATEGORIES);
const LOCAL = ALL.filter((category) => category.kind !== 'online');
const ONLINE = ALL.filter((category) => category.kind === 'online');
/** Enough for one merchant of each local kind in each city and two online merchants of each kind. */
export const MERCHANTS_MIN = CITIES.length * LOCAL.length + 2 * ONLINE.length;

/** All merchants of a world, indexed the ways that shoppers look for them. */
export class Market {
  readonly merchants: readonly Merchant[];
  private readonly byCity: ReadonlyMap<City, Weighted<Merchant>>;
  private readonly byCategory = new Map<string, Merchant[]>();
  private readonly byCityAndCategory = new Map<string, Merchant[]>();
  private readonly online: Weighted<Merchant>;

  constructor(seed: string, count: number) {
    if (count < MERCHANTS_MIN) throw new RangeError(`a world needs at least ${MERCHANTS_MIN} merchants, not ${count}`);
    this.merchants = Array.from({ length: count }, (_, index) => merchant(seed, index));
    for (const each of this.merchants) {
      append(this.byCategory, each.category.name, each);
      append(this.byCityAndCategory, `${each.city.index}/${each.category.name}`, each);
    }
    const local = this.merchants.filter((each) => each.category.kind !== 'online');
    this.byCity = new Map(CITIES.map((city) => [city, weightedByDemand(local.filter((each) => each.city === city))]));
    this.online = weightedByDemand(this.merchants.filter((each) => each.category.kind === 'online'));
  }

  /** Where somebody in this city would go next; `local` says whether in person or online. */
  browse(random: Random, at: City, local: boolean): Merchant {
    return local ? this.byCity.get(at)!.pick(random) : this.online.pick(random);
  }

  anyOf(random: Random, category: Category): Merchant {
    return random.pick(this.byCategory.get(category.name)!);
  }

  anyIn(random: Random, at: City, category: Category): Merchant {
    return random.pick(this.byCityAndCategory.get(`${at.index}/${category.name}`)!);
  }
}

/** A price at this merchant in minor units of its currency; `factor` scales it to the buyer. */
export function priceAt(random: Random, at: Merchant, factor: number): number {
  const usd = random.logNormal(at.category.medianUsd * at.priceLevel * factor, at.category.sigma);
  return amountOf(at, at.category.kind === 'atm' ? Math.max(20, Math.round(usd / 20) * 20) : usd);
}

/** US dollars in minor units of the merchant's currency, at least one unit that can be paid. */
export function amountOf(at: Merchant, usd: number): number {
  const minor = Math.max(usd, 0.3) * at.city.minorPerUsd;
  if (at.category.kind === 'atm') return Math.max(1, Math.round(minor / 1000)) * 1000;
  return Math.round(minor);
}

export function isOpen(at: Merchant, localHour: number): boolean {
  return localHour >= at.category.opens && localHour < at.category.closes;
}

function merchant(seed: string, index: number): Merchant {
  const random = new Random(`${seed}/merchant/${index}`);
  const { category, city } = placeOf(random, index);
  return {
    id: `mer_${category.name}_${index}`,
    category,
    city,
    priceLevel: random.logNormal(1, 0.3),
    popularity: random.logNormal(1, 0.8),
    lat: round4(city.lat + 0.05 * random.normal()),
    lon: round4(city.lon + 0.05 * random.normal()),
  };
}

/** The first merchants cover every city and category; later ones fall where demand is. */
function placeOf(random: Random, index: number): { category: Category; city: City } {
  const local = CITIES.length * LOCAL.length;
  if (index < local) return { category: LOCAL[index % LOCAL.length]!, city: CITIES[Math.floor(index / LOCAL.length)]! };
  const city = CITY_WEIGHTS.pick(random);
  if (index < MERCHANTS_MIN) return { category: ONLINE[(index - local) % ONLINE.length]!, city };
  return { category: CATEGORY_WEIGHTS.pick(random), city };
}

const CITY_WEIGHTS = new Weighted(CITIES, (city) => city.weight);
const CATEGORY_WEIGHTS = new Weighted(ALL, (category) => category.weight + 1);

/** A category's weight is shared out among its merchants by popularity. */
function weightedByDemand(merchants: readonly Merchant[]): Weighted<Merchant> {
  const popularity = new Map<Category, number>();
  for (const { category, popularity: own } of merchants)
    popularity.set(category, (popularity.get(category) ?? 0) + own);
  return new Weighted(merchants, (each) => (each.category.weight * each.popularity) / popularity.get(each.category)!);
}

function store(
  name: string,
  mcc: string,
  medianUsd: number,
  sigma: number,
  opens: number,
  closes: number,
  weight: number,
): Category {
  return { name, mcc, kind: 'store', medianUsd, sigma, opens, closes, weight, ships: false };
}

function online(name: string, mcc: string, medianUsd: number, sigma: number, weight: number, ships: boolean): Category {
  return { name, mcc, kind: 'online', medianUsd, sigma, opens: 0, closes: 24, weight, ships };
}

function append<K>(map: Map<K, Merchant[]>, key: K, value: Merchant): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
