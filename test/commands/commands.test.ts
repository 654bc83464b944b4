import type { Interaction } from 'discord.js';
import { expect, test } from 'vitest';

import help from '#commands/help.ts';
import { commands } from '#commands/index.ts';
import join from '#commands/join.ts';
import leave from '#commands/leave.ts';
import say from '#commands/say.ts';
import skip from '#commands/skip.ts';
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
