// Generates libs/contracts/src/generated from libs/contracts/proto. `--check` fails when what is committed differs,
// or when a schema breaks the last committed one (proto/baseline.json): fields may be added, never renumbered,
// retyped, renamed or removed.
import { mkdtempSync, readFileSync, readdirSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pbjs from 'protobufjs-cli/pbjs.js';
import pbts from 'protobufjs-cli/pbts.js';
import protobuf from 'protobufjs';

const protoDir = 'libs/contracts/proto';
const outDir = 'libs/contracts/src/generated';
const baselineFile = join(protoDir, 'baseline.json');
const check = process.argv.includes('--check');

const protos = readdirSync(protoDir)
  .filter((f) => f.endsWith('.proto'))
  .sort()
  .map((f) => join(protoDir, f));

const scratch = mkdtempSync(join(tmpdir(), 'caracal-contracts-'));
try {
  const target = check ? scratch : outDir;
  const js = join(target, 'caracal.js');
  const ts = join(target, 'caracal.d.ts');
  const run = (tool, args) =>
    new Promise((resolve, reject) => tool.main(args, (error, out) => (error ? reject(error) : resolve(out))));
  await run(pbjs, [
    '-t',
    'static-module',
    '-w',
    'es6',
    '--es6',
    '--force-number',
    '--no-service',
    '--no-verify',
    '--no-delimited',
    '--no-convert',
    '-p',
    protoDir,
    '-o',
    js,
    ...protos,
  ]);
  writeFileSync(js, withOwnDefaults(readFileSync(js, 'utf8')));
  await run(pbts, ['-o', ts, js]);

  const shape = describe(protos);
  if (check) {
    const problems = [];
    for (const file of ['caracal.js', 'caracal.d.ts']) {
      if (readFileSync(join(outDir, file), 'utf8') !== readFileSync(join(scratch, file), 'utf8'))
        problems.push(`${outDir}/${file} is stale: run npm run contracts:generate and commit the result`);
    }
    problems.push(...breaks(JSON.parse(readFileSync(baselineFile, 'utf8')), shape));
    if (problems.length) {
      console.error(problems.join('\n'));
      process.exitCode = 1;
    }
  } else {
    let old = {};
    try {
      old = JSON.parse(readFileSync(baselineFile, 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    const problems = breaks(old, shape);
    if (problems.length) {
      console.error(problems.join('\n'));
      process.exitCode = 1;
    } else writeFileSync(baselineFile, `${JSON.stringify(shape, null, 1)}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * protobufjs keeps the defaults of absent scalars on the prototype (64-bit ones as Long objects), so a decoded message
 * loses them when it is spread, compared or written as JSON. This makes them own properties, set in the constructor:
 * all messages of a type then have one shape, which is also faster to read. Fields need no check then for being own ones,
 * nor 64-bit integers for being objects.
 */
function withOwnDefaults(code) {
  const long = '$util.Long ? $util.Long.fromBits(0,0,false) : 0';
  const lines = code.replaceAll(long, '0').split('\n');
  const defaults = new Map();
  for (const line of lines) {
    const found = /^\s*(\w+)\.prototype\.(\w+) = (""|0|false|null);$/.exec(line);
    if (found) defaults.set(found[1], [...(defaults.get(found[1]) ?? []), `this.${found[2]} = ${found[3]};`]);
  }
  return lines
    .map((line) => {
      const constructor = /^\s*const (\w+) = function \(properties\) \{$/.exec(line);
      return constructor && defaults.has(constructor[1]) ? `${line}\n${defaults.get(constructor[1]).join('\n')}` : line;
    })
    .join('\n')
    .replaceAll(/\(typeof (message\.\w+) === "object" \? [^:]+ : (\1 !== 0)\)/g, '$2')
    .replaceAll(/ && \$Object\.hasOwnProperty\.call\(message, "\w+"\)(?= && message\.\w+ !== )/g, '');
}

/** Message → field number → "name type label", of every schema file. */
function describe(files) {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => (target.startsWith(protoDir) ? target : join(protoDir, target));
  root.loadSync(files);
  const messages = {};
  const visit = (namespace) => {
    for (const item of namespace.nestedArray ?? []) {
      if (item instanceof protobuf.Type)
        messages[item.fullName] = Object.fromEntries(
          item.fieldsArray.map((f) => [
            f.id,
            `${f.name} ${f.map ? `map<${f.keyType},${f.type}>` : f.type}${f.repeated ? ' repeated' : ''}`,
          ]),
        );
      visit(item);
    }
  };
  visit(root);
  return messages;
}

function breaks(before, after) {
  const problems = [];
  for (const [message, fields] of Object.entries(before))
    for (const [id, field] of Object.entries(fields)) {
      const now = after[message]?.[id];
      if (now !== field)
        problems.push(
          `breaking change: ${message} field ${id} was "${field}", is ${now ? `"${now}"` : 'gone'}; add a new field or a new version instead`,
        );
    }
  return problems;
}
