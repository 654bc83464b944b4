import { type ModalSubmitInteraction, Routes } from 'discord.js';
import { expect, test } from 'vitest';

import { failure, openCommand } from './command-to-answer.ts';
import { onInteraction } from './connect.ts';
import { button, row } from './message-bodies.ts';

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
  const { discord, client, answered } = await openCommand();
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
  const { answered } = await openCommand();
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
  const { client, answered } = await openCommand();
  answered(async (interaction) =>
    client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      auth: false,
      body: { type: 9, data: form },
    }),
  );
  expect(await failure()).toMatchObject({ code: 50_035 });
});
