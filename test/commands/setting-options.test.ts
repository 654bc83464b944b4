import type { ChatInputCommandInteraction } from 'discord.js';
import { expect, test } from 'vitest';

import { chosenSettings } from '#commands/setting-options.ts';
import type { Asker } from '#discord/asker.ts';
import { optionsOf } from '#discord/options.ts';
import { settings } from '#features/settings/settings.ts';

import { ann, texts, translations } from '../fakes/asker.ts';
import { fakeInteraction } from '../fakes/interaction.ts';

const languagesOf = (languages: string, { t }: Asker = ann): unknown => {
  const interaction = fakeInteraction({ kind: 'command', options: { languages } });
  const { options } = interaction as ChatInputCommandInteraction;
  const chosen = chosenSettings('autoread words', settings.server, optionsOf(options), t);
  return chosen['reading.languages'];
};

test.each([
  ['all', []],
  ['en', ['en']],
  [' de ,PT-br, ja,de', ['de', 'pt-BR', 'ja']],
  ['de、ja，en；fr', ['de', 'ja', 'en', 'fr']],
])('the languages “%s” are taken as tags', (typed, tags) => {
  expect(languagesOf(typed)).toEqual(tags);
});

test('all languages are chosen by the reader’s own word, too', () => {
  const german = { ...ann, t: translations('de') };
  expect(languagesOf(' Alle ', german)).toEqual([]);
  expect(languagesOf('all', german)).toEqual([]);
  expect(() => languagesOf('alle')).toThrow(/“alle” is no language/);
});

test.each([
  ['English, Portuguese (Brazil), british english', 'en-US', ['en', 'pt-BR', 'en-GB']],
  ['Englisch, japanisch,French', 'de', ['en', 'ja', 'fr']],
  ['英語、ドイツ語', 'ja', ['en', 'de']],
])('the languages “%s” are understood by their names in %s', (typed, locale, tags) => {
  expect(languagesOf(typed, { ...ann, t: translations(locale) })).toEqual(tags);
});

test.each([
  ['en, klingon', /“klingon” is no language that I know/],
  ['xx', /“xx” is no language that I know/],
  ['not a tag', /“not a tag” is no language that I know/],
  [' , ', /Name at least one language/],
])('the languages “%s” are refused', (typed, sentence) => {
  expect(() => languagesOf(typed)).toThrow(sentence);
});

test.each([
  [' Annabel ', 'Annabel'],
  ['none', undefined],
  [' ', undefined],
])('the name aloud “%s” is taken as what is said, or takes the name back', (name, spokenName) => {
  const interaction = fakeInteraction({ kind: 'command', options: { name } });
  const { options } = interaction as ChatInputCommandInteraction;
  const chosen = chosenSettings('autoread call', settings.member, optionsOf(options), ann.t);
  expect(Object.entries(chosen)).toEqual([['spokenName', spokenName]]);
});

const choices = settings.server.flatMap(({ key, chosen }) =>
  chosen.by === 'choice'
    ? chosen.under.map((subcommand) => [key, subcommand, chosen.name, chosen.choices] as const)
    : [],
);

test.each(choices)(
  'what %s can be is called as it is chosen by /%s',
  (_, subcommand, name, choicesOfIt) => {
    const [command = '', part = ''] = subcommand.split(' ');
    const path = ['commands', command, 'subcommands', part, 'options', name, 'choices'];
    const called = Object.entries(choicesOfIt).map(([value, words]) => [value, ann.t(words)]);
    const chosen = Object.keys(choicesOfIt).map((value) => [
      value,
      texts.word('en', [...path, value]),
    ]);
    expect(chosen).toEqual(called);
  },
);
