import { Collection } from 'discord.js';
import type { ChatInputCommandInteraction, Interaction } from 'discord.js';
import { expect, test } from 'vitest';

import cloneFromMessage from '#commands/clone-from-message.ts';
import help from '#commands/help.ts';
import { allCommands, commands } from '#commands/index.ts';
import join from '#commands/join.ts';
import leave from '#commands/leave.ts';
import say from '#commands/say.ts';
import skip from '#commands/skip.ts';
import type { Asker } from '#discord/asker.ts';
import { helpView } from '#discord/help-view.ts';
import { Reply } from '#discord/reply.ts';
import type { Command, Services } from '#features/services.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { fakeInteraction } from '../fakes/interaction.ts';
import { FakeLog } from '../fakes/log.ts';

async function execute(
  command: Command,
  services: Partial<Services>,
  options: Record<string, unknown> = {},
) {
  const answers = new FakeAnswers();
  const log = new FakeLog();
  const reply = new Reply({
    answers,
    log,
    ephemeral: false,
    target: 'new',
    expiresAtMs: Date.now() + 1_000,
  });
  const interaction = fakeInteraction({ kind: 'command', name: command.data.name, options });
  await command.execute(interaction as never, services as Services, reply);
  return answers;
}

test('/say hands over what was asked, and nothing that was not', async () => {
  const said: unknown[] = [];
  const speaking = {
    say: (...args: unknown[]) => Promise.resolve(void said.push(...args.slice(0, 2))),
  };
  await execute(say, { speaking: speaking as never, clones: {} as never }, { text: 'hello' });
  await execute(
    say,
    { speaking: speaking as never, clones: {} as never },
    {
      text: 'x',
      voice: 'sky',
      language: 'en',
      speed: 1.5,
      style: 'sad',
      as: 'file',
      format: 'mp3',
    },
  );
  expect(said[0]).toMatchObject({ id: 'ada', guildId: 'g' });
  expect(said[1]).toEqual({ text: 'hello', choice: {}, as: 'speak' });
  expect(said[3]).toEqual({
    text: 'x',
    choice: { voice: 'sky', language: 'en', speed: 1.5, style: 'sad', format: 'mp3' },
    as: 'file',
  });
});

const speaker = { personId: 'ada', serverId: 'g', channelId: 'c' };

test.each([
  ['voice', { voice: 'sk', language: 'en' }, ['voices', 'sk', speaker, 'en']],
  ['voice', {}, ['voices', '', speaker, undefined]],
  ['language', { language: 'ger' }, ['languages', 'ger']],
  ['format', { voice: 'sky' }, ['formats', '', 'sky']],
])('/say suggests for %s with %j', (focused, options, asked) => {
  const calls: unknown[] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push(name, ...args);
      return [];
    };
  const voices = { voices: note('voices'), languages: note('languages'), formats: note('formats') };
  const interaction: Interaction = fakeInteraction({
    kind: 'autocomplete',
    name: 'say',
    focused,
    options,
  });
  void say.complete(interaction as never, { voices } as unknown as Services);
  expect(calls).toEqual(asked);
});

test('/join says where it is', async () => {
  const answers = await execute(join, { presence: { join: () => Promise.resolve('a') } as never });
  expect(answers.texts).toEqual(["I'm in <#a>. Type `/say` and I speak for you."]);
});

test('/leave says what it left', async () => {
  const answers = await execute(leave, { presence: { leave: () => 'a' } as never });
  expect(answers.texts).toEqual(['I left <#a>.']);
});

test('/skip says that it skipped', async () => {
  const answers = await execute(skip, { presence: { skip: () => undefined } as never });
  expect(answers.texts).toEqual(['Skipped.']);
});

test('/help shows every command and option, as links once their ids are known', async () => {
  const view = () => helpView(commands, new Map([['say', '42']]));
  const answers = await execute(help, { help: view });
  for (const { data } of commands) expect(answers.texts[0]).toContain(data.description);
  expect(answers.texts[0]).toContain('</say:42>');
  expect(answers.texts[0]).toContain('`/join`');
  expect(answers.texts[0]).toContain('`private`');
  expect(answers.texts[0]?.length).toBeLessThan(4_000);
});

test('every command keeps Discord’s limits', () => {
  const names = commands.map(({ data }) => data.name);
  expect(new Set(names).size).toBe(names.length);
  for (const { data } of commands) {
    expect(data.name).toMatch(/^[-\p{Ll}\p{N}]{1,32}$/u);
    const described = [data, ...(data.options ?? [])];
    for (const { description } of described) expect(description.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(data).length).toBeLessThan(8_000);
  }
});

const [server, dm, groupDm] = [0, 1, 2];
const everywhere = { integration_types: [0, 1], contexts: [server, dm, groupDm] };
const inServers = { integration_types: [0], contexts: [server] };

