// The whole suite in one process: embedded PostgreSQL, the log in it, every service, one port. Logs go to a file in
// CARACAL_HOME, because standard output is for the three lines that a person needs.
import { HomeFolder, loadConfig } from '#kernel';
import { standaloneConfig } from './standalone.config.js';

try {
  const config = loadConfig(standaloneConfig);
  const home = new HomeFolder(config.CARACAL_HOME);
  process.env['CARACAL_LOG_FILE'] ||= home.file('caracal.log');
  const { startTelemetry } = await import('#telemetry');
  const telemetry = startTelemetry({ service: 'standalone' });
  const { startStandalone } = await import('./start-standalone.js');
  await startStandalone(config, home, telemetry);
} catch (error) {
  const { startProblem } = await import('#service');
  process.stderr.write(`caracal: ${startProblem(error)}\n`);
  process.exit(1);
}
