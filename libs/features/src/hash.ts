/**
 * Hashes that tell ids apart inside one entity's history. Not for secrets and not for keys across entities.
 * Two lanes of multiply-and-rotate (the construction of cyrb53, public domain), finished as MurmurHash3 does.
 */
let laneA = 0;
let laneB = 0;

/** 53 bits, exact in a double. */
export function hash53(text: string): number {
  digest(text);
  return (laneB & 0x1fffff) * 0x1_0000_0000 + (laneA >>> 0);
}

/** 32 bits, never 0: a column's 0 means "absent". The empty string gives 0. */
export function hash32(text: string): number {
  if (text === '') return 0;
  digest(text);
  return laneA >>> 0 || 1;
}

function digest(text: string): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  laneA = a;
  laneB = b;
}
