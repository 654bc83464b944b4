import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { withForbidden } from '#features/voices/forbidden-voices.ts';
import { serverVoices } from '#features/voices/server-voices.ts';
import { maxForbiddenVoices, serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const guildId = '1';
const book = voiceBook(models);

function serverOver(
  { store }: Awaited<ReturnType<typeof testStore>>,
  there: readonly string[] = [],
) {
  const catalogue = { book, search: voiceSearch(book) };
  return serverVoices({
    ...store,
    chooser: chooser({ ...store, catalogue }),
    catalogue,
    speaking: { silence: () => undefined },
    banning: undefined as never,
    mail: { obstacle: () => undefined },
    view: {
      namesOf: () => undefined,
      roleName: () => undefined,
      channelName: (_, id) => (there.includes(id) ? 'there' : undefined),
    },
    ready: async () => undefined,
  });
}

test('voices for more languages or channels than may be are refused; those of deleted channels make room', async () => {
  await using opened = await testStore();
  const { serverSettings } = opened.store;
  const ids = Array.from({ length: 500 }, (_, at) => String(at + 1));
  const tags = Array.from({ length: 50 }, (_, at) => `x${at}`);
  const slow = { speed: 0.5 };
  await serverSettings.change(guildId, { actorId: ann.id }, (now) => ({
    ...now,
    voicesByLanguage: Object.fromEntries(tags.map((tag) => [tag, slow])),
    channels: Object.fromEntries(ids.map((id) => [id, { voice: slow }])),
  }));
  const full = serverOver(opened, ids);
  const refusal = async (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => 'it was set',
      (error: unknown) => String(error),
    );
  const language = { of: 'language', tag: 'en' } as const;
  const channel = { of: 'channel', channelId: '999' } as const;
  expect(await refusal(full.set(ann, language, slow))).toMatch(/at most 50 languages/u);
  expect(await refusal(full.set(ann, channel, slow))).toMatch(/at most 500 channels/u);
  await full.set(ann, { of: 'channel', channelId: '7' }, { speed: 2 });
  await serverOver(opened, ids.slice(1)).set(ann, channel, slow);
  const { channels } = await serverSettings.get(guildId);
  expect([Object.keys(channels).length, channels['1'], channels['7'], channels['999']]).toEqual([
    500,
    undefined,
    { voice: { speed: 2 } },
    { voice: slow },
  ]);
});

test('who forbids more voices than may be is told how many that are, and nothing changes', async () => {
  await using opened = await testStore();
  const { store } = opened;
  const server = serverOver(opened);
  const full = Array.from({ length: 2_000 }, (_, at) => `gone${at}/xx/Gone`);
  await store.serverSettings.change(guildId, { actorId: ann.id }, (now) => ({
    ...now,
    forbiddenVoices: full,
  }));
  const refused = await server.forbid(ann, 'Sky', true).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect(String(refused)).toMatch(/2,000/u);
  expect((await store.serverSettings.get(guildId)).forbiddenVoices).toEqual(full);
});

test('where as many voices are forbidden as may be, others are refused, and any can be allowed again', () => {
  const forbiddenVoices = Array.from({ length: maxForbiddenVoices }, (_, at) => `v${at}`);
  const full = serverSettings.parse({ forbiddenVoices });
  expect(() => withForbidden(full, ['another'], true)).toThrow(UserError);
  // It was forbidden already.
  expect(withForbidden(full, ['v3'], true).forbiddenVoices).toHaveLength(maxForbiddenVoices);
  expect(withForbidden(full, ['another', 'v3'], false).forbiddenVoices).toHaveLength(
    maxForbiddenVoices - 1,
  );
  expect(withForbidden(full, ['another'], false)).toEqual(full);
});
