// As much of PromQL as our alerts and dashboards use: https://prometheus.io/docs/prometheus/latest/querying/basics/

export interface Metric {
  readonly labels: readonly string[];
}

/** The first thing that is wrong with a query, or nothing. `metrics`: those that there are. */
export function problemsOfQuery(query: string, metrics: ReadonlyMap<string, Metric>): string[] {
  try {
    const reader = new Reader(query, metrics);
    reader.expression();
    reader.end();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

const RANGED = new Set(['rate', 'increase']);
const AGGREGATIONS = new Set(['sum', 'max', 'min']);
const PLAIN = new Set(['absent']);
/** Of the scrape, so of every metric. */
const SCRAPED = ['instance', 'job', 'service'];

class Reader {
  private rest: string;

  constructor(
    query: string,
    private readonly metrics: ReadonlyMap<string, Metric>,
  ) {
    this.rest = query.trim();
  }

  /** Operands and the operators between them. Resolves to the metrics in it. */
  expression(): string[] {
    const seen = this.operand();
    while (this.take(/^(?:[<>]=?|[!=]=|[-+*/])/)) seen.push(...this.operand());
    return seen;
  }

  end(): void {
    if (this.rest !== '') throw new Error(`expected an operator or the end at "${this.rest}"`);
  }

  private operand(): string[] {
    if (this.take(/^\d+(?:\.\d+)?/)) return [];
    if (this.take(/^\(/)) return this.closed();
    const name = this.take(/^[a-z_]\w*/i);
    if (!name) throw new Error(`expected a metric, a number or ( at "${this.rest}"`);
    if (AGGREGATIONS.has(name)) return this.aggregation();
    if (RANGED.has(name)) return this.ranged(name);
    if (PLAIN.has(name)) return this.call();
    if (name === 'histogram_quantile') return this.quantile();
    this.selector(name);
    return [name];
  }

  private aggregation(): string[] {
    const labels = this.take(/^by\b/) ? this.labels() : [];
    const seen = this.call();
    for (const metric of seen) for (const label of labels) this.hasLabel(metric, label);
    return seen;
  }

  private ranged(name: string): string[] {
    this.expect(/^\(/, '(');
    const metric = this.take(/^[a-z_]\w*/i) ?? '';
    this.selector(metric);
    if (!this.take(/^\[[1-9]\d*[smhd]\]/)) throw new Error(`${name} takes a range, such as metric[5m]`);
    this.expect(/^\)/, ')');
    return [metric];
  }

  private quantile(): string[] {
    this.expect(/^\(/, '(');
    this.expect(/^0?\.\d+|^1/, 'a quantile');
    this.expect(/^,/, ',');
    return this.closed();
  }

  private call(): string[] {
    this.expect(/^\(/, '(');
    return this.closed();
  }

  private closed(): string[] {
    const seen = this.expression();
    this.expect(/^\)/, ')');
    return seen;
  }

  private selector(metric: string): void {
    if (!this.metrics.has(metric)) throw new Error(`there is no metric ${metric}`);
    if (!this.take(/^\{/)) return;
    do {
      const label = this.expect(/^\w+/, 'a label');
      this.expect(/^(?:=~|!~|!=|=)/, 'a comparison');
      this.expect(/^"(?:[^"\\]|\\.)*"/, 'a text in quotes');
      this.hasLabel(metric, label);
    } while (this.take(/^,/));
    this.expect(/^\}/, '}');
  }

  private labels(): string[] {
    this.expect(/^\(/, '(');
    const labels: string[] = [];
    do labels.push(this.expect(/^\w+/, 'a label'));
    while (this.take(/^,/));
    this.expect(/^\)/, ')');
    return labels;
  }

  private hasLabel(metric: string, label: string): void {
    if (!this.metrics.get(metric)!.labels.includes(label) && !SCRAPED.includes(label))
      throw new Error(`${metric} has no label ${label}`);
  }

  private expect(token: RegExp, what: string): string {
    const found = this.take(token);
    if (found === undefined) throw new Error(`expected ${what} at ${this.rest === '' ? 'the end' : `"${this.rest}"`}`);
    return found;
  }

  private take(token: RegExp): string | undefined {
    const found = token.exec(this.rest)?.[0];
    if (found === undefined) return undefined;
    this.rest = this.rest.slice(found.length).trimStart();
    return found;
  }
}
