import { expect, test } from 'vitest';

import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import type { ChooserParts } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { models } from './models.ts';

const facts = { hash: 'c0ffee', format: 'mp3', durationMs: 5_000, sizeBytes: 9 } as const;
const mine: VoiceProfile = {
  id: 'mine',
  ownerId: 'ann',
  name: 'Mine',
  sound: { mode: 'clone', clip: facts },
  servers: [],
  createdAtMs: 0,
};

function never(): never {
  throw new Error('choosing changes nothing');
}

/** `reading`: what happens while a clip is read. */
function parts(reading: (book: ChooserParts['catalogue']) => void): ChooserParts {
  const book = voiceBook(models);
  const catalogue = { book, search: voiceSearch(book) };
  return {
    catalogue,
    people: { get: async () => personSettings.parse({}), change: never },
    members: { get: async () => memberSettings.parse({}), change: never },
    serverSettings: { get: async () => serverSettings.parse({}), change: never },
    voices: {
      ownedBy: async () => [mine],
      sharedWith: async () => [],
      find: never,
      keep: never,
      rename: never,
      remove: never,
    },
    clips: {
      async read() {
        reading(catalogue);
        return { bytes: new Uint8Array(9), format: 'mp3', durationMs: 5_000 };
      },
    },
  };
}

test('what was asked for is understood in the words of the language that somebody uses', async () => {
  const choosing = chooser(parts(() => undefined));
  const speaker = { userId: 'ann', guildId: undefined, locale: 'de' };
  const asked = { language: 'Griechisch' };
  const { offer } = await choosing.choose('Hello there, everybody.', speaker, asked);
  expect(offer?.language.tag).toBe('el');
});

test('a model that vanishes while a clip is read is still known by its engine', async () => {
  const empty = voiceBook([]);
  const choosing = chooser(parts((catalogue) => Object.assign(catalogue, { book: empty })));
  const chosen = await choosing.choose(
    'Hello.',
    { userId: 'ann', guildId: undefined },
    { voice: 'mine' },
  );
  expect(chosen).toMatchObject({ engine: 'deapi', request: { voice: { mode: 'clone' } } });
});
