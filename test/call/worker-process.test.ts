import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { processWorkers, type VoiceWorker } from '../../src/call/worker-process.ts';

function start(env?: NodeJS.ProcessEnv) {
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