test.each([
  ['say', everywhere],
  ['voice', everywhere],
  ['clone', everywhere],
  ['design', everywhere],
  ['privacy', everywhere],
  ['help', everywhere],
  ['autoread', inServers],
  ['pronounce', inServers],
  ['join', inServers],
  ['skip', inServers],
  ['leave', inServers],
  ['Clone from this clip', everywhere],
  ['Why was this not read?', inServers],
  ['Their voice', inServers],
])('%s is there where it can do something', (name, usable) => {
  expect(allCommands.find(({ data }) => data.name === name)?.data).toMatchObject(usable);
});

test('that is all of them, and anybody may use each: rights are asked for where they count', () => {
  expect(allCommands).toHaveLength(14);
  for (const { data } of allCommands)
    expect(data.default_member_permissions ?? undefined).toBeUndefined();
});

/** Whether only the person who asked sees the answer. */
function isPrivate({ private: how, data }: Command, options: Record<string, unknown>): boolean {
  const { options: given } = fakeInteraction({
    kind: 'command',
    name: data.name,
    options,
    subcommand: String(options['subcommand']),
  }) as ChatInputCommandInteraction;
  return typeof how === 'function' ? how(given) : (how ?? given.getBoolean('private') ?? false);
}

test.each<[string, Record<string, unknown>, boolean]>([
  ['say', {}, false],
  ['say', { private: true }, true],
  ['say', { private: false }, false],
  // Of a recording, the questions are its owner's.
  ['say', { clip: {} }, true],
  ['say', { clip: {}, private: false }, true],
  ['voice', {}, true],
  ['clone', {}, true],
  ['design', {}, true],
  ['pronounce', {}, true],
  ['privacy', {}, true],
  ['help', {}, true],
  ['autoread', { subcommand: 'on' }, false],
  ['autoread', { subcommand: 'off' }, false],
  ['autoread', { subcommand: 'show' }, true],
  ['autoread', { subcommand: 'muted' }, true],
  ['join', {}, false],
  ['leave', {}, false],
  ['skip', {}, false],
])('the answer to /%s with %j is for one person alone: %s', (name, options, expected) => {
  const command = commands.find(({ data }) => data.name === name);
  expect(command && isPrivate(command, options)).toBe(expected);
});

test('what Discord itself keeps people from typing', () => {
  const option = (name: string, command: Command = say) =>
    command.data.options?.find((each) => each.name === name);
  expect(option('text')).toMatchObject({ required: true, max_length: 4_000 });
  expect(option('speed')).toMatchObject({ min_value: 0.25, max_value: 4 });
  expect(option('as')).toMatchObject({
    choices: ['speak', 'voice message', 'file'].map((way) => ({ name: way, value: way })),
  });
});

test('a transcript without a clip is a mistake, and nothing is said', async () => {
  const services = { speaking: {} as never, clones: {} as never };
  const saying = execute(say, services, { text: 'x', transcript: 'The words.' });
  await expect(saying).rejects.toThrow(/A transcript is of a clip/);
});

test.each([
  ['of somebody else', { authorId: 'bob' }, /Only recordings that you sent yourself/],
  ['without a file', { types: [] }, /no recording in that message/],
  ['with pictures and a text alone', { types: ['image/png', 'text/plain'] }, /no recording/],
])('no voice is made of a message %s', async (_, about, sentence) => {
  await expect(clonedFrom(about)).rejects.toThrow(sentence);
});

test.each([
  [['image/png', 'audio/mpeg'], 1],
  // What it is, its content tells.
  [[null], 0],
  [['video/mp4', 'audio/mpeg'], 0],
])('of a message with %j the voice is made of file %d', async (types, at) => {
  const [asker, made] = (await clonedFrom({ types })) as [Asker, object];
  expect(asker.id).toBe('ada');
  expect(made).toEqual({
    file: { contentType: types[at], at },
    name: 'Clip of 2026-01-02 03:04',
    isNameMadeUp: true,
    transcript: undefined,
  });
});

/** What is made of a message by its menu. */
async function clonedFrom({
  authorId = 'ada',
  types = ['audio/mpeg'],
}: {
  readonly authorId?: string;
  readonly types?: readonly (string | null)[];
}): Promise<unknown[]> {
  const asked: unknown[] = [];
  const cloning = { make: async (...args: unknown[]) => void asked.push(...args.slice(0, 2)) };
  const interaction = Object.assign(fakeInteraction({ kind: 'message menu', userId: 'ada' }), {
    targetMessage: {
      author: { id: authorId },
      attachments: new Collection(types.map((contentType, at) => [`${at}`, { contentType, at }])),
      createdAt: new Date('2026-01-02T03:04:05Z'),
    },
  });
  const services = { clones: { cloning } } as unknown as Services;
  await cloneFromMessage.execute(interaction as never, services, {} as Reply);
  return asked;
}
