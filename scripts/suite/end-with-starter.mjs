// Loaded before a service of the suite (`node --import`): its standard input is a pipe from the starter, which ends when
// the starter does, however that was. Then the service stops in good order too, and nothing is left running.
process.stdin
  .on('end', () => process.kill(process.pid, 'SIGTERM'))
  .on('error', () => undefined)
  .resume()
  .unref();
