import { beforeAll, expect, test } from 'vitest';

import { TextLanguages } from '#features/wording/text-languages.ts';
import { warmWords } from '#features/wording/words.ts';
import { espeakModel } from '#speech/embedded/models.ts';
import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';

beforeAll(() => warmWords());

const book = voiceBook([espeakModel]);
const speaker = { userId: 'ann', guildId: 'club', channelId: '2' };
/** A word that says nothing of its language. */
const undecided = 'ok super';

interface Set {
  readonly person?: object;
  readonly member?: object;
  readonly server?: object;
  readonly locale?: string;
}

function never(): never {
  throw new Error('what is found changes no settings');
}

function languages({ person = {}, member = {}, server = {}, locale }: Set = {}): TextLanguages {
  return new TextLanguages({
    people: { get: async () => personSettings.parse(person), change: never },
    members: { get: async () => memberSettings.parse(member), change: never },
    serverSettings: { get: async () => serverSettings.parse(server), change: never },
    catalogue: { book },
    view: { localeOf: () => locale },
  });
}

const found = async (
  some: TextLanguages,
  text: string,
  who = speaker,
): Promise<string | undefined> => (await some.find(text, who)).language;

test.each<[string, Set, string | undefined]>([
  ['nothing', {}, undefined],
  ['the person’s language', { person: { voice: { language: 'de' } } }, 'de'],
  ['the language of the person’s voice', { person: { voice: { voice: 'f2/fr/espeak' } } }, 'fr'],
  [
    'the member’s before the person’s',
    { member: { voice: { language: 'it' } }, person: { voice: { language: 'de' } } },
    'it',
  ],
  ['the channel’s', { server: { channels: { 2: { voice: { language: 'nl' } } } } }, 'nl'],
  [
    'not another channel’s',
    { server: { channels: { 3: { voice: { language: 'nl' } } } } },
    undefined,
  ],
  ['the server’s', { server: { voice: { language: 'pl' } } }, 'pl'],
  ['the server’s locale', { locale: 'es-ES' }, 'es-es'],
  [
    'what is set before the server’s locale',
    { server: { voice: { language: 'pl' } }, locale: 'es-ES' },
    'pl',
  ],
  ['the locale of the admin who switched it on', { server: { reading: { locale: 'tr' } } }, 'tr'],
  ['no language that nobody speaks', { locale: 'xx', server: { reading: { locale: 'tr' } } }, 'tr'],
])('what shows nothing is in %s', async (_, set, language) => {
  expect(await found(languages(set), undecided)).toBe(language);
});

test('what somebody wrote tells of what they write next, and of what others write there', async () => {
  const some = languages({ locale: 'tr' });
  const bob = { ...speaker, userId: 'bob' };
  const elsewhere = { ...bob, channelId: '9' };
  expect(await found(some, 'qué hacen hoy')).toBe('es');
  expect(await found(some, undecided)).toBe('es');
  expect(await found(some, undecided, bob)).toBe('es');
  expect(await found(some, undecided, elsewhere)).toBe('tr');
  expect(await found(some, undecided, { ...speaker, channelId: '9' })).toBe('es');
});

test('what was only likely is not remembered', async () => {
  const some = languages({ locale: 'tr' });
  await some.find(undecided, { ...speaker, locale: 'fr' });
  expect(await found(some, undecided)).toBe('tr');
});

test('samples that somebody hears say nothing of what they write', async () => {
  const some = languages();
  await some.find('qué hacen hoy', speaker, { isSample: true });
  await some.find('qué hacen hoy', speaker, { isAsked: true });
  expect(await found(some, undecided)).toBeUndefined();
});

test('who is forgotten has written nothing', async () => {
  const some = languages();
  await some.find('qué hacen hoy', { ...speaker, channelId: '9' });
  some.forget('ann');
  expect(await found(some, undecided)).toBeUndefined();
});

test('the language of somebody’s own Discord counts where they ask', async () => {
  const some = languages({ locale: 'tr' });
  expect((await some.find(undecided, { ...speaker, locale: 'fr' })).language).toBe('fr');
  expect((await some.find(undecided, { ...speaker, locale: 'en-GB' })).language).toBe('tr');
  const alone = { userId: 'cleo', guildId: undefined, locale: 'en-GB' };
  expect((await some.find(undecided, alone)).language).toBe('en-gb');
});

test('only the allowed languages are found', async () => {
  const some = languages({ locale: 'tr' });
  const { language } = await some.find('qué hacen hoy', speaker, { allowed: ['en', 'tr'] });
  expect(language).not.toBe('es');
});
