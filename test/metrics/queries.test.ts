import { expect, test } from 'vitest';

import { samplesOf } from './exposition.ts';
import { alerts, errorsIn, missingIn, panels, queries } from './queries.ts';

// Whether the metrics in them are those of a bot, `e2e/metrics` looks up at one.

test.each(queries.map((query) => [query.where, query] as const))(
  'the query of %s can be read',
  (_, query) => {
    expect(errorsIn(query)).toEqual([]);
  },
);

test('a query that can’t be read, and one of what isn’t there, would be found', () => {
  const samples = samplesOf('crier_calls{state="ready"} 1\nup 1\n');
  const missing = (expr: string) => missingIn({ where: 'here', expr }, samples);
  expect(errorsIn({ where: 'here', expr: 'sum(rate(crier_calls[5m])' })).not.toEqual([]);
  expect(missing('sum by (state, instance) (crier_calls{state="ready"}) > 0')).toEqual([]);
  expect(missing('rate(crier_call[5m])')).toEqual(['here: there is no metric crier_call']);
  expect(missing('crier_calls{state="asleep"}')).toHaveLength(1);
  expect(missing('crier_calls{cause=~"a|b"}')).toHaveLength(1);
  expect(missing('sum by (cause) (crier_calls)')).toHaveLength(1);
});

test('panels have names of their own and don’t lie over each other', () => {
  expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
});

test('alerts have names of their own', () => {
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
});
