import { readFileSync } from 'node:fs';
import { parsePolicy, type PolicyDefinition } from '#policy';

/** From the working directory, as the services' defaults for patterns and model are. */
const FILE = 'packs/card-payments/policy.yaml';

/**
 * What a tenant begins with where nobody says otherwise: the rules that go with the patterns and the model that the
 * services load by default. Throws PolicyError, or the file system's error.
 */
export function firstPolicy(): PolicyDefinition {
  return parsePolicy(readFileSync(FILE, 'utf8'));
}
