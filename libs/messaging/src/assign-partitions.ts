/**
 * Who reads what in a group: even, and sticky, so that a rebalance moves as few partitions as it can (a moved partition
 * means loading its state anew). Pure: every member that sees the same group computes the same assignment.
 */
export function assignPartitions(
  partitions: number,
  members: readonly string[],
  owners: ReadonlyMap<number, string>,
): Map<number, string> {
  const assignment = new Map<number, string>();
  if (members.length === 0) return assignment;
  const held = new Map<string, number[]>([...members].sort().map((member) => [member, []]));
  for (let p = 0; p < partitions; p++) held.get(owners.get(p) ?? '')?.push(p);

  const quotas = quotasOf(partitions, held);
  const free = new Set(Array.from({ length: partitions }, (_, p) => p));
  for (const [member, own] of held) {
    for (const p of own.slice(0, quotas.get(member))) {
      assignment.set(p, member);
      free.delete(p);
    }
  }
  const rest = [...free].values();
  for (const [member, own] of held) {
    for (let n = Math.min(own.length, quotas.get(member)!); n < quotas.get(member)!; n++) {
      assignment.set(rest.next().value!, member);
    }
  }
  return assignment;
}

/** Everyone gets the floor; what is left over goes to those that hold most already, then by name. */
function quotasOf(partitions: number, held: ReadonlyMap<string, readonly number[]>): Map<string, number> {
  const floor = Math.floor(partitions / held.size);
  let left = partitions % held.size;
  const quotas = new Map<string, number>();
  for (const [member] of [...held].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))) {
    quotas.set(member, floor + (left-- > 0 ? 1 : 0));
  }
  return quotas;
}
