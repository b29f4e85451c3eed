/**
 * How often each hash is there: pairs of hash and count in one table, found from the hash on (linear probing). What is taken
 * out moves those behind it up (Knuth, TAOCP 3, 6.4, algorithm R), so that no marks are left.
 */
const PLACES_MIN = 8;

export class Tally {
  /** Different ones. */
  size = 0;
  private total = 0;
  private table = new Int32Array(2 * PLACES_MIN);

  has(hash: number): boolean {
    return this.table[this.find(hash | 0) + 1] !== 0;
  }

  /** @param hash - 32 bits, not 0 */
  add(hash: number): void {
    this.total++;
    const at = this.find(hash);
    if (this.table[at + 1]!++ > 0) return;
    this.table[at] = hash;
    if (3 * ++this.size > this.table.length) this.grow();
  }

  /** One that was added. */
  remove(hash: number): void {
    this.total--;
    const at = this.find(hash);
    if (--this.table[at + 1]! > 0) return;
    this.size--;
    this.close(at);
  }

  clear(): void {
    if (this.size > 0) this.table.fill(0);
    this.size = 0;
    this.total = 0;
  }

  /**
   * The different ones, in no order: valid until the next that is added or taken out.
   * @param into - at least `size` long
   */
  copyTo(into: Int32Array): void {
    const { table } = this;
    let length = 0;
    for (let at = 0; at < table.length; at += 2) if (table[at + 1] !== 0) into[length++] = table[at]!;
  }

  /** Shannon entropy in bits; NaN of none. */
  get entropy(): number {
    const { table, total } = this;
    if (total === 0) return Number.NaN;
    let bits = 0;
    for (let at = 1; at < table.length; at += 2) {
      const share = table[at]! / total;
      if (share > 0) bits -= share * Math.log2(share);
    }
    return Math.max(0, bits);
  }

  /** Where it is, or would be. */
  private find(hash: number): number {
    const { table } = this;
    const mask = table.length - 1;
    let at = (hash << 1) & mask;
    while (table[at + 1] !== 0 && table[at] !== hash) at = (at + 2) & mask;
    return at;
  }

  private close(hole: number): void {
    const { table } = this;
    const mask = table.length - 1;
    let free = hole;
    for (let at = (hole + 2) & mask; table[at + 1] !== 0; at = (at + 2) & mask) {
      const home = (table[at]! << 1) & mask;
      if (((at - home) & mask) < ((at - free) & mask)) continue;
      table[free] = table[at]!;
      table[free + 1] = table[at + 1]!;
      free = at;
    }
    table[free] = 0;
    table[free + 1] = 0;
  }

  private grow(): void {
    const before = this.table;
    this.table = new Int32Array(2 * before.length);
    for (let from = 0; from < before.length; from += 2) {
      if (before[from + 1] === 0) continue;
      const at = this.find(before[from]!);
      this.table[at] = before[from]!;
      this.table[at + 1] = before[from + 1]!;
    }
  }
}
