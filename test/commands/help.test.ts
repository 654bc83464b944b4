import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { expect, test } from 'vitest';

import { commands } from '#commands/index.ts';
import { helpOf } from '#discord/help.ts';

import { ask, subcommandsOf, use } from './using.ts';

test('/help shows every command and option, as links once their ids are known', async () => {
  const answers = await use('help', { help: helpOf(commands, () => new Map([['say', '42']])) });
  for (const { data } of commands) expect(answers.texts[0]).toContain(data.description);
  expect(answers.texts[0]).toContain('</say:42>');
  expect(answers.texts[0]).toContain('`/join`');
  expect(answers.texts[0]).toContain('`private`');
});

const ids = new Map(commands.map(({ data }) => [data.name, '1175699012345678901']));
const help = helpOf(commands, () => ids);

test('/help names every subcommand, and fits into a message', async () => {
  const { texts } = await use('help', { help });
  const named = commands.flatMap(({ data }) => subcommandsOf(data.name));
  for (const name of named) expect(texts[0]).toContain(`\`${name}\``);
  expect(texts[0]?.length).toBeLessThan(4_000);
});

test.each(commands.map(({ data }) => data.name))(
  '/help with a command (%s) says what each of its subcommands does, or its options',
  async (name) => {
    const { texts } = await use('help', { help }, { command: `/${name}` });
    const { description, options = [] } = commands.find(({ data }) => data.name === name)!.data;
    expect(texts[0]).toContain(`</${name}:1175699012345678901>** ${description}`);
    for (const subcommand of subcommandsOf(name))
      expect(texts[0]).toContain(`</${name} ${subcommand}:1175699012345678901> `);
    for (const option of options.filter(({ type }) => type !== T.SubcommandGroup))
      expect(texts[0]).toContain(option.description);
    expect(texts[0]?.length).toBeLessThan(4_000);
  },
);

test('/help with a command that there is not says so', async () => {
  const { texts } = await use('help', { help }, { command: 'sing' });
  expect(texts).toEqual([expect.stringMatching(/There is no such command/)]);
});

test.each([
  ['/pr', ['pronounce', 'privacy']],
  ['VOI', ['voice']],
  ['sing', []],
])('/help suggests commands for “%s”', async (typed, names) => {
  const asked = { kind: 'autocomplete', name: 'help', focused: 'command' } as const;
  const { sent } = await ask({ help }, { ...asked, options: { command: typed } });
  const choices = names.map((name) => ({ name: `/${name}`, value: name }));
  expect(sent[0]?.body).toEqual({ type: 8, data: { choices } });
});
