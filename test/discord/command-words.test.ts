import { ApplicationCommandOptionType as T, ApplicationCommandType } from 'discord-api-types/v10';
import { expect, test } from 'vitest';

import { worded, wordedAll } from '#discord/command-words.ts';
import type { CommandData } from '#discord/command-words.ts';
import { Texts } from '#i18n/texts.ts';

/** The words of `/sing` and of a menu, in three languages. */
const words = {
  en: {
    sing: {
      name: 'sing',
      description: 'Sings',
      subcommands: {
        aloud: {
          name: 'aloud',
          description: 'Sings aloud',
          options: {
            how: { name: 'how', description: 'How', choices: { high: 'high', '2': 'twice' } },
          },
        },
      },
    },
    'Sing this': { name: 'Sing this' },
    color: { name: 'color', description: 'Colors' },
  },
  'en-GB': { color: { name: 'colour' } },
  es: { sing: { name: 'cantar', description: 'Canta' } },
  'pt-BR': {
    sing: {
      subcommands: {
        aloud: {
          name: 'alto',
          options: { how: { name: 'como', description: 'Como', choices: { high: 'agudo' } } },
        },
      },
    },
    'Sing this': { name: 'Cantar isto' },
  },
};
const texts = new Texts(
  Object.fromEntries(Object.entries(words).map(([tag, commands]) => [tag, { commands }])),
);

const sing: CommandData = {
  name: 'sing',
  options: [
    {
      type: T.Subcommand,
      name: 'aloud',
      options: [
        {
          type: T.String,
          name: 'how',
          required: true,
          choices: [{ value: 'high' }, { value: '2' }],
        },
      ],
    },
  ],
};

test('a command is registered with its words in English, and in all locales of other languages', () => {
  expect(worded(sing, texts)).toEqual({
    name: 'sing',
    name_localizations: { 'es-ES': 'cantar', 'es-419': 'cantar' },
    description: 'Sings',
    description_localizations: { 'es-ES': 'Canta', 'es-419': 'Canta' },
    options: [
      {
        type: T.Subcommand,
        name: 'aloud',
        name_localizations: { 'pt-BR': 'alto' },
        description: 'Sings aloud',
        options: [
          {
            type: T.String,
            name: 'how',
            name_localizations: { 'pt-BR': 'como' },
            description: 'How',
            description_localizations: { 'pt-BR': 'Como' },
            required: true,
            choices: [
              { name: 'high', name_localizations: { 'pt-BR': 'agudo' }, value: 'high' },
              { name: 'twice', value: '2' },
            ],
          },
        ],
      },
    ],
  });
});

test('where one English has words of its own, readers of the other have theirs', () => {
  expect(worded({ name: 'color' }, texts)).toEqual({
    name: 'color',
    name_localizations: { 'en-GB': 'colour', 'en-US': 'color' },
    description: 'Colors',
  });
});

test('a command of a menu has a name and no description', () => {
  const menu = { type: ApplicationCommandType.Message, name: 'Sing this' } as const;
  expect(wordedAll([{ data: menu }, { data: sing }], texts)).toEqual([
    { ...menu, name_localizations: { 'pt-BR': 'Cantar isto' } },
    worded(sing, texts),
  ]);
});

test.each([
  [{ name: 'hum' }, 'commands › hum › description'],
  [
    { name: 'sing', options: [{ type: T.String, name: 'what' }] },
    'commands › sing › options › what › description',
  ],
  [
    {
      name: 'sing',
      options: [
        {
          type: T.Subcommand,
          name: 'aloud',
          options: [{ type: T.String, name: 'how', choices: [{ value: 'low' }] }],
        },
      ],
    },
    'commands › sing › subcommands › aloud › options › how › choices › low',
  ],
] satisfies [CommandData, string][])(
  '%j is not registered without a word in English',
  (data, at) => {
    expect(() => worded(data, texts)).toThrow(`locales/en has no ${at}`);
  },
);
