import {
  type ChatInputCommandInteraction,
  type Client,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type Discord, startDiscord } from '#discord/discord.ts';
import type { Person, Place, Server } from '#discord/facade/guilds.ts';
import type { Interaction } from '#discord/facade/interaction.ts';

import { connect, errors, onInteraction } from './connect.ts';

let discord: Discord;
let client: Client<true>;
let guild: Server;
let channel: Place;
let by: Person;

beforeEach(async () => {
  errors.length = 0;
  discord = await startDiscord({ voice: false });
  guild = discord.addGuild();
  channel = guild.addText();
  by = discord.addPerson(guild);
  client = await connect(discord);
  const body = [{ name: 'do', description: 'd', contexts: [0, 1, 2], integration_types: [0, 1] }];
  await client.rest.put(Routes.applicationCommands(client.application.id), { body });
});

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

/** Uses the command, and answers it like this. */
function answered(
  answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
): Interaction {
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await answer(interaction);
  });
  return discord.command({ channel, by, name: 'do' });
}

async function failure(): Promise<unknown> {
  // A request that is sent too often waits for its bucket first.
  await expect.poll(() => errors.length, { timeout: 5_000 }).toBeGreaterThan(0);
  return errors[0];
}

const button = (over: object = {}): object => ({
  type: 2,
  style: 1,
  label: 'Skip',
  custom_id: 'skip',
  ...over,
});
const row = (...components: object[]): never => ({ type: 1, components }) as never;

const FORM = {
  custom_id: 'form',
  title: 'A voice',
  components: [
    { type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1, max_length: 5 } },
    {
      type: 18,
      label: 'Clip',
      component: { type: 19, custom_id: 'clip', file_types: ['audio'], required: false },
    },
    {
      type: 18,
      label: 'Mood',
      component: {
        type: 3,
        custom_id: 'mood',
        options: [{ label: 'Calm', value: 'calm', default: true }],
      },
    },
    { type: 18, label: 'Sure', component: { type: 23, custom_id: 'sure' } },
  ],
};

test('a form is filled, checked and sent', async () => {
  const opened = answered(async (interaction) => interaction.showModal(FORM));
  let sent: ModalSubmitInteraction | undefined;
  onInteraction(client, async (interaction) => {
    if (!interaction.isModalSubmit()) return;
    sent = interaction;
    await interaction.reply(`heard ${interaction.fields.getTextInputValue('name')}`);
  });
  expect(await opened.modal()).toMatchObject({ customId: 'form', title: 'A voice' });
  await expect(discord.submitModal(opened, {})).rejects.toThrow('"name" is required');
  await expect(discord.submitModal(opened, { name: 'too long' })).rejects.toThrow(
    /0 to 5 characters/u,
  );
  await expect(discord.submitModal(opened, { nmae: 'Ada' })).rejects.toThrow(/no field "nmae"/u);
  const clip = { filename: 'me.wav', bytes: Buffer.from('RIFF') };
  const submitted = await discord.submitModal(opened, { name: 'Ada', clip: [clip], sure: true });
  expect((await submitted.reply()).text).toBe('heard Ada');
  expect(sent?.fields.getUploadedFiles('clip')?.map(({ name }) => name)).toEqual(['me.wav']);
  expect(sent?.fields.getStringSelectValues('mood')).toEqual(['calm']);
});

const formOf = (component: object, over: object = {}): object => ({
  ...FORM,
  components: [{ type: 18, label: 'x', component: { custom_id: 'x', ...component }, ...over }],
});
const TWO = [
  { label: 'a', value: 'a' },
  { label: 'b', value: 'b' },
];
const TICKED = [
  { label: 'a', value: 'a', default: true },
  { label: 'b', value: 'b', default: true },
];

test('a form may tick all that there is to tick', async () => {
  const opened = answered(async (interaction) =>
    interaction.showModal(formOf({ type: 22, options: TICKED }) as never),
  );
  expect(await opened.modal()).toMatchObject({ customId: 'form' });
});

test.each([
  ['no title', { ...FORM, title: '' }],
  [
    'six fields',
    { ...FORM, components: Array.from({ length: 6 }, () => ({ type: 10, content: 'x' })) },
  ],
  ['a button', { ...FORM, components: [row(button())] }],
  ['two fields of one id', { ...FORM, components: [FORM.components[0], FORM.components[0]] }],
  ['an empty description', formOf({ type: 4, style: 1 }, { description: '' })],
  ['a blank text display', { ...FORM, components: [{ type: 10, content: ' ' }] }],
  [
    'a shortest text above the longest',
    formOf({ type: 4, style: 1, min_length: 3, max_length: 2 }),
  ],
  ['more files at least than at most', formOf({ type: 19, min_values: 2 })],
  ['more to tick than there is', formOf({ type: 22, options: TWO, max_values: 3 })],
  ['more ticked from the start than can be', formOf({ type: 22, options: TICKED, max_values: 1 })],
  ['two of several chosen from the start', formOf({ type: 21, options: TICKED })],
])('a form with %s is refused', async (_, form) => {
  answered(async (interaction) =>
    client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      auth: false,
      body: { type: 9, data: form },
    }),
  );
  expect(await failure()).toMatchObject({ code: 50_035 });
});
