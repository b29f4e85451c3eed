import { expect, it } from 'vitest';
import { KnownRoutes } from './known-routes.js';

const routes = new KnownRoutes();
routes.add('/v1/things', ['POST']);
routes.add('/v1/things', ['GET', 'HEAD']);
routes.add('/v1/things::batch', ['POST']);
routes.add('/v1/things/:id', ['GET']);
routes.add('/v1/things/:id/events', ['POST']);

it.each([
  ['/v1/things', ['GET', 'HEAD', 'POST']],
  ['/v1/things/?x=1', ['GET', 'HEAD', 'POST']],
  ['/v1/things:batch', ['POST']],
  ['/v1/things/a%20b', ['GET']],
  ['/v1/things/a/events', ['POST']],
  ['/v1/other', []],
  ['/v1/things/a/b', []],
])('methods of %s → %j', (url, methods) => {
  expect(routes.methodsOf(url)).toEqual(methods);
});
