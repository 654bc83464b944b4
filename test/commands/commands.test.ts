import { expect, test } from 'vitest';

import { allCommands, commands, messageCommands, personCommands } from '#commands/index.ts';
import say from '#commands/say.ts';
import type { OptionData } from '#discord/command-words.ts';
import { Handlers } from '#discord/handlers.ts';
import type { Command } from '#features/services.ts';

import { fakeInteraction } from '../fakes/interaction.ts';
import { ask, subcommandsOf, use } from './using.ts';

/** Nothing that was suggested is meant. */
const lines = { chosen: () => undefined };

test('/say hands over what was asked, and nothing that was not', async () => {
  const said: unknown[] = [];
  const speaking = {
    say: (...args: unknown[]) => Promise.resolve(void said.push(...args.slice(0, 2))),
  };
  await use('say', { speaking, lines }, { text: 'hello' });
  await use(
    'say',
    { speaking, lines },
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

const speaker = { userId: 'ada', guildId: 'g', channelId: 'c' };

test.each([
  ['voice', { voice: 'sk', language: 'en' }, ['voices', 'sk', speaker, 'en']],
  ['voice', {}, ['voices', '', speaker, undefined]],
  ['language', { language: 'ger' }, ['languages', 'ger', undefined]],
  ['format', { voice: 'sky' }, ['formats', '', 'sky']],
])('/say suggests for %s with %j', async (focused, options, asked) => {
  const calls: unknown[] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push(name, ...args);
      return [];
    };
  const voices = { voices: note('voices'), languages: note('languages'), formats: note('formats') };
  await ask({ voices }, { kind: 'autocomplete', name: 'say', focused, options });
  expect(calls).toEqual(asked);
});

test('/join says where it is', async () => {
  const answers = await use('join', { presence: { join: () => Promise.resolve('a') } });
  expect(answers.texts).toEqual(['I’m in <#a>. Type /say and I speak for you.']);
});

test('/leave says what it left', async () => {
  const answers = await use('leave', { presence: { leave: () => 'a' } });
  expect(answers.texts).toEqual(['I left <#a>.']);
});

test('/skip says that it skipped', async () => {
  const answers = await use('skip', { presence: { skip: () => undefined } });
  expect(answers.texts).toEqual(['Skipped.']);
});

test('/clear says how much it took out, by default of one’s own', async () => {
  const asked: unknown[] = [];
  const clear = (_: unknown, ...rest: unknown[]): number => asked.push(...rest);
  const answers = await use('clear', { waiting: { clear } });
  expect([asked, answers.texts]).toEqual([['mine'], ['I took out 1 line of yours that waited.']]);
});

const [server, dm, groupDm] = [0, 1, 2];
const everywhere = { integration_types: [0, 1], contexts: [server, dm, groupDm] };
const inServers = { integration_types: [0], contexts: [server] };

test.each([
  ['say', everywhere],
  ['phrase', everywhere],
  ['phrases', everywhere],
  ['short', everywhere],
  ['helper', everywhere],
  ['voice', everywhere],
  ['clone', everywhere],
  ['design', everywhere],
  ['usage', everywhere],
  ['budget', inServers],
  ['privacy', everywhere],
  ['help', everywhere],
  ['autoread', inServers],
  ['settings', inServers],
  ['setup', inServers],
  ['moderation', inServers],
  ['me', everywhere],
  ['pronounce', inServers],
  ['speak', everywhere],
  ['again', everywhere],
  ['alert', everywhere],
  ['stop', everywhere],
  ['correct', everywhere],
  ['hold', everywhere],
  ['join', inServers],
  ['follow', inServers],
  ['call', inServers],
  ['queue', inServers],
  ['skip', inServers],
  ['clear', inServers],
  ['pause', inServers],
  ['resume', inServers],
  ['volume', inServers],
  ['leave', inServers],
  ['Read this aloud', everywhere],
  ['Post as voice message', everywhere],
  ['Clone from this clip', everywhere],
  ['Why was this not read?', inServers],
  ['Their voice', inServers],
])('%s is there where it can do something', (name, usable) => {
  expect(allCommands.find(({ data }) => data.name === name)?.data).toMatchObject(usable);
});

test('that is all of them, and anybody may use each: rights are asked for where they count', () => {
  expect(allCommands).toHaveLength(39);
  for (const { data } of allCommands)
    expect(data.default_member_permissions ?? undefined).toBeUndefined();
});

interface Given {
  readonly subcommand?: string;
  readonly [option: string]: unknown;
}

const pointedAt = (): never => {
  throw new Error('nobody points at a message here');
};

/** Whether only the person who asked sees the answer. */
function isPrivate(name: string, { subcommand, ...options }: Given): boolean {
  const asked = { kind: 'command', name, options, ...(subcommand && { subcommand }) } as const;
  const found = new Handlers({ commands, messageCommands, personCommands, pointedAt }).of(
    fakeInteraction(asked),
  );
  if (!found || found.where === 'gone') throw new Error(`there is no /${name} ${subcommand}`);
  return found.answers === 'privately';
}

test.each<[string, Given, boolean]>([
  ['say', {}, false],
  ['say', { private: true }, true],
  ['say', { private: false }, false],
  // A recording's questions are for its owner.
  ['say', { clip: {} }, true],
  ['say', { clip: {}, private: false }, true],
  ...['voice', 'call', 'clone', 'pronounce', 'usage', 'budget', 'privacy'].flatMap((name) =>
    subcommandsOf(name).map((subcommand): [string, Given, boolean] => [name, { subcommand }, true]),
  ),
  ['design', {}, true],
  ['help', {}, true],
  ['settings', {}, true],
  ['setup', {}, true],
  ['moderation', {}, true],
  ['settings', { find: 'volumeDb' }, true],
  ['me', {}, true],
  ['autoread', { subcommand: 'on' }, false],
  ['autoread', { subcommand: 'off' }, false],
  ...subcommandsOf('autoread')
    .filter((subcommand) => !['on', 'off'].includes(subcommand))
    .map((subcommand): [string, Given, boolean] => ['autoread', { subcommand }, true]),
  ['join', {}, false],
  ['follow', {}, false],
  ['leave', {}, false],
  ['skip', {}, false],
  ['queue', {}, true],
  ['clear', {}, true],
  ['clear', { whose: 'mine' }, true],
  ['clear', { whose: 'all' }, false],
  ['pause', {}, false],
  ['resume', {}, false],
])('the answer to /%s with %j is for one person alone: %s', (name, options, expected) => {
  expect(isPrivate(name, options)).toBe(expected);
});

test.each(commands.map(({ data }) => data.name))(
  'each subcommand of /%s that Discord is told of does something, and no other',
  (name) => {
    const command = commands.find(({ data }) => data.name === name);
    const handled = command && 'subcommands' in command ? Object.keys(command.subcommands) : [];
    expect(handled.sort()).toEqual(subcommandsOf(name).sort());
  },
);

/** The option to which these names lead, from those of a command on. */
function optionAt(
  options: readonly OptionData[] = [],
  [name, ...path]: readonly string[],
): OptionData | undefined {
  const found = options.find((each) => each.name === name);
  if (!found || path.length === 0) return found;
  return optionAt('options' in found ? found.options : [], path);
}

test('what Discord itself keeps people from typing', () => {
  const option = (path: string, command: Command | undefined = say) =>
    optionAt(command?.data.options, path.split(' '));
  const commandOf = (name: string) => commands.find(({ data }) => data.name === name);
  expect(option('text')).toMatchObject({ required: true, max_length: 4_000 });
  expect(option('speed')).toMatchObject({ min_value: 0.25, max_value: 4 });
  const mute = option('person mute minutes', commandOf('autoread'));
  expect(mute).toMatchObject({ min_value: 1, max_value: 7 * 24 * 60 });
  for (const amount of ['dollars', 'characters'])
    expect(option(`set ${amount}`, commandOf('budget'))).toMatchObject({ min_value: 0 });
  expect(option('as')).toMatchObject({
    choices: ['speak', 'voice message', 'file'].map((value) => ({ value })),
  });
});

test('a transcript without a clip is a mistake, and nothing is said', async () => {
  const { texts } = await use('say', { lines }, { text: 'x', transcript: 'The words.' });
  expect(texts).toEqual([expect.stringMatching(/A transcript is of a clip/)]);
});
