// Validates every manifest of k8s/ against the Kubernetes API's own schemas (kubernetes-models), and that kustomization.yaml
// lists each file once.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const base = 'k8s/base';
const problems = [];
const { resources } = parse(readFileSync(join(base, 'kustomization.yaml'), 'utf8'));
const files = readdirSync(base).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
for (const file of files)
  if (!resources.includes(file)) problems.push(`${base}/${file} is not listed in kustomization.yaml`);
for (const file of resources)
  if (!files.includes(file)) problems.push(`kustomization.yaml lists ${file}, which is not there`);

const seen = new Set();
let checked = 0;
for (const file of files)
  for (const document of parseAllDocuments(readFileSync(join(base, file), 'utf8'))) {
    const manifest = document.toJS();
    const where = `${base}/${file} ${manifest.kind}/${manifest.metadata?.name}`;
    if (document.errors.length > 0) problems.push(`${where}: ${document.errors[0].message}`);
    if (seen.has(where)) problems.push(`${where} is there twice`);
    seen.add(where);
    const [group, version] = manifest.apiVersion.includes('/')
      ? manifest.apiVersion.split('/')
      : [undefined, manifest.apiVersion];
    const path = group ? `kubernetes-models/${group}/${version}` : `kubernetes-models/${version}`;
    try {
      const Model = (await import(path))[manifest.kind];
      if (!Model) throw new Error(`unknown kind ${manifest.kind} in ${manifest.apiVersion}`);
      new Model(manifest).validate();
      checked++;
    } catch (error) {
      problems.push(`${where}: ${error.message}`);
    }
  }
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`${checked} manifests are valid`);
