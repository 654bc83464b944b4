import { EventEmitter } from 'node:events';

import type { Client } from 'pg';
import { expect, test, vi } from 'vitest';

import { changesOf } from '#store/postgres/changes.ts';

class FakeClient extends EventEmitter {
  readonly end = vi.fn(async () => undefined);
  readonly query = async () => ({ rows: [{ name: 'public' }] });
}

test('a connection that is made while the store is closed is ended, too', async () => {
  const [first, second] = [new FakeClient(), new FakeClient()];
  const connecting = Promise.withResolvers<Client>();
  const connect = vi.fn(async () => connecting.promise);
  connect.mockResolvedValueOnce(first as unknown as Client);
  const changes = await changesOf({ connect, owns: () => false });
  first.emit('end');
  await vi.waitFor(() => expect(connect).toHaveBeenCalledTimes(2));
  await changes.close();
  connecting.resolve(second as unknown as Client);
  await vi.waitFor(() => expect(second.end).toHaveBeenCalledOnce());
});
