import type { FastifyInstance } from 'fastify';

/** The routes of an application, to tell a path that is unknown from one that only takes other methods. */
export class KnownRoutes {
  private readonly routes = new Map<string, { readonly path: RegExp; readonly methods: Set<string> }>();

  /** Takes note of the routes that are added from now on; one that takes any path says nothing about a path. */
  follow(app: FastifyInstance): void {
    app.addHook('onRoute', ({ method, url }) => {
      if (!url.includes('*')) this.add(url, [method].flat());
    });
  }

  /** `url` in the router's language: `:name` for a part, `::` for a colon. */
  add(url: string, methods: readonly string[]): void {
    let route = this.routes.get(url);
    if (!route) this.routes.set(url, (route = { path: pathOf(url), methods: new Set() }));
    for (const method of methods) route.methods.add(method);
  }

  /** The methods that a path takes, sorted; none when it is unknown. */
  methodsOf(url: string): readonly string[] {
    const path = url.split('?', 1)[0]!;
    const methods = [...this.routes.values()].filter((route) => route.path.test(path)).flatMap((r) => [...r.methods]);
    return [...new Set(methods)].toSorted();
  }
}

function pathOf(url: string): RegExp {
  const parts = url.split(/(::|:\w+)/).map((part) => {
    if (part === '::') return ':';
    return part.startsWith(':') ? '[^/]+' : RegExp.escape(part);
  });
  return new RegExp(`^${parts.join('')}/?$`);
}
