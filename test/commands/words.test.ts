import { CommandsForm } from '@crier/rehearsal/discord/forms/command-form.ts';
import { expect, test } from 'vitest';

import { registeredFor } from '#commands/index.ts';
import { wordedAll } from '#discord/command-words.ts';

import { texts } from '../fakes/asker.ts';
import { languages, textsOf } from '../i18n/files.ts';

/** With those that only some people have. */
const { commands } = registeredFor({ ids: ['somebody'] });
const bodies = wordedAll(commands, texts);

test('the words of commands are all used, and none is lacking', () => {
  const asked = new Set<string>();
  const noting = {
    languageOf: () => 'another',
    word(language: string, path: readonly string[]) {
      asked.add(path.join('.'));
      return texts.word(language, path);
    },
  };
  wordedAll(commands, noting);
  const there = [...textsOf('en').keys()].filter((path) => path.startsWith('commands.'));
  expect([...asked].sort()).toEqual(there.sort());
});

test('in English a command, an option and a subcommand are called as they are declared', () => {
  const english = [...textsOf('en')].filter(([path]) =>
    /^commands\.(?!.*\.choices\.).*\.name$/u.test(path),
  );
  expect(english.length).toBeGreaterThan(100);
  expect(english.filter(([path, name]) => path.split('.').at(-2) !== name)).toEqual([]);
});

test('Discord takes the commands with their words in every language', () => {
  const refused = CommandsForm.safeParse(bodies).error?.issues ?? [];
  expect(refused).toEqual([]);
});

test('each language that the catalogue has is registered', () => {
  const locales = new Set(
    bodies.flatMap((body) => Object.keys(body.description_localizations ?? {})),
  );
  const registered = new Set([...locales].map((locale) => texts.languageOf(locale)));
  expect([...registered].sort()).toEqual(languages.filter((language) => language !== 'en').sort());
});
