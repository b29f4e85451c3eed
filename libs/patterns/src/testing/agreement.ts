/** Holds two answers against each other, for properties; what differs is said so that a person can follow it. */
import fc from 'fast-check';

/** What came out, input by input, as text. */
export type Outcome = readonly (readonly string[])[];

/**
 * @param parameters - fast-check's
 * @returns the simplest disagreement found, with the seed that leads to it; undefined when there is none
 */
export function disagreement<T>(property: fc.IProperty<T>, parameters: fc.Parameters<T>): string | undefined {
  const { failed, seed, numRuns, numShrinks, errorInstance } = fc.check(property, parameters);
  if (!failed) return undefined;
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `seed ${seed}, after ${numRuns} patterns, made simpler ${numShrinks} times:\n${reason}\n`;
}

/** @throws Error that names the inputs whose answers differ */
export function mustAgree(title: string, have: Outcome, want: Outcome): void {
  const lines = want.flatMap((texts, i) => {
    const got = have[i] ?? [];
    return got.join() === texts.join() ? [] : [`input ${i}: have ${listed(got)}`, `         want ${listed(texts)}`];
  });
  if (lines.length > 0) throw new Error([title, ...lines].join('\n'));
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'nothing' : texts.join(' | ');
}
