/** A small definition for specs, with some of it replaced. */
export type Overrides = Record<string, unknown> & { readonly sequence?: string | undefined };

/** Every step of `a` to `f` that the sequence names takes every event; a field given as undefined is left out. */
export function documentWith(over: Overrides): Record<string, unknown> {
  const sequence = over.sequence ?? '';
  const where = Object.fromEntries(
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(sequence)).map((name) => [name, 'true']),
  );
  const document = { pattern: 'p', by: 'card', within: '10m', where, then: { risk: 0.5, reason: 'R' }, ...over };
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
