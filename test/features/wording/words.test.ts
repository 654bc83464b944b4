import { beforeAll, expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { emojiIn, warmWords } from '#features/wording/words.ts';
import { textOf } from '#text/words.ts';

import { plainWords } from '../../fakes/words.ts';

beforeAll(() => warmWords());

const said = async (...ask: Parameters<typeof plainWords>): Promise<string> =>
  textOf({ pieces: await plainWords(...ask) });

test.each([
  ['plain text stays as it is', 'Hello there, how are you?', 'Hello there, how are you?'],
  ['markup is spoken as what it shows', '**Hi** ||Snape|| and `x`', 'Hi spoiler and x'],
  ['an emoji has its name', '🎉', 'party popper'],
  ['a mention without a name is someone', 'thanks <@80351110224678912>', 'thanks someone'],
  [
    'a text that shows its language is read in it',
    'das sind ungefähr 5 km von hier entfernt',
    'das sind ungefähr 5 Kilometer von hier entfernt',
  ],
  ['a short text is not guessed at', '5 km', '5 km'],
  ['a very long word is shortened', 'x'.repeat(4_000), 'xxx'],
])('%s', async (_name, text, expected) => {
  expect(await said(text)).toBe(expected);
});

test('a language that is known decides', async () => {
  expect(await said('5 km', { locale: 'fr' })).toBe('5 kilomètres');
});

test('who asks for a long text hears all of it', async () => {
  const text = 'One of many sentences, each like no other. '.repeat(90);
  expect(await said(text)).toBe(text.trim());
});

test.each([
  ['nothing', '  ', /empty/],
  ['only signs', '?!*', /only signs/],
  ['more than a message can hold', 'ab '.repeat(1_400), /longer than 4,000/],
  [
    'more marks than anybody hears',
    '{fast}a '.repeat(26),
    /changes how it is spoken 25 times at most/,
  ],
])('%s is refused with a reason', async (_name, text, message) => {
  const reading = { acronyms: true, inlineMarks: true, filtered: 'mask' } as const;
  await expect(plainWords(text, { reading })).rejects.toThrow(UserError);
  await expect(plainWords(text, { reading })).rejects.toThrow(message);
});

test('names of emoji that can’t be read are none, and are read again with the next text', async () => {
  const broken = () => Promise.reject(new Error('its file is damaged'));
  expect(await emojiIn('xx', '🎉', broken)).toBeUndefined();
  // Nobody waits for them: a rejection would be nobody's, and end the process.
  expect(await emojiIn('xx', 'hello', broken)).toBeUndefined();
  const names = () => 'party';
  expect(await emojiIn('xx', '🎉', async () => names)).toBe(names);
  expect(await emojiIn('xx', '🎉', broken)).toBe(names);
});
