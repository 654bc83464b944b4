import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { openVoiceNode } from '#nodes/voice-node.ts';

import { FakeLog } from '../fakes/log.ts';

test('a node that can’t listen says so, and takes nothing else down', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const opening = openVoiceNode({
    listen: { host: '127.0.0.1', port },
    secret: 's'.repeat(40),
    workers: undefined as never,
    log: new FakeLog(),
    graceMs: 0,
  });
  await expect(opening).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
