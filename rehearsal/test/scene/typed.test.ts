import { ApplicationCommandOptionType, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { expect, test } from 'vitest';

import type { RegisteredCommand } from '#discord/command-registry.ts';
import type { Component, Message } from '#discord/model.ts';
import { ShownCommands } from '#scene/client-words.ts';
import { clipFor } from '#scene/clip-shelf.ts';
import { controlsLine, controlsOf, useTyped } from '#scene/controls.ts';
import { Names } from '#scene/names.ts';
import { readTyped, valueOf } from '#scene/typed-command.ts';
import type { Meanings } from '#scene/typed-command.ts';
import { TypedForm } from '#scene/typed-form.ts';
import { readLine } from '#scene/typed-line.ts';

const text = { type: ApplicationCommandOptionType.String, name: 'name', required: true };
const clip = { type: ApplicationCommandOptionType.Attachment, name: 'clip', required: true };
const make = { type: ApplicationCommandOptionType.Subcommand, name: 'make', options: [clip, text] };
const commands = [
  { name: 'clone', options: [make], json: { name: 'clone' } },
] as unknown as RegisteredCommand[];

const directory = {
  people: [
    { id: '11', name: 'Ann' },
    { id: '12', name: 'Ann Lee' },
  ],
  channels: [{ id: '21', name: 'general' }],
  roles: [{ id: '31', name: 'team' }],
};
const names = new Names(() => directory);
const meanings: Meanings = {
  file: (typed) => Promise.resolve({ filename: typed, bytes: Uint8Array.of(1) }),
  names,
  locale: 'en-US',
};

test('a file option is read by what was typed for it', async () => {
  expect(await readTyped('/clone make clip:a b.mp3 name:My Voice', commands, meanings)).toEqual({
    name: 'clone make',
    options: { clip: { filename: 'a b.mp3', bytes: Uint8Array.of(1) }, name: 'My Voice' },
    missing: [],
  });
});

test('what a command can’t do without and was not typed is named', async () => {
  const { options, missing } = await readTyped('/clone make name:Me', commands, meanings);
  expect(options).toEqual({ name: 'Me' });
  expect(missing.map(({ name }) => name)).toEqual(['clip']);
});

const german = (name: string) => ({ name_localizations: { de: name, 'es-ES': 'voz' } });
const as = {
  type: ApplicationCommandOptionType.String,
  name: 'as',
  ...german('als'),
  choices: [{ name: 'voice message', ...german('Sprachnachricht'), value: 'message' }],
};
const say = {
  name: 'say',
  options: [{ ...text, name: 'text', ...german('text') }, as],
  json: { name: 'say', ...german('sprich') },
};
const localized = [say] as unknown as RegisteredCommand[];

test.each([
  '/sprich Hallo als:Sprachnachricht',
  '/say Hallo as:voice message',
  '/Say Hallo ALS:message',
])('in German %j is what the bot knows by its English names', async (line) => {
  expect(await readTyped(line, localized, { ...meanings, locale: 'de' })).toEqual({
    name: 'say',
    options: { text: 'Hallo', as: 'message' },
    missing: [],
  });
});

test('what is in another language is not taken, and told of in the one that is typed in', async () => {
  const typed = async (line: string, locale: Meanings['locale']) =>
    readTyped(line, localized, { ...meanings, locale });
  await expect(typed('/sprich Hallo', 'fr')).rejects.toThrow('There are: /say.');
  await expect(typed('/sag Hallo', 'de')).rejects.toThrow('There are: /sprich.');
  await expect(typed('/say Hallo als:Datei', 'de')).rejects.toThrow(
    'als is one of: Sprachnachricht.',
  );
});

test('commands are shown as a client in the language shows them', () => {
  const shown = new ShownCommands(() => localized, 'de');
  expect([shown.command('say'), shown.command('sing high')]).toEqual(['/sprich', '/sing high']);
  expect(shown.option('say', 'as')).toBe('als');
  expect(shown.option('say', 'as', 'message')).toBe('als:Sprachnachricht');
  expect(new ShownCommands(() => localized, 'es-419').command('say')).toBe('/voz');
  expect(new Names(() => directory, shown).shown('</say:5>')).toBe('/sprich');
});

test.each([
  [8 * 3_600, 'in 8 hours'],
  [-120, '2 minutes ago'],
  [3 * 86_400, 'in 3 days'],
])('a time %i seconds from now is shown as that where it is to be: %s', (seconds, shown) => {
  const at = Math.floor(Date.now() / 1_000) + seconds;
  expect(names.shown(`again <t:${at}:R>`)).toBe(`again ${shown}`);
});

test.each([
  ['person', ApplicationCommandOptionType.User, '@ann lee', '12'],
  ['channel', ApplicationCommandOptionType.Channel, 'general', '21'],
  ['role', ApplicationCommandOptionType.Role, '@&team', '31'],
  ['role or person', ApplicationCommandOptionType.Mentionable, '@&team', '31'],
] as const)('a %s is chosen by name', async (_, type, typed, id) => {
  expect(await valueOf(typed, { type, name: 'who' }, meanings)).toMatchObject({ id });
});

test('a name that nobody has is told of, with those that there are', async () => {
  const option = { type: ApplicationCommandOptionType.User, name: 'who' };
  await expect(valueOf('@Zed', option, meanings)).rejects.toThrow(
    'There is no person "@Zed". There are: @Ann, @Ann Lee.',
  );
});

test('names are typed as people see them, and sent as Discord writes them', () => {
  const typed = 'hi @Ann Lee and @ann, see #general, @&team! mail@ann.example @nobody #nowhere';
  const marked = names.marked(typed);
  expect(marked).toBe('hi <@12> and <@11>, see <#21>, <@&31>! mail@ann.example @nobody #nowhere');
  expect(names.shown(`${marked} </say:5> <:wave:7>`)).toBe(
    'hi @Ann Lee and @Ann, see #general, @team! mail@ann.example @nobody #nowhere /say :wave:',
  );
});

test.each([
  ['', { does: { kind: 'nothing' } }],
  ['/say hi', { does: { kind: 'command', text: '/say hi' } }],
  ['hello: there', { does: { kind: 'words', text: 'hello: there' } }],
  ['as Bob: hi there', { by: 'Bob', does: { kind: 'words', text: 'hi there' } }],
  ['as Ann Lee: /skip', { by: 'Ann Lee', does: { kind: 'command', text: '/skip' } }],
  ['as if: that helps', { by: 'if', does: { kind: 'words', text: 'that helps' } }],
  ['as ever, thanks', { does: { kind: 'words', text: 'as ever, thanks' } }],
  ['menu "Their voice" @Bob', { does: { kind: 'menu', name: 'Their voice', target: '@Bob' } }],
  ['speak Bob 3', { does: { kind: 'speak', who: 'Bob', seconds: 3 } }],
  ['speak @Ann Lee 0.5', { does: { kind: 'speak', who: '@Ann Lee', seconds: 0.5 } }],
  ['speak up', { does: { kind: 'words', text: 'speak up' } }],
  ['move Bob to #Green Room', { does: { kind: 'move', who: 'Bob', to: '#Green Room' } }],
  ['kick Crier', { does: { kind: 'kick', who: 'Crier' } }],
  ['unmute @Bob', { does: { kind: 'unmute', who: '@Bob' } }],
  ['mute all of them', { does: { kind: 'words', text: 'mute all of them' } }],
  ['as Bob: effect 👍', { by: 'Bob', does: { kind: 'effect', emoji: '👍' } }],
  ['effect unknown', { does: { kind: 'words', text: 'effect unknown' } }],
  ['move on', { does: { kind: 'words', text: 'move on' } }],
  ['as Bob: status: Film night', { by: 'Bob', does: { kind: 'status', text: 'Film night' } }],
  ['status:', { does: { kind: 'status', text: '' } }],
  ['menu please', { does: { kind: 'words', text: 'menu please' } }],
])('%j is read as what is meant', (line, meant) => {
  expect(readLine(line)).toEqual(meant);
});

test('a file that is not there is told of, with the recordings that are', async () => {
  await expect(clipFor('/no/such.mp3')).rejects.toThrow(/no file \/no\/such.mp3.*low, high/);
});

test('a recording of the shelf is an mp3', async () => {
  const { filename, bytes } = await clipFor('low');
  expect(filename).toBe('low.mp3');
  expect(bytes.length).toBeGreaterThan(20_000);
});

const button = (label: string, more: object = {}): Component => ({
  type: ComponentType.Button,
  style: ButtonStyle.Primary,
  label,
  custom_id: `try:${label}`,
  ...more,
});
const menu: Component = {
  type: ComponentType.StringSelect,
  custom_id: 'try:menu',
  placeholder: 'Language',
  options: [
    { label: 'German', value: 'de' },
    { label: 'English', value: 'en' },
  ],
};
const row = (...components: Component[]): Component => ({
  type: ComponentType.ActionRow,
  components,
});
const message = {
  components: [row(button('Keep'), button('Old', { disabled: true }), button('Drop')), row(menu)],
} as unknown as Message;
const controls = controlsOf([message]);

test('what can be used is listed with numbers', () => {
  expect(controlsLine(controls)).toBe('[1] Keep   [2] Drop   [3] Language: German | English');
});

test.each([
  ['2', 'try:Drop', undefined],
  [' keep ', 'try:Keep', undefined],
  ['3 english', 'try:menu', 'en'],
])('%j uses %s', (typed, customId, value) => {
  const use = useTyped(controls, typed);
  expect([use?.control.customId, use?.value]).toEqual([customId, value]);
});

test.each(['4', '0'])('%j is told of, since nothing has that number', (typed) => {
  expect(() => useTyped(controls, typed)).toThrow(`nothing with the number ${typed}`);
  expect(useTyped([], typed)).toBeUndefined();
});

test.each([
  [controls, 'skip', /"skip" is no longer there to be pressed. There is: \[1\] Keep/],
  [[], 'Skip', /"Skip" is no longer there to be pressed. There is none now/],
  [[], '2', /nothing with the number 2. There is none now/],
])('what was there to be pressed once is told of', (left, typed, sentence) => {
  expect(() => useTyped(left, typed, new Set(['skip', 'keep']))).toThrow(sentence);
  expect(useTyped(controls, 'keep', new Set(['keep']))?.control.customId).toBe('try:Keep');
});

test.each(['1 more', 'Old', '/keep', 'language'])('%j uses nothing', (typed) => {
  expect(useTyped(controls, typed)).toBeUndefined();
});

test('a menu is chosen from by what it offers', () => {
  expect(() => useTyped(controls, '3 Dutch')).toThrow('German, English');
});

test('a form is filled in line by line: an empty line leaves a field, a dash empties it', () => {
  const field = (name: string, value?: string): Component => ({
    type: ComponentType.Label,
    label: `The ${name}`,
    component: { type: ComponentType.TextInput, custom_id: name, ...(value && { value }) },
  });
  const components = [field('words', 'Old words'), field('name', 'Ann'), field('more')];
  const form = new TypedForm({ customId: 'f', title: 'Form', components });
  expect(form.question).toMatch(/The words \(now: Old words/);
  form.answer('New words');
  form.answer('');
  expect(form.question).toMatch(/The more \(empty now/);
  form.answer('-');
  expect(form.question).toBeUndefined();
  expect(form.values).toEqual({ words: 'New words', more: '' });
});
