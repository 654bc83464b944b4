import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { onceInMs, Typing } from '#features/autoread/typing.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { temporaryFolder } from '../../store/folder.ts';

const guildId = '100000000000000001';
const channelId = '100000000000000002';
const packet = { guild_id: guildId, channel_id: channelId, user_id: '3', timestamp: 1 };
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: Store;
let warmed = 0;
let typing: Typing;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = await temporaryFolder();
  store = await openStore({ folder: folder.path });
  await store.serverSettings.change(guildId, { actorId: '1' }, (settings) => ({
    ...settings,
    reading: { ...settings.reading, on: true, channelIds: [channelId] },
  }));
  warmed = 0;
  typing = new Typing({
    ...store,
    calls: { channelOf: () => '4' },
    content: { visible: true },
    view: {
      knows: () => true,
      parentOf: () => undefined,
      categoryOf: () => undefined,
      voiceOf: () => ({ channelId: '4', muted: true, audience: false }),
    },
    chooser: { choose: vi.fn() },
    warm: () => (warmed += 1),
  });
});

afterEach(async () => {
  vi.useRealTimers();
  await store.close();
  await folder[Symbol.asyncDispose]();
});

test('who types on is made ready for once in 8 s', async () => {
  await typing.typed(packet);
  await typing.typed(packet);
  expect(warmed).toBe(1);
  vi.advanceTimersByTime(onceInMs);
  await typing.typed(packet);
  expect(warmed).toBe(2);
});

test('nothing is made ready in direct messages, and for bots', async () => {
  const { guild_id: _, ...direct } = packet;
  await typing.typed(direct);
  const member = { user: { id: '3', bot: true }, roles: [] };
  await typing.typed({ ...packet, member } as unknown as Parameters<Typing['typed']>[0]);
  expect(warmed).toBe(0);
});
