/** Latitude and longitude in thousandths of a degree (about 110 m), in one number; -1 for none. */
export const NO_LOCATION = -1;
/** What a thousandth of a degree of latitude is worth in it. */
export const LATITUDE_SPAN = 1_000_000;
const EARTH_RADIUS_KM = 6371;
const HOUR_MS = 3_600_000;
/** Times closer than this count as this, so that two payments in one second don't make infinite speed. */
const SPEED_TIME_MIN_MS = 60_000;

export function packLocation(lat: number, lon: number): number {
  if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) return NO_LOCATION;
  return Math.round((lat + 90) * 1000) * LATITUDE_SPAN + Math.round((lon + 180) * 1000);
}

export function latitudeOf(packed: number): number {
  return Math.floor(packed / LATITUDE_SPAN) / 1000 - 90;
}

export function longitudeOf(packed: number): number {
  return (packed % LATITUDE_SPAN) / 1000 - 180;
}

/** Haversine great-circle distance of two packed locations. */
export function distanceKm(a: number, b: number): number {
  if (a === b) return 0;
  const radians = Math.PI / 180;
  const latA = latitudeOf(a) * radians;
  const latB = latitudeOf(b) * radians;
  const sinLat = Math.sin((latB - latA) / 2);
  const sinLon = Math.sin(((longitudeOf(b) - longitudeOf(a)) * radians) / 2);
  const h = sinLat * sinLat + Math.cos(latA) * Math.cos(latB) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Kilometres an hour from one packed location, at `beforeMs`, to another; NaN where there is none. */
export function speedOf(before: number, beforeMs: number, place: number, atMs: number): number {
  if (place === NO_LOCATION || before === NO_LOCATION) return Number.NaN;
  return (distanceKm(before, place) / Math.max(atMs - beforeMs, SPEED_TIME_MIN_MS)) * HOUR_MS;
}
