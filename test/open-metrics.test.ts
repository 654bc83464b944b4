import { expect, onTestFinished, test } from 'vitest';

import type { Config } from '#config.ts';
import { openMetrics } from '#open-metrics.ts';

import { FakeLog } from './fakes/log.ts';
import { freePort } from './job-ways.ts';
import { samplesOf } from './metrics/exposition.ts';

// The page of metrics counts what the parts of the bot tell of themselves.

test.each(['queue-full', 'cannot-join', 'no-words', 'failed'])(
  'a message that ends as %s is counted as one that nobody hears, and one that is heard is not',
  async (kind) => {
    const log = new FakeLog();
    const endings = new AsyncDisposableStack();
    onTestFinished(() => endings.disposeAsync());
    const { signal: closing } = new AbortController();
    const config = { metricsListen: { host: '127.0.0.1', port: 0 } } as Config;
    const around = { alone: Promise.resolve(), closing, endings, log };
    const { onOutcomes } = await openMetrics(config, around);
    const told = () => log.lines.find(({ message }) => message === 'health and metrics are told');
    await expect.poll(told).toBeDefined();
    onOutcomes.onOutcome({ kind: 'heard' });
    onOutcomes.onOutcome({ kind } as Parameters<typeof onOutcomes.onOutcome>[0]);
    const facts = told()?.facts as { readonly port: number } | undefined;
    const page = await fetch(`http://127.0.0.1:${facts?.port}/metrics`);
    const refused = samplesOf(await page.text()).filter(
      ({ name, value }) => name === 'crier_refusals_total' && value > 0,
    );
    expect(refused).toMatchObject([{ labels: { to: 'message', kind }, value: 1 }]);
    await endings.disposeAsync();
    await expect(fetch(`http://127.0.0.1:${facts?.port}/livez`)).rejects.toThrow('fetch failed');
  },
);

test('a bot that has been told to end before it had the port doesn’t take it any more', async () => {
  const log = new FakeLog();
  const endings = new AsyncDisposableStack();
  const closing = new AbortController();
  const alone = Promise.withResolvers<void>();
  const port = await freePort();
  const config = { metricsListen: { host: '127.0.0.1', port } } as Config;
  await openMetrics(config, { alone: alone.promise, closing: closing.signal, endings, log });
  closing.abort();
  alone.resolve();
  await endings.disposeAsync();
  await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow('fetch failed');
  expect(log.lines).toEqual([]);
});
