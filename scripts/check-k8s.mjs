// Validates every manifest of k8s/ against the Kubernetes API's own schemas (kubernetes-models): those of the base, those that an
// overlay adds, and each that it patches, as it is after the patch. Every kustomization.yaml lists each file of its folder once.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const root = 'k8s';
const base = join(root, 'base');
const problems = [];
let checked = 0;

const manifests = readFolder(base, ({ resources }) => resources);
for (const { where, manifest } of manifests.values()) await validate(where, manifest);
for (const overlay of overlays()) await checkOverlay(join(root, overlay));

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`${checked} manifests are valid`);

function overlays() {
  return readdirSync(root).filter(
    (folder) => folder !== 'base' && existsSync(join(root, folder, 'kustomization.yaml')),
  );
}

async function checkOverlay(folder) {
  const { resources, images = [] } = kustomizationOf(folder);
  const added = resources.filter((resource) => resource.endsWith('.yaml'));
  const patches = readFolder(folder, ({ patches }) => [...added, ...patches.map(({ path }) => path)]);
  for (const resource of resources)
    if (!added.includes(resource) && !existsSync(join(folder, resource, 'kustomization.yaml')))
      problems.push(`${folder}/kustomization.yaml: there is no ${resource}`);
  const named = new Set([...images, ...kustomizationOf(base).images].map(({ name }) => name));
  for (const [id, { where, file, manifest }] of patches) {
    const target = manifests.get(id);
    if (added.includes(file)) {
      if (target) problems.push(`${where} is in ${base} too`);
      await validate(where, manifest);
      continue;
    }
    if (!target) {
      problems.push(`${where} patches what ${base} does not have`);
      continue;
    }
    const patched = merged(target.manifest, manifest);
    await validate(where, patched);
    for (const { image } of patched.spec?.template?.spec?.containers ?? [])
      if (!named.has(image)) problems.push(`${where}: no kustomization.yaml says which version of the image ${image}`);
  }
}

/** What a folder's files hold, by kind and name. */
function readFolder(folder, listed) {
  const names = listed(kustomizationOf(folder));
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
  for (const file of files)
    if (!names.includes(file)) problems.push(`${folder}/${file} is not listed in kustomization.yaml`);
  for (const file of names)
    if (!files.includes(file)) problems.push(`${folder}/kustomization.yaml lists ${file}, which is not there`);
  const found = new Map();
  for (const file of files)
    for (const document of parseAllDocuments(readFileSync(join(folder, file), 'utf8'))) {
      const manifest = document.toJS();
      const id = `${manifest.kind}/${manifest.metadata?.name}`;
      const where = `${folder}/${file} ${id}`;
      if (document.errors.length > 0) problems.push(`${where}: ${document.errors[0].message}`);
      if (found.has(id)) problems.push(`${where} is there twice`);
      found.set(id, { where, file, manifest });
    }
  return found;
}

function kustomizationOf(folder) {
  return parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8'));
}

async function validate(where, manifest) {
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

/** A strategic merge, as far as the overlays use it: maps are merged, lists of named things by name, other lists replaced. */
function merged(before, patch) {
  if (Array.isArray(before) && Array.isArray(patch)) {
    if (![...before, ...patch].every((item) => typeof item?.name === 'string')) return patch;
    const rest = patch.filter(({ name }) => !before.some((item) => item.name === name));
    return [...before.map((item) => merged(item, patch.find(({ name }) => name === item.name) ?? {})), ...rest];
  }
  if (!isMap(before) || !isMap(patch)) return patch;
  const out = { ...before };
  for (const [name, value] of Object.entries(patch)) out[name] = name in before ? merged(before[name], value) : value;
  return out;
}

function isMap(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
