import { Client, Events } from 'discord.js';
import { expect, test, vi } from 'vitest';

import { effectSent } from '#features/phrases/effects.ts';
import { listenToEffects } from '#features/phrases/tapping.ts';
import type { TappingParts } from '#features/phrases/tapping.ts';
import { ownWords } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { inEnglish } from '#i18n/texts.ts';
import { personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';

import { FakeLog } from '../../fakes/log.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { stopClocks } from '../../virtual-time.ts';

// Emoji that people send into their call, in a server that wants to hear none of them.

test('each person is told once why an emoji is not heard, whoever else was told', async () => {
  stopClocks();
  const client = new Client({ intents: [] });
  const letters: string[] = [];
  const emoji = { id: null, name: '👋' };
  const parts = {
    client,
    taps: {
      of: async () => [{ effect: effectSent({ emoji, soundId: null })?.key, phraseId: 'a' }],
    },
    phrases: { of: async () => ({ phrases: [{ id: 'a' }] }) },
    nextEffects: { came: () => false },
    whereabouts: new FakeWhereabouts().put('ann', 'c').put('bea', 'c'),
    people: { get: async () => personSettings.parse({}) },
    serverSettings: { get: async () => serverSettings.parse({ calls: { effects: false } }) },
    letters: {
      async toPerson(userId: string, _: string, sentence: (server: Text) => Text) {
        letters.push(`${userId}: ${inEnglish(sentence(ownWords('Club')))}`);
        return true;
      },
    },
    log: new FakeLog(),
  };
  listenToEffects(parts as unknown as TappingParts);
  const send = async (userId: string) => {
    const sent = { userId, guild: { id: '1' }, channelId: 'c', emoji, soundId: null };
    client.emit(Events.VoiceChannelEffectSend, sent as never);
    await new Promise(setImmediate);
  };
  for (const userId of ['ann', 'bea', 'ann', 'bea']) {
    await send(userId);
    // The second of two quick ones is a slip of the finger.
    vi.advanceTimersByTime(450);
  }
  expect(letters).toEqual([
    expect.stringMatching(/^ann: .*Club/u),
    expect.stringMatching(/^bea: .*Club/u),
  ]);
});
