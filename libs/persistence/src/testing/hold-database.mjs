// A process of its own that runs an embedded PostgreSQL in the folder given, for tests that kill it. It prints one JSON
// line: the URLs, or the error. On SIGTERM it stops in order.
import { runnerImport } from 'vite';

const { module } = await runnerImport(new URL('../embedded/start-embedded-postgres.ts', import.meta.url).pathname, {
  configFile: false,
  logLevel: 'silent',
  environments: { inline: { resolve: { conditions: ['source'] } } },
});
try {
  const server = await module.startEmbeddedPostgres({ dataDir: process.argv[2] });
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  console.log(JSON.stringify(server));
} catch (error) {
  console.log(JSON.stringify({ error: error.message }));
  process.exit(1);
}
