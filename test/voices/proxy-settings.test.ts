import { expect, test } from 'vitest';

import { memberSettings, personSettings } from '#store/person-settings.ts';
import type { PersonSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { proxyNamed, withProxy } from '#voices/proxy-settings.ts';
import { voiceSearch } from '#voices/search.ts';

import { models } from './models.ts';

const names = (...all: readonly string[]) => all.map((name) => ({ name, voice: {} }));

test.each([
  ['Luna', 'Luna'],
  ['luna', 'Luna'],
  ['Luna | The Stars', 'Luna'],
  ['Luna (she/her)', 'Luna'],
  ['Luna 🌙', 'Luna'],
  // Proxies keep two people of one name apart, and get past words that Discord forbids.
  ['Luna\u200A\u17B5', 'Luna'],
  ['L\u200Auna', 'Luna'],
  ['Luna Mae', 'Luna Mae'],
  ['Luna Mae | The Stars', 'Luna Mae'],
  ['Lunatic', undefined],
  ['A Luna', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j is meant by the settings for %j', (posted, expected) => {
  expect(proxyNamed(names('Luna', 'Luna Mae', 'Sol'), posted)?.name).toBe(expected);
});

const person = personSettings.parse({});

test('something is set for a name, changed, and gone when nothing is set any more', () => {
  const one = withProxy(person, ' Luna ', (proxy) => ({ ...proxy, spokenName: 'Lulu' }));
  expect(one.proxies).toEqual([{ name: 'Luna', voice: {}, spokenName: 'Lulu' }]);
  const two = withProxy(one, 'luna', (proxy) => ({ ...proxy, voice: { speed: 2 } }));
  expect(two.proxies).toEqual([{ name: 'Luna', voice: { speed: 2 }, spokenName: 'Lulu' }]);
  const gone = withProxy(two, 'LUNA', ({ name }) => ({ name, voice: {} }));
  expect(gone.proxies).toEqual([]);
});

test('a name without a sign to see, and one more than there may be, are refused', () => {
  const named = (proxies: PersonSettings['proxies'], name: string) => () =>
    withProxy({ ...person, proxies }, name, (proxy) => ({ ...proxy, spokenName: 'X' }));
  expect(named([], ' \u200A')).toThrow('Say the name under which you are posted.');
  const many = names(...Array.from({ length: 100 }, (_, index) => `Name ${index}`));
  expect(named(many, 'One more')).toThrow(
    'You have set something for 100 names, which is the most.',
  );
  expect(named(many, 'Name 7')().proxies).toHaveLength(100);
});

test('the voice of a name speaks what is posted under it, with what else its person has set', async () => {
  const book = voiceBook(models);
  const [first, second] = book.offers;
  if (!first || !second) throw new Error('there are no voices to choose from');
  const never = (): never => {
    throw new Error('choosing changes nothing');
  };
  const set = {
    voice: { voice: first.key, speed: 1.5 },
    proxies: [{ name: 'Luna', voice: { voice: second.key } }],
  };
  const choosing = chooser({
    catalogue: { book, search: voiceSearch(book) },
    people: { get: async () => personSettings.parse(set), change: never },
    members: { get: async () => memberSettings.parse({}), change: never },
    serverSettings: { get: async () => serverSettings.parse({}), change: never },
    voices: {
      ownedBy: async () => [],
      sharedWith: async () => [],
      find: never,
      keep: never,
      rename: never,
      remove: never,
    },
    clips: { read: never },
  });
  const speaks = async (proxyName?: string) => {
    const speaker = { userId: 'ann', guildId: 'club', proxyName };
    const { offer, request } = await choosing.choose('Hello there, how are you?', speaker, {});
    return [offer?.key, request.speed];
  };
  expect(await speaks()).toEqual([first.key, 1.5]);
  expect(await speaks('Luna | Stars')).toEqual([second.key, 1.5]);
  expect(await speaks('Sol')).toEqual([first.key, 1.5]);
});
