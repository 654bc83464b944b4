import type { ChatInputCommandInteraction } from 'discord.js';
import { expect, test } from 'vitest';

import { chosenOptions } from '#commands/autoread/chosen-options.ts';
import { optionsOf } from '#discord/options.ts';

import { fakeInteraction } from '../fakes/interaction.ts';

const languagesOf = (languages: string): unknown => {
  const interaction = fakeInteraction({ kind: 'command', options: { languages } });
  const { options } = interaction as ChatInputCommandInteraction;
  return chosenOptions(optionsOf(options), 'autoread')['reading.languages'];
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
