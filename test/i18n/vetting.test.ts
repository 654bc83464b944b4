import { describe, expect, test } from 'vitest';

import { leavesOf, treeOf } from '#i18n/catalogue.ts';
import { isName } from '#i18n/command-rules.ts';
import { vetted } from '#i18n/vetting.ts';

import { shipped, textsOf } from './files.ts';

const vet = (own: Readonly<Record<string, object>>) => vetted(own, shipped);

/** A language's kept texts, by path. */
const keptOf = (language: string, { kept }: ReturnType<typeof vet>) =>
  Object.fromEntries(leavesOf(kept[language] ?? {}));

test('texts that will do are kept, and nothing is said', () => {
  const own = {
    de: {
      calls: { left: 'Tschüss!', endings: { kicked: 'Rausgeworfen. {{commands.join}}' } },
      say: { stages: { queued_one: 'Gleich', queued_other: 'Noch {{count, number}}' } },
      commands: { skip: { name: 'weiter', description: 'Macht weiter' } },
    },
    eo: { calls: { left: 'Ĝis, {{channel}}.' } },
    'en-GB': { commands: { skip: { name: 'next' } } },
    'es-419': { calls: { left: 'Chau.' } },
  };
  const { kept, problems } = vet(own);
  expect(problems).toEqual([]);
  expect(kept).toEqual(own);
});

test('a plural may tell the number also where the English text has none', () => {
  const own = {
    de: { discord: { obstacles: { rights_other: '{{count, number}}: {{rights, list}}' } } },
  };
  expect(vet(own)).toEqual({ kept: own, problems: [] });
});

test('words of a region are held against those that somebody has for its language', () => {
  const name = (word: string) => ({ name: word });
  const own = {
    es: { commands: { join: name('sigue') } },
    'es-419': { commands: { skip: name('sigue') } },
  };
  expect(vet(own).problems).toEqual([
    'es-419/commands.json, skip.name: “sigue” is what something else beside it is called. It is left out.',
  ]);
});

const long = (length: number): string => 'x'.repeat(length);
const [skip, voice] = ['skip', 'voice'];

