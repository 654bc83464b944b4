import { expect, onTestFinished, test } from 'vitest';

import { inProcess } from '#speech/embedded/engine-link.ts';
import type { EngineMessage } from '#speech/embedded/engine-link.ts';

import { childrenThatRun, environmentSeenBy } from '../../child-processes.ts';

const child = new URL('../../../src/speech/embedded/espeak-child.ts', import.meta.url);

test('the process of eSpeak NG is started with nothing of the bot’s environment or options', async () => {
  process.env['CRIER_TEST_SECRET'] = 'token';
  const { promise, resolve, reject } = Promise.withResolvers<EngineMessage>();
  const link = inProcess(child)({ message: resolve, death: reject });
  onTestFinished(() => {
    link.kill();
    delete process.env['CRIER_TEST_SECRET'];
  });
  expect(await promise).toEqual({ kind: 'ready' });
  const [pid = 0] = await childrenThatRun(process.pid, 'espeak-child');
  // The names of the channel between the two are Node's.
  expect(Object.keys(await environmentSeenBy(pid)).toSorted()).toEqual([
    'NODE_CHANNEL_FD',
    'NODE_CHANNEL_SERIALIZATION_MODE',
  ]);
});
