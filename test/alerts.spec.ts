// What watches a running Caracal from outside names metrics by text: alerts and dashboards are held against those that the code
// makes, and against the grammar of PromQL as far as they use it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { problemsOfQuery, type Metric } from './harness/promql.js';

const RULES = 'k8s/monitoring/caracal.rules.yaml';
const DASHBOARD = 'docker/grafana/dashboards/caracal.json';
/** A metric as the code makes it: kind, name and, where it has any, labels. */
const DECLARATION = /\b(counter|gauge|duration)\(\s*'(\w+)',\s*'(?:[^'\\]|\\.)*',?\s*(?:\[([^\]]*)\])?/g;

const duration = z.string().regex(/^[1-9]\d*[smhd]$/);
const rule = z.strictObject({
  alert: z.string().regex(/^Caracal[A-Z][A-Za-z]+$/),
  expr: z.string().min(1),
  for: duration.optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.strictObject({ summary: z.string().min(10), description: z.string().min(10) }),
});
const ruleFile = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string().regex(/^caracal-[a-z-]+$/), rules: z.array(rule).min(1) })).min(1),
});

const { groups } = ruleFile.parse(parse(readFileSync(RULES, 'utf8')));
const rules = groups.flatMap((group) => group.rules);
const metrics = declaredMetrics();

describe('alerts', () => {
  it('groups and rules: each has a name of its own', () => {
    for (const names of [groups.map(({ name }) => name), rules.map(({ alert }) => alert)])
      expect(new Set(names).size).toBe(names.length);
  });

  it.each(rules)('$alert: a query of metrics that there are, which can be true or not', ({ expr }) => {
    expect(problemsOfQuery(expr, metrics)).toEqual([]);
    expect(expr).toMatch(/^absent\(|[<>]/);
  });

  it.each(rules)('$alert: what it says names only labels that its query keeps', ({ expr, annotations }) => {
    const kept = new Set([...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels]) => labels!.split(/,\s*/)));
    const named = [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label!);
    expect(named.filter((label) => !kept.has(label))).toEqual([]);
  });

  it('docker compose: Prometheus reads the same file', () => {
    const { services } = parse(readFileSync('docker-compose.yml', 'utf8')) as {
      services: Record<string, { volumes: string[] }>;
    };
    const mounted = services['prometheus']!.volumes.find((volume) => volume.startsWith(`./${RULES}:`))?.split(':')[1];
    const { rule_files: read } = parse(readFileSync('docker/prometheus.yml', 'utf8')) as { rule_files: string[] };
    expect(read).toEqual([mounted]);
  });
});

describe('dashboards', () => {
  it('every panel: a query of metrics that there are', () => {
    const queries = [...readFileSync(DASHBOARD, 'utf8').matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(
      ([, text]) => JSON.parse(text!) as string,
    );
    expect(queries.length).toBeGreaterThan(5);
    expect(queries.flatMap((query) => problemsOfQuery(query, metrics))).toEqual([]);
  });
});

describe('the check of queries', () => {
  it.each([
    ['sum(rate(caracal_nothing_total[5m])) > 0', 'there is no metric caracal_nothing_total'],
    ['sum by (tenant) (rate(caracal_dead_letters_total[5m])) > 0', 'caracal_dead_letters_total has no label tenant'],
    ['caracal_cep_late_total{why="x"} > 0', 'caracal_cep_late_total has no label why'],
    ['sum(rate(caracal_dead_letters_total)) > 0', 'rate takes a range, such as metric[5m]'],
    ['sum(rate(caracal_dead_letters_total[5m]) > 0', 'expected ) at the end'],
    ['summe(caracal_open_joins) > 0', 'there is no metric summe'],
    ['caracal_open_joins > > 0', 'expected a metric, a number or ( at "> 0"'],
  ])('%s → %s', (query, problem) => {
    expect(problemsOfQuery(query, metrics)).toEqual([problem]);
  });
});

/** Every metric of the code, by the name that Prometheus knows it by, and those of Node and of Prometheus that are used. */
function declaredMetrics(): ReadonlyMap<string, Metric> {
  const found = new Map<string, Metric>([
    ['process_cpu_seconds_total', { labels: [] }],
    ['process_resident_memory_bytes', { labels: [] }],
  ]);
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps/*.ts', 'libs/*.ts'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\n').filter((name) => name !== '' && !name.endsWith('.spec.ts')))
    for (const [, kind, name, list] of readFileSync(file, 'utf8').matchAll(DECLARATION)) {
      const labels = [...(list ?? '').matchAll(/'(\w+)'/g)].map(([, label]) => label!);
      if (kind !== 'duration') found.set(`caracal_${name}`, { labels });
      else
        for (const part of ['bucket', 'sum', 'count'])
          found.set(`caracal_${name}_seconds_${part}`, { labels: [...labels, ...(part === 'bucket' ? ['le'] : [])] });
    }
  return found;
}
