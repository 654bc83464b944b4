import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { designedOnce } from '#features/own-voices/designed-once.ts';
import type { Ask } from '#features/say/ask.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { ann } from '../../fakes/asker.ts';
import { openReply } from '../../fakes/reply.ts';
import { plainWords } from '../../fakes/words.ts';
import { testStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';
import { designer } from './desk.ts';

const hello: Ask = { text: 'Hello there, everybody.', choice: {}, as: 'speak' };

/** Notes what would be said. */
async function stand(known = [...models, designer]) {
  const opened = await testStore();
  const { store } = opened;
  const book = voiceBook(known);
  const catalogue = { book, search: voiceSearch(book), known: () => Promise.resolve() };
  const choosing = chooser({ ...store, catalogue });
  const said: Ask[] = [];
  const failures: Error[] = [];
  const sayOnce = designedOnce({
    ...store,
    catalogue,
    async askWords(text, speaker, asked) {
      await choosing.preview(text, speaker, asked);
      const written = { language: undefined, script: undefined };
      return { pieces: await plainWords(text), written, withoutPatterns: false };
    },
    speaking: {
      async say(_, ask) {
        const failure = failures.shift();
        if (failure) throw failure;
        said.push(ask);
      },
    },
    closing: new AbortController().signal,
  });
  return {
    store,
    said,
    failures,
    say: (description: string, ask = hello, asker: Asker = ann) =>
      sayOnce(asker, description, ask, openReply().reply),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test('a text is said as the description says, which is one line', async () => {
  await using desk = await stand();
  await desk.say(' an old\n wizard ', { ...hello, choice: { speed: 1 } });
  expect(desk.said).toEqual([{ ...hello, choice: { speed: 1, design: 'an old wizard' } }]);
});

test('it counts as a try of a design, of which a person has 10 a day, unless it could not be said', async () => {
  await using desk = await stand();
  for (let count = 0; count < 10; count += 1) {
    desk.failures.push(new Error('the service'));
    await expect(desk.say('an old wizard')).rejects.toThrow('the service');
    await desk.say('an old wizard');
  }
  await expect(desk.say('an old wizard')).rejects.toThrow('10 tries in a day');
  expect(desk.said).toHaveLength(10);
});

test('nothing is counted of what nobody can speak', async () => {
  await using desk = await stand([...models]);
  for (let count = 0; count <= 10; count += 1)
    await expect(desk.say('an old wizard')).rejects.toThrow('can’t design voices');
});

test('a description that says nothing is refused', async () => {
  await using desk = await stand();
  await expect(desk.say('…')).rejects.toThrow('Describe the voice in words');
  expect(desk.said).toEqual([]);
});

test('whose voices a server doesn’t let speak has no design speak there either', async () => {
  await using desk = await stand();
  const guildId = '500000000000000000';
  await desk.store.voiceBans.ban(guildId, ann.id, 'mod');
  const banned = desk.say('an old wizard', hello, { ...ann, guildId });
  await expect(banned).rejects.toThrow(/admins/);
  await desk.say('an old wizard', hello, { ...ann, guildId: '500000000000000001' });
  expect(desk.said).toHaveLength(1);
});
