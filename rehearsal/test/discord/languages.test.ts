import { Locale } from 'discord-api-types/v10';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, Routes, TextInputBuilder } from 'discord.js';
import { ModalBuilder, TextInputStyle } from 'discord.js';
import type { BaseInteraction } from 'discord.js';
import { expect, test } from 'vitest';

import type { DiscordOptions } from '#discord/discord.ts';
import { readBody } from '#discord/reading.ts';

import { onInteraction } from './connect.ts';
import { openPackets } from './packets.ts';

/** A bot that answers `/do` with a button, that with a form, and keeps all that it was sent. */
async function openBot(options: DiscordOptions = {}) {
  const { discord, login } = await openPackets(options);
  const client = await login();
  const option = { type: 3, name: 'what', description: 'd', autocomplete: true };
  await client.rest.put(Routes.applicationCommands(client.application.id), {
    body: [
      { name: 'do', description: 'd', options: [option] },
      { type: 2, name: 'Greet' },
    ],
  });
  const sent: BaseInteraction[] = [];
  const button = new ButtonBuilder({ customId: 'more', label: 'more', style: ButtonStyle.Primary });
  const input = new TextInputBuilder({
    customId: 'words',
    label: 'words',
    value: 'now',
    style: TextInputStyle.Short,
  });
  onInteraction(client, async (interaction) => {
    sent.push(interaction);
    if (interaction.isAutocomplete()) await interaction.respond([{ name: 'one', value: 'two' }]);
    else if (interaction.isButton())
      await interaction.showModal(
        new ModalBuilder({ customId: 'form', title: 'title' }).addComponents(
          new ActionRowBuilder<TextInputBuilder>().addComponents(input),
        ),
      );
    else if (interaction.isRepliable())
      await interaction.reply({
        content: 'done',
        components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
      });
  });
  const send = async ({ id }: { readonly id: string }, content: string): Promise<unknown> =>
    client.rest.post(Routes.channelMessages(id), { body: { content } });
  return { discord, sent, send };
}

test('whatever people do, their client tells its language, and the server’s', async () => {
  const { discord, sent } = await openBot();
  const guild = discord.addGuild({ locale: Locale.Japanese });
  const channel = guild.addText();
  const by = discord.addPerson(guild, { locale: Locale.German });
  const used = discord.command({ channel, by, name: 'do' });
  const reply = await used.reply();
  const pressed = discord.press(reply, 'more', by);
  await pressed.modal();
  await (await discord.submitModal(pressed, {})).reply();
  await discord.menu({ channel, by, name: 'Greet', target: by }).reply();
  await discord.autocomplete({ channel, by, name: 'do', options: { what: 'o' }, focused: 'what' });
  const languages = sent.map(({ locale, guildLocale }) => [locale, guildLocale]);
  expect(languages).toEqual(Array.from({ length: 5 }, () => ['de', 'ja']));
  // They can change it from one moment to the next.
  await discord.command({ channel, by, name: 'do', locale: Locale.French }).reply();
  expect(sent.at(-1)?.locale).toBe('fr');
});

test('everybody and every server is in the language that all of that Discord are in', async () => {
  const { discord, sent } = await openBot({ locale: Locale.Swedish });
  const guild = discord.addGuild();
  const channel = guild.addText();
  await discord.command({ channel, by: discord.addPerson(guild), name: 'do' }).reply();
  const own = discord.addPerson(guild, { locale: Locale.German });
  await discord.command({ channel, by: own, name: 'do' }).reply();
  expect(sent.map(({ locale, guildLocale }) => [locale, guildLocale])).toEqual([
    ['sv-SE', 'sv-SE'],
    ['de', 'sv-SE'],
  ]);
});

test('only a Community has chosen a language, and of others Discord says that it is English', async () => {
  const { discord, login, packets } = await openPackets();
  discord.addGuild({ name: 'plain' });
  discord.addGuild({ name: 'chosen', locale: Locale.EnglishUS });
  await login();
  const guilds = packets.filter(({ t }) => t === 'GUILD_CREATE').map(({ d }) => d);
  expect(
    guilds.map(({ name, preferred_locale: locale, features }) => [name, locale, features]),
  ).toEqual([
    ['plain', 'en-US', []],
    ['chosen', 'en-US', ['COMMUNITY']],
  ]);
});

test('all that the bot writes passes what people make of it, and what they write does not', async () => {
  const seen = new Set<string>();
  const { discord, send } = await openBot({
    read(text, { where, locales }) {
      seen.add(`${where} in ${locales.join(' and ')}`);
      return text.toUpperCase();
    },
  });
  const guild = discord.addGuild({ locale: Locale.Japanese });
  const channel = guild.addText({ name: 'text' });
  const by = discord.addPerson(guild, { locale: Locale.German });
  const reply = await discord.command({ channel, by, name: 'do' }).reply();
  expect(reply.text).toBe('DONE\n[MORE]');
  const pressed = discord.press(reply, 'MORE', by);
  const { title, components } = await pressed.modal();
  expect(title).toBe('TITLE');
  expect(components).toMatchObject([
    { components: [{ custom_id: 'words', label: 'WORDS', value: 'NOW' }] },
  ]);
  const typing = { channel, by, name: 'do', options: { what: 'o' }, focused: 'what' };
  const { choices } = await discord.autocomplete(typing);
  expect(choices).toEqual([{ name: 'ONE', value: 'two' }]);
  expect(discord.say({ channel, by, content: 'hello' }).text).toBe('hello');
  await send(channel, 'news');
  expect([...seen]).toEqual([
    'a message in text in de and ja',
    'a form in de',
    'what is suggested for /do in de',
    'a message in text in ja',
  ]);
});

test('what a picture is said to show is read as well', () => {
  const attachments = [
    { id: '0', filename: 'a.png', description: 'bars' },
    { id: '1', filename: 'b.png' },
  ];
  const body = { attachments, content: undefined, components: undefined, flags: 0 };
  const read = (text: string): string => text.toUpperCase();
  expect(readBody(body, read, { where: 'a message', locales: [] }).attachments).toEqual([
    { id: '0', filename: 'a.png', description: 'BARS' },
    { id: '1', filename: 'b.png' },
  ]);
});
