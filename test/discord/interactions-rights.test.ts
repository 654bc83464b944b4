import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';

import { onlyInServers } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { everyone, now, openly, privately } from '#discord/command.ts';
import { line } from '#discord/view.ts';
import type { Form, View } from '#discord/view.ts';
import type { Text } from '#i18n/text.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { fakeInteraction } from '../fakes/interaction.ts';
import { interactionsWith } from '../fakes/interactions.ts';
import { data, kinds, later, runOf } from './running.ts';

test.each(['message', 'person'] as const)(
  'a command of a %s’s menu is answered to the person alone',
  async (kind) => {
    const answers = new FakeAnswers();
    const interactions = interactionsWith({
      messageCommands: [
        {
          data: { type: 3, name: 'Why?' },
          ...later,
          answers: 'privately',
          run: ({ reply }) => reply.finish(line('Of a message.')),
        },
      ],
      personCommands: [
        {
          data: { type: 2, name: 'Why?' },
          ...later,
          answers: 'privately',
          run: ({ reply }) => reply.finish(line('Of a person.')),
        },
      ],
      answersTo: () => answers,
    });
    await interactions.run(fakeInteraction({ kind: `${kind} menu`, name: 'Why?' }));
    expect(answers.sent[0]?.body).toMatchObject({
      type: 4,
      data: { content: `Of a ${kind}.`, flags: 64 },
    });
    const unknown = new FakeAnswers();
    const without = interactionsWith({ answersTo: () => unknown });
    await without.run(fakeInteraction({ kind: `${kind} menu`, name: 'Why?' }));
    expect(unknown.texts[0]).toContain('I no longer have that command');
  },
);

test.each<[string, () => View | Form | void, readonly number[]]>([
  ['a view', () => line('done'), [7]],
  ['a form', () => ({ kind: 'form', body: { custom_id: 'x', title: 'X', components: [] } }), [9]],
  ['nothing', () => undefined, [6]],
])('what answers now with %s is acknowledged by that alone', async (_, answer, sent) => {
  const go = now.inPlace(everyone, answer);
  const { answers } = await runOf(
    { data, subcommands: {}, buttons: { go } },
    { kind: 'button', customId: 'try:go' },
  );
  expect(kinds(answers)).toEqual(sent);
});

const pressers = ({ asker }: { readonly asker: Asker }): Text | undefined =>
  asker.managesServer ? undefined : onlyInServers;

test.each([
  ['a command', { kind: 'command' }],
  ['a subcommand', { kind: 'command', name: 'parts', subcommand: 'one' }],
  ['a button', { kind: 'button', customId: 'try:go:a' }],
  ['a menu', { kind: 'select', customId: 'try:go:a' }],
  ['a form', { kind: 'form', customId: 'try:go:a' }],
  ['a menu of a message', { kind: 'message menu', name: 'Go' }],
  ['a menu of a person', { kind: 'person menu', name: 'Go' }],
] as const)('%s is asked for its right at each use, before anything is done', async (_, asked) => {
  const done: string[] = [];
  const row = privately(pressers, async ({ asker }: { readonly asker: Asker }) => {
    done.push(asker.id);
    return line('done');
  });
  let answers = new FakeAnswers();
  const interactions = interactionsWith({
    commands: [
      { data, ...row, buttons: { go: row }, selects: { go: row }, forms: { go: row } },
      { data: { ...data, name: 'parts' }, subcommands: { one: row } },
    ],
    messageCommands: [{ data: { type: 3, name: 'Go' }, ...row }],
    personCommands: [{ data: { type: 2, name: 'Go' }, ...row }],
    answersTo: () => answers,
  });
  const use = async (memberPermissions: bigint): Promise<readonly string[]> => {
    answers = new FakeAnswers();
    await interactions.run(fakeInteraction({ name: 'try', memberPermissions, ...asked }));
    expect(answers.sent[0]?.body).toMatchObject({ type: 4, data: { flags: 64 } });
    return answers.texts;
  };
  expect(await use(0n)).toEqual(['That works only in a server that I am a member of.']);
  expect(await use(PermissionFlagsBits.ManageGuild)).toEqual(['done']);
  expect(await use(0n)).toEqual(['That works only in a server that I am a member of.']);
  expect(done).toEqual(['ada']);
});

test.each([
  ['secret', 64],
  ['open', 0],
])('the subcommand %s of a command that is private in part', async (subcommand, flags) => {
  const subcommands = {
    secret: privately(everyone, async () => line('Done in secret.')),
    open: openly(everyone, async () => line('Done in open.')),
  };
  const { answers } = await runOf({ data, subcommands }, { subcommand });
  expect(answers.sent[0]?.body).toMatchObject({ data: { flags } });
  expect(answers.texts).toEqual([`Done in ${subcommand}.`]);
});

test.each(['old', 'constructor', ''])(
  'an unknown subcommand %j is answered',
  async (subcommand) => {
    const { answers } = await runOf({ data, subcommands: {} }, { subcommand });
    expect(answers.texts[0]).toMatch(/no longer have that command/);
  },
);