describe('what will not do is told in one sentence each, and is left out', () => {
  test.each<[string, object, RegExp]>([
    [
      'a file that there is not',
      { call: { left: 'x', joined: 'y' } },
      /^de\/call\.json: there is no/,
    ],
    ['a text that there is not', { calls: { lefft: 'x' } }, /^de\/calls\.json, lefft: there is no/],
    [
      'a group that there is not',
      { calls: { ends: { kicked: 'x', closed: 'y' } } },
      /^de\/calls\.json, ends: there is no/,
    ],
    [
      'a group in place of a text',
      { calls: { left: { x: 'y' } } },
      /^de\/calls\.json, left\.x: there/,
    ],
    [
      'a text in place of a group',
      { calls: { endings: 'x' } },
      /^de\/calls\.json, endings: these are several/,
    ],
    ['a number', { calls: { left: 7 } }, /^de\/calls\.json, left: this is no text\./],
    ['a list', { calls: { left: ['x'] } }, /left: this is no text\./],
    ['nothing at all', { calls: { left: null } }, /left: this is no text\./],
    ['an empty text', { calls: { left: ' ' } }, /left: this is empty\./],
    ['a text within a text', { calls: { left: '$t(calls.left)' } }, /left: “\$t\(” would be/],
    [
      'a value that there is not',
      { calls: { left: '{{chanel}}' } },
      /left: \{\{chanel\}\} is no value of this text, which has \{\{channel\}\}\./,
    ],
    ['a value where there is none', { calls: { skipped: '{{who}}' } }, /which has none\./],
    [
      'a value in another format',
      { autoread: { cooldown: '{{seconds, number(style: currency)}}' } },
      /cooldown: \{\{seconds, number\(style: currency\)\}\} is no value/,
    ],
    [
      'a command that there is not',
      { calls: { left: '{{commands.jump}}' } },
      /left: \{\{commands\.jump\}\} is no value/,
    ],
    [
      'a command in what Discord shows as it is',
      { commands: { skip: { description: '{{commands.say}}' } } },
      /description: \{\{commands\.say\}\} is no value of this text, which has none/,
    ],
    [
      'a permission in the name of another',
      { permissions: { Speak: '{{permissions.Connect}}' } },
      /Speak: \{\{permissions\.Connect\}\} is no value/,
    ],
    ['a permission that there is not', { calls: { left: '{{permissions.Fly}}' } }, /is no value/],
    ['a command without its subcommand', { calls: { left: '{{commands.voice}}' } }, /is no value/],
    ['braces that stay open', { calls: { left: '{{channel}' } }, /left: braces are opened/],
    ['braces that are closed alone', { calls: { left: 'channel}}' } }, /left: braces are opened/],
    [
      'a form of plurals that the language has not',
      { say: { stages: { queued_few: 'x' } } },
      /stages\.queued_few: plurals have no form “few” in this language, only one, other\./,
    ],
    [
      'a plural without its form',
      { say: { stages: { queued: 'x' } } },
      /stages\.queued: there is no/,
    ],
    ['a form of what is no plural', { calls: { left_other: 'x' } }, /left_other: there is no/],
    ['a long message', { calls: { left: long(2_001) } }, /left: it has up to 2001 .* 2000 there/],
    [
      'a long button',
      { say: { buttons: { skip: long(81) } } },
      /skip: it has up to 81 .* 80 there/,
    ],
    [
      'a button that is long with its value',
      { voicePanels: { browse: { hear: `${long(41)}{{voice}}` } } },
      /hear: it has up to 81 .* 80 there/,
    ],
    [
      'a long option of a menu',
      { settingsPanel: { abouts: { people: long(101) } } },
      /people: it has up to 101 .* 100 there/,
    ],
    [
      'a long menu',
      { voicePanels: { server: { takeBack: long(151) } } },
      /takeBack: it has up to 151 .* 150 there/,
    ],
    ['a long form', { oversight: { form: { title: long(46) } } }, /title: it has up to 46 .* 45/],
    [
      'a long field',
      { oversight: { form: { reason: long(46) } } },
      /reason: it has up to 46 .* 45/,
    ],
    ['a long hint', { oversight: { form: { whoReads: long(101) } } }, /whoReads: it has up to 101/],
    [
      'a name with capitals',
      { commands: { [skip]: { name: 'Weiter' } } },
      /skip\.name: “Weiter” has/,
    ],
    ['a name with a space', { commands: { [skip]: { name: 'mach zu' } } }, /“mach zu” is no name/],
    ['a long name', { commands: { [skip]: { name: long(33) } } }, /is no name that Discord takes/],
    [
      'a long name in a menu',
      { commands: { 'Their voice': { name: long(33) } } },
      /Their voice\.name: “x+” has more than the 32/,
    ],
    [
      'a long description',
      { commands: { [skip]: { description: long(101) } } },
      /skip\.description: it has up to 101 .* 100 there/,
    ],
    [
      'a long choice',
      { commands: { say: { options: { as: { choices: { file: long(101) } } } } } },
      /say\.options\.as\.choices\.file: it has up to 101 .* 100 there/,
    ],
    [
      'a command called like another',
      { commands: { [skip]: { name: 'hilfe' } } },
      /skip\.name: “hilfe” is what something else beside it is called/,
    ],
    [
      'a subcommand called like another',
      { commands: { [voice]: { subcommands: { show: { name: 'stöbern' } } } } },
      /voice\.subcommands\.show\.name: “stöbern” is what/,
    ],
    [
      'an option called like another',
      { commands: { say: { options: { text: { name: 'stimme' } } } } },
      /say\.options\.text\.name: “stimme” is what/,
    ],
    [
      'a choice called like another',
      { commands: { [voice]: { subcommands: { browse: choiceOfGender('männlich') } } } },
      /choices\.female: “männlich” is what/,
    ],
    [
      'a word to type that is another one as well',
      { settings: { typed: { all: 'ohne' } } },
      /settings\.json, typed\.all: “ohne” is what/,
    ],
  ])('%s', (_, texts, told) => {
    const { problems, kept } = vet({ de: texts });
    expect(problems).toEqual([expect.stringMatching(told)]);
    expect(problems[0]).toMatch(/\. It is left out\.$/);
    expect(kept).toEqual({ de: {} });
  });
});

function choiceOfGender(female: string): object {
  return { options: { gender: { choices: { female } } } };
}

test.each([
  ['not a language', /^not a language: that is no tag .* The folder is left out\.$/],
  ['pt-br', /^pt-br: it would have to be called “pt-BR”\./],
  ['pt_BR', /^pt_BR: that is no tag/],
])('a folder that is called %j is left out', (language, told) => {
  const { kept, problems } = vet({ [language]: { calls: { left: 'x' } } });
  expect(problems).toEqual([expect.stringMatching(told)]);
  expect(kept).toEqual({});
});

test('what will do beside what will not is kept', () => {
  const own = { de: { calls: { left: '{{x}}', skipped: 'Weiter.' }, nope: { x: 'y' } } };
  const all = vet(own);
  expect(all.problems).toHaveLength(2);
  expect(keptOf('de', all)).toEqual({ 'calls.skipped': 'Weiter.' });
});

test('two commands may change their names with each other', () => {
  const own = {
    de: { commands: { skip: { name: 'verlassen' }, leave: { name: 'überspringen' } } },
  };
  expect(vet(own)).toEqual({ kept: own, problems: [] });
});

test('a name that is free only because of one that is left out is left out, too', () => {
  // /skip would be called like /leave, whose own new name won't do.
  const own = { de: { commands: { skip: { name: 'verlassen' }, leave: { name: 'Raus Hier' } } } };
  const { kept, problems } = vet(own);
  expect(problems).toEqual([
    expect.stringMatching(/leave\.name: “Raus Hier” has capitals/),
    expect.stringMatching(/skip\.name: “verlassen” is what/),
  ]);
  expect(kept).toEqual({ de: {} });
});

test('English keeps the names by which Discord knows the commands', () => {
  const commands = { skip: { name: 'next', description: 'Goes on' } };
  const all = vet({ en: { commands } });
  expect(all.problems).toEqual([
    expect.stringMatching(/^en\/commands\.json, skip\.name: .* “en-GB”/),
  ]);
  expect(keptOf('en', all)).toEqual({ 'commands.skip.description': 'Goes on' });
});

test('a command that would become too long keeps its shipped words, and others their own', () => {
  const texts = Array.from(textsOf('en').keys())
    .filter((path) => path.startsWith('commands.autoread.'))
    .map((path, at) => [path, `${'x'.repeat(isName(path) ? 29 : 97)}${at}`] as const);
  const { commands } = treeOf(new Map([...texts, ['commands.skip.description', 'Weiter']]));
  const all = vet({ de: { commands } });
  expect(all.problems).toEqual([
    expect.stringMatching(/^de\/commands\.json, autoread: .* has \d+ characters, .* 8000\./),
  ]);
  expect(keptOf('de', all)).toEqual({ 'commands.skip.description': 'Weiter' });
});
