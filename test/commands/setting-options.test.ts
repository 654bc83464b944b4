import type { ChatInputCommandInteraction } from 'discord.js';
import { expect, test } from 'vitest';

import { chosenSettings } from '#commands/setting-options.ts';
import { optionsOf } from '#discord/options.ts';
import { settings } from '#features/settings/settings.ts';

import { fakeInteraction } from '../fakes/interaction.ts';

const languagesOf = (languages: string): unknown => {
  const interaction = fakeInteraction({ kind: 'command', options: { languages } });
  const { options } = interaction as ChatInputCommandInteraction;
  return chosenSettings('autoread words', settings.server, optionsOf(options))['reading.languages'];
};

test.each([
  ['all', []],
  ['en', ['en']],
  [' de ,PT-br, ja,de', ['de', 'pt-BR', 'ja']],
])('the languages “%s” are taken as tags', (typed, tags) => {
  expect(languagesOf(typed)).toEqual(tags);
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
  const chosen = chosenSettings('autoread call', settings.member, optionsOf(options));
  expect(Object.entries(chosen)).toEqual([['spokenName', spokenName]]);
});
