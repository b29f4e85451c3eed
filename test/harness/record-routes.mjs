// Preloaded into a process (node --import) to learn what its HTTP router really has: writes the routes to ROUTES_FILE.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';

subscribe('fastify.initialization', ({ fastify }) => {
  const routes = new Set();
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.add(`${one} ${url}`);
  });
  fastify.addHook('onReady', async () => {
    writeFileSync(process.env.ROUTES_FILE, JSON.stringify([...routes]));
  });
});
