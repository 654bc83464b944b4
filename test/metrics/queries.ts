import { readFileSync } from 'node:fs';

import { parser } from '@prometheus-io/lezer-promql';
import { parse as parseYaml } from 'yaml';

import type { Sample } from './exposition.ts';

/** A query that is shipped, and where it stands. */
export interface Query {
  readonly where: string;
  readonly expr: string;
}

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string };
}

export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const textOf = (path: string): string =>
  readFileSync(new URL(`../../packaging/${path}`, import.meta.url), 'utf8');

/** The alert rules. */
export const alerts: readonly Alert[] = (
  parseYaml(textOf('prometheus/alerts.yml')) as {
    readonly groups: readonly { readonly rules: readonly Alert[] }[];
  }
).groups.flatMap(({ rules }) => rules);

/** The panels of the dashboard. */
export const panels: readonly Panel[] = (
  JSON.parse(textOf('grafana/crier.json')) as { readonly panels: readonly Panel[] }
).panels;

/** All queries; where Grafana fills in an interval, one stands. */
export const queries: readonly Query[] = [
  ...alerts.map(({ alert, expr }) => ({ where: alert, expr })),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({
      where: title,
      expr: expr.replaceAll('$__rate_interval', '5m'),
    })),
  ),
];

/** The places at which a query can't be read. */
export function errorsIn({ expr }: Query): readonly string[] {
  const errors: string[] = [];
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError) errors.push(`${expr} at ${node.from}`);
    },
  });
  return errors;
}

/** Prometheus adds these to all that it scrapes, and one of its own. */
const added = { labels: new Set(['instance', 'job']), metric: 'up' };

/** The metrics and labels that a query takes and that none of the samples has, a line each. */
export function missingIn({ where, expr }: Query, samples: readonly Sample[]): readonly string[] {
  const missing: string[] = [];
  const names = new Set<string>();
  const labels = new Set<string>();
  let name = '';
  parser.parse(expr).iterate({
    enter({ name: kind, from, to, node }) {
      const text = expr.slice(from, to);
      if (kind === 'Identifier' && node.parent?.name === 'VectorSelector') {
        name = text;
        names.add(name);
        if (name !== added.metric && !samples.some((sample) => sample.name === name))
          missing.push(`${where}: there is no metric ${name}`);
      }
      if (kind === 'UnquotedLabelMatcher' && !isMatched(samples, name, text))
        missing.push(`${where}: ${name} has no ${text}`);
      if (kind === 'LabelName' && node.parent?.name === 'GroupingLabels') labels.add(text);
    },
  });
  for (const label of labels)
    if (![...names].every((name) => isThere(samples, name, label)))
      missing.push(`${where}: not every metric has the label ${label}`);
  return missing;
}

/** Whether there is a sample of that name with the label of a matcher, and its value where it takes one alone. */
function isMatched(samples: readonly Sample[], name: string, matcher: string): boolean {
  const [, label = '', operator, value = ''] =
    /^(\w+)\s*(=~|!~|!=|=)\s*"(.*)"$/su.exec(matcher) ?? [];
  return isThere(samples, name, label, operator === '=' ? value : undefined);
}

function isThere(samples: readonly Sample[], name: string, label: string, value?: string): boolean {
  if (name === added.metric || added.labels.has(label)) return true;
  return samples.some(
    (sample) =>
      sample.name === name &&
      label in sample.labels &&
      (value === undefined || sample.labels[label] === value),
  );
}
