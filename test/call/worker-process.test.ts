import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { processWorkers, type VoiceWorker } from '#call/worker-process.ts';

import { environmentSeenBy } from '../child-processes.ts';

function start(env = process.env) {
  const deaths: string[] = [];
  const beaten = Promise.withResolvers<void>();
  const died = Promise.withResolvers<void>();
  const worker: VoiceWorker = processWorkers(env)({
    message: () => beaten.resolve(),
    died: (reason) => {
      deaths.push(reason);
      died.resolve();
    },
  });
  return { worker, deaths, beaten: beaten.promise, died: died.promise };
}

test('a worker that is killed is told of once, and what is sent to it then counts as gone', async () => {
  const { worker, deaths, beaten, died } = start();
  await beaten;
  worker.kill();
  await died;
  expect(deaths).toEqual(['exited with SIGKILL']);
  const taken = new Promise<void>((resolve) => {
    worker.send({ type: 'close' }, resolve);
  });
  await taken;
  worker.send({ type: 'close' });
});

test('a worker sees the paths, certificates, proxies and options that it needs, and nothing else', async () => {
  const { worker, beaten } = start({
    PATH: process.env['PATH'],
    NODE_EXTRA_CA_CERTS: '/none.pem',
    NODE_OPTIONS: '--no-deprecation',
    https_proxy: 'http://127.0.0.1:9',
    LC_ALL: 'C',
    NODE_V8_COVERAGE: '',
    DISCORD_TOKEN: 'secret',
    DEAPI_KEY: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
    DATABASE_URL: 'secret',
    MY_NODE_OPTIONS: 'secret',
    PATHS: 'secret',
  });
  await beaten;
  const seen = await environmentSeenBy(worker.id ?? 0);
  expect(Object.values(seen)).not.toContain('secret');
  expect(Object.keys(seen)).toEqual(
    expect.arrayContaining([
      'PATH',
      'NODE_EXTRA_CA_CERTS',
      'NODE_OPTIONS',
      'https_proxy',
      'LC_ALL',
      'NODE_V8_COVERAGE',
    ]),
  );
  worker.kill();
});

test('a worker that is asked to close ends by itself', async () => {
  const { worker, deaths, beaten, died } = start({ PATH: process.env['PATH'] });
  await beaten;
  worker.send({ type: 'close' });
  await died;
  expect(deaths).toEqual(['exited with 0']);
});

test('a terminal that interrupts its whole group does not end a worker', async () => {
  const { worker, deaths, beaten, died } = start();
  await beaten;
  process.kill(worker.id, 'SIGINT');
  process.kill(worker.id, 'SIGTERM');
  await delay(300);
  expect(deaths).toEqual([]);
  worker.kill();
  await died;
});
