import { ApplicationCommandType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';

import { allCommands } from '#commands/index.ts';
import { wordedAll } from '#discord/command-words.ts';

import { texts } from '../fakes/asker.ts';
import { languages, textsOf } from '../i18n/files.ts';

/** A command, a subcommand, an option or a choice, as it is registered. */
interface Node {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly description_localizations?: Readonly<Record<string, string>>;
  readonly value?: string;
  readonly type?: number;
  readonly options?: readonly Node[];
  readonly choices?: readonly Node[];
}

const bodies = wordedAll(allCommands, texts) as unknown as readonly Node[];
const isOfMenu = ({ type }: Node): boolean =>
  type === ApplicationCommandType.Message || type === ApplicationCommandType.User;

test('the words of commands are all used, and none is lacking', () => {
  const asked = new Set<string>();
  const noting = {
    languageOf: () => 'another',
    word(language: string, path: readonly string[]) {
      asked.add(path.join('.'));
      return texts.word(language, path);
    },
  };
  wordedAll(allCommands, noting);
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

function below({ options = [] }: Node): readonly Node[] {
  return options.flatMap((option) => [option, ...below(option)]);
}

const choices = (node: Node): readonly Node[] =>
  [node, ...below(node)].flatMap((each) => each.choices ?? []);
const inAll = (word = '', others: Readonly<Record<string, string>> = {}): readonly string[] => [
  word,
  ...Object.values(others),
];
const namesOf = (node: Node): readonly string[] => inAll(node.name, node.name_localizations);
const descriptionsOf = (node: Node): readonly string[] =>
  inAll(node.description, node.description_localizations);
const longest = (words: readonly string[]): number => Math.max(...words.map((word) => word.length));

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

describe.each(bodies.map((body) => [body.name, body] as const))(
  '%s, in every language',
  (_, body) => {
    const named = isOfMenu(body) ? [] : [body, ...below(body)];

    test('has names that Discord takes', () => {
      const names = named.flatMap(namesOf);
      expect(
        names.filter((name) => !commandName.test(name) || name !== name.toLowerCase()),
      ).toEqual([]);
      expect(isOfMenu(body) ? longest(namesOf(body)) : 0).toBeLessThanOrEqual(32);
      expect(
        choices(body)
          .flatMap(namesOf)
          .filter(({ length }) => length < 1 || length > 100),
      ).toEqual([]);
    });

    test('has descriptions that Discord takes', () => {
      const descriptions = named.flatMap(descriptionsOf);
      expect(descriptions.filter(({ length }) => length < 1 || length > 100)).toEqual([]);
    });

    test('is no longer than a command may be, in the language that needs the most', () => {
      const described = [body, ...below(body)].map(
        (node) => longest(namesOf(node)) + longest(descriptionsOf(node)),
      );
      const chosen = choices(body).map(
        (node) => longest(namesOf(node)) + (node.value ?? '').length,
      );
      const total = [...described, ...chosen].reduce((sum, length) => sum + length, 0);
      expect(total).toBeLessThanOrEqual(8_000);
    });

    test('calls no two things alike that stand beside each other', () => {
      const beside = [body, ...below(body)].flatMap(({ options = [], choices: offered = [] }) => [
        options,
        offered,
      ]);
      expect(beside.flatMap(twins)).toEqual([]);
    });
  },
);

test('no two commands have one name', () => {
  expect(twins(bodies)).toEqual([]);
});

/** Names that several of these have for the readers of one locale. */
function twins(nodes: readonly Node[]): readonly string[] {
  return ['en-US', ...localesOf(nodes)].flatMap((locale) => {
    const names = nodes.map(({ name, name_localizations: own }) => own?.[locale] ?? name);
    return names.filter((name, at) => names.indexOf(name) !== at);
  });
}

function localesOf(nodes: readonly Node[]): readonly string[] {
  return [...new Set(nodes.flatMap((node) => Object.keys(node.name_localizations ?? {})))];
}

test('each language that the catalogue has is registered', () => {
  const locales = new Set(
    bodies.flatMap((body) => Object.keys(body.description_localizations ?? {})),
  );
  const registered = new Set([...locales].map((locale) => texts.languageOf(locale)));
  expect([...registered].sort()).toEqual(languages.filter((language) => language !== 'en').sort());
});
