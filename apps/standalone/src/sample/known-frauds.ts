/** Ids of payments that the simulation knows to be fraud, newest last; what the sample's analyst goes by. Bounded. */
export class KnownFrauds {
  private readonly ids = new Set<string>();

  constructor(private readonly most = 20_000) {}

  add(externalId: string): void {
    this.ids.add(externalId);
    if (this.ids.size <= this.most) return;
    for (const oldest of this.ids) {
      this.ids.delete(oldest);
      return;
    }
  }

  has(externalId: string): boolean {
    return this.ids.has(externalId);
  }
}
