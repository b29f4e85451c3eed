// The layers of docs/ARCHITECTURE.md as rules. Everything that is not allowed here is an error.
const LIBS = {
  kernel: [],
  bytes: [],
  contracts: ['kernel'],
  cel: [],
  policy: ['cel'],
  patterns: ['bytes', 'cel'],
  features: ['bytes', 'cel'],
  decisions: ['contracts', 'features', 'policy'],
  onnx: [],
  trees: ['kernel', 'onnx'],
  training: ['onnx', 'trees'],
  inference: ['onnx', 'trees'],
  parquet: ['kernel'],
  archive: ['kernel', 'bytes', 'contracts', 'parquet'],
  telemetry: ['kernel'],
  http: ['kernel', 'contracts', 'telemetry'],
  messaging: ['kernel', 'contracts', 'telemetry'],
  persistence: ['kernel', 'contracts', 'messaging', 'telemetry'],
  tenancy: ['kernel', 'contracts', 'features', 'policy', 'decisions', 'persistence', 'telemetry'],
  service: ['kernel', 'contracts', 'http', 'telemetry', 'messaging', 'persistence', 'tenancy'],
};
const APPS = ['ingestion', 'cep', 'scoring', 'verification', 'cases', 'feedback'];
const PURE = '^libs/(kernel|bytes|cel|policy|patterns|features|decisions|onnx|trees|training)/';

const layers = Object.entries(LIBS).map(([lib, uses]) => ({
  name: `layer-${lib}`,
  severity: 'error',
  comment: `libs/${lib} may import ${uses.length ? uses.join(', ') : 'no library of ours'}`,
  from: { path: `^libs/${lib}/src/`, pathNot: ['\\.spec\\.ts$', '/testing/'] },
  to: { path: '^(apps|packs|test|bench|scripts|libs)/', pathNot: [`^libs/(${[lib, ...uses].join('|')})/`] },
}));
const apps = APPS.map((app) => ({
  name: `app-${app}`,
  severity: 'error',
  comment: 'apps never import each other; they meet in libs/contracts',
  from: { path: `^apps/${app}/`, pathNot: ['\\.spec\\.ts$'] },
  to: { path: '^(apps|test|bench|scripts)/', pathNot: [`^apps/${app}/`] },
}));
const driver = (name, packages, files) => ({
  name: `driver-${name}`,
  severity: 'error',
  comment: `${packages} is imported only in files with its prefix, so that it can be replaced`,
  from: { path: '^(apps|libs)/', pathNot: [files, '\\.spec\\.ts$', '/testing/', '\\.contract\\.ts$'] },
  to: { path: `node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...layers,
    ...apps,
    {
      name: 'libs-by-their-index',
      severity: 'error',
      comment: 'a library is used through its src/index.ts (or its testing folder, by tests)',
      from: { path: '^(apps|libs|packs|test|bench|scripts)/(?:(?:kernel|contracts)/)?', pathNot: ['^libs/'] },
      to: {
        path: '^libs/[^/]+/src/',
        pathNot: [
          '^libs/[^/]+/src/index\\.ts$',
          '^libs/[^/]+/src/testing/',
          '^libs/contracts/src/(generated|http)/',
          '^libs/contracts/src/money\\.ts$',
        ],
      },
    },
    {
      name: 'pure-libraries',
      severity: 'error',
      comment: 'these know no framework, network, clock or database',
      from: { path: PURE, pathNot: ['\\.spec\\.ts$', '/(conformance|testing)/', '^libs/kernel/'] },
      to: { path: 'node_modules/', pathNot: ['node_modules/(@marcbachmann/cel-js|zod|yaml|protobufjs)/'] },
    },
    {
      name: 'pure-libraries-no-node',
      severity: 'error',
      from: {
        path: '^libs/(bytes|cel|policy|patterns|features|decisions|onnx|trees|training)/src',
        // Training takes threads where it is given some: the one thing of the platform, in one folder.
        pathNot: ['\\.spec\\.ts$', '/(conformance|testing)/', '^libs/(trees|training)/src/threads/'],
      },
      to: { dependencyTypes: ['core'] },
    },
    driver('kafkajs', 'kafkajs', '(^|/)kafka-[^/]*\\.ts$'),
    driver('pg', 'pg|typeorm|@nestjs/typeorm', '(^|/)pg-[^/]*\\.ts$|\\.entity\\.ts$|/migrations/'),
    driver('onnx', 'onnxruntime-node', '(^|/)onnx-[^/]*\\.ts$'),
    driver('otel', '@opentelemetry/(?!api/)[^/]+', '(^|/)otel-[^/]*\\.ts$'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
