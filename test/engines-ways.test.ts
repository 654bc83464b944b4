import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { expect, onTestFinished, test, vi } from 'vitest';

import type { Engines } from '#engines.ts';

import { FakeLog } from './fakes/log.ts';
import { bySocket, byWebhook, publicUrl } from './job-ways.ts';
import { preset, speakersOf, spoken } from './set-up-engines.ts';
import type { Environment } from './set-up-engines.ts';
import { startPlainDeapi } from './speech/plain-deapi.ts';
import { temporaryFolder } from './store/folder.ts';

// The ways by which the service may tell what became of jobs, as the operator sets them up.

interface Listening {
  readonly deapi: Deapi;
  readonly speaker: Engines;
  readonly folder: string;
  readonly log: FakeLog;
}

/** Engines that listen; their service's jobs take so long that they would be asked for. */
async function listening(
  environment: Environment = {},
  options: Parameters<typeof startPlainDeapi>[0] = {},
): Promise<Listening> {
  const deapi = await startPlainDeapi({ latency: 500, ...options });
  onTestFinished(() => deapi.close());
  const folder = await temporaryFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const log = new FakeLog();
  const socket = { DEAPI_SOCKET_URL: `${deapi.sockets.url}/app/${deapi.sockets.key}` };
  const wanted = { ...socket, ...environment };
  const speaker = speakersOf(() => deapi)(folder.path, wanted, { log });
  await speaker.listen();
  return { deapi, speaker, folder: folder.path, log };
}

const says = async ({ deapi, speaker }: Listening, text: string) => {
  await spoken(speaker, { ...preset, text });
  return deapi.jobs.at(-1)?.statusCalls;
};
const linesOf = ({ log }: Listening) => log.lines.filter(({ message }) => message.includes('ends'));

test('by webhook nobody asks for the end of a job, whose secret is kept in a file of its own', async () => {
  const { environment, deapi: options = {} } = await byWebhook();
  const way = await listening(environment as Environment, options);
  // Nobody knows before the first report whether any will come.
  await says(way, 'The first.');
  expect(await says(way, 'The second.')).toBe(0);
  expect(way.deapi.jobs[1]?.fields['webhook_url']).toContain(publicUrl);
  expect((await stat(join(way.folder, 'webhook.key'))).size).toBeGreaterThan(0);
  const [host, port] = String(environment['WEBHOOK_LISTEN']).split(':');
  expect(linesOf(way)).toEqual([
    {
      level: 'info',
      facts: { listen: { host, port: Number(port) } },
      message: expect.stringMatching(/by webhook \(0 status calls\), and asked for/),
    },
  ]);
});

test('with the older interface reports that the account’s secret signs are believed', async () => {
  const secret = 'the secret of the account';
  const { environment, deapi: { webhooks } = {} } = await byWebhook();
  const older = { ...environment, DEAPI_API: 'v1', DEAPI_WEBHOOK_SECRET: secret } as Environment;
  const way = await listening(older, { webhooks: { ...webhooks, account: { secret } } });
  await says(way, 'The first.');
  expect(await says(way, 'The second.')).toBe(0);
});

test('by WebSocket nobody asks for it either', async () => {
  const way = await listening(bySocket.environment as Environment);
  await expect.poll(() => way.deapi.sockets.listeners, { timeout: 10_000 }).toBe(1);
  expect(await says(way, 'The only one.')).toBe(0);
  expect(linesOf(way)).toEqual([
    { level: 'info', facts: {}, message: expect.stringMatching(/heard of by WebSocket/) },
  ]);
});

test('with neither it is asked for, and said what that costs', async () => {
  const way = await listening({ DEAPI_TIER: 'basic' });
  expect(await says(way, 'The only one.')).toBeGreaterThan(0);
  expect(linesOf(way)).toEqual([
    { level: 'info', facts: {}, message: expect.stringMatching(/jobs are asked for \(/) },
  ]);
});

test('a price that can’t be had is logged, and speech goes on', async () => {
  const way = await listening();
  way.deapi.next({ on: 'price', fail: 'validation' });
  await says(way, 'Heard all the same.');
  const troubles = () =>
    way.log.lines.filter(({ message }) => message === 'deAPI had trouble in the background');
  await vi.waitFor(() => expect(troubles()[0]?.level).toBe('warn'), { timeout: 10_000 });
});
