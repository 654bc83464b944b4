import { PermissionFlagsBits } from 'discord-api-types/v10';
import { GuildMember } from 'discord.js';
import type { ChatInputCommandInteraction } from 'discord.js';

import { askerOf } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Command, Services } from '#features/services.ts';
import { timeZonesLike } from '#features/wording/time-zone.ts';

import { chosenOptions } from './autoread/chosen-options.ts';
import { autoreadOptions } from './autoread/options.ts';

type Run = (interaction: ChatInputCommandInteraction, services: Services) => Promise<View>;

const minuteMs = 60_000;
const maxShown = 50;
/** Discord's own limit. */
const maxChoices = 25;

/** What each subcommand does, by its name with its group's before it. */
const subcommands: Readonly<Record<string, Run>> = {
  async on(interaction, { serverReading }) {
    const channelId = interaction.options.getChannel('channel')?.id ?? interaction.channelId;
    await serverReading.on(askerOf(interaction), channelId);
    return serverReading.announce(askerOf(interaction));
  },
  async off(interaction, { serverReading }) {
    await serverReading.off(askerOf(interaction));
    return serverReading.announce(askerOf(interaction));
  },
  show: (interaction, { serverReading }) => serverReading.show(askerOf(interaction)),
  async why(interaction, { why }) {
    return line(await why.lastIn(askerOf(interaction), interaction.channelId));
  },
  async me(interaction, { serverPeople }) {
    const { options } = interaction;
    const agrees = options.getBoolean('agree') ?? undefined;
    const typed = options.getString('name')?.trim();
    const name = typed === 'none' ? '' : typed;
    const proxy = options.getString('proxy');
    if (proxy !== null) return line(await calledAs(interaction, serverPeople, proxy, name));
    const everywhere = options.getBoolean('everywhere') ?? false;
    const me = await serverPeople.me(askerOf(interaction), { agrees, name, everywhere });
    const called = me.name === undefined ? 'by your name on Discord' : `“${escaped(me.name)}”`;
    return line(
      `I call you ${called} aloud here. ${me.agrees ? 'You agreed to be read in this server.' : 'You have not agreed to be read, which matters only where a server asks for it.'} To be read nowhere at all, use \`/privacy\`. To change your name aloud, add \`name\` (and \`everywhere\` for all servers); “none” goes back to the one on Discord.`,
    );
  },
  async call(interaction, { serverPeople }) {
    const person = interaction.options.getUser('person', true);
    const typed = interaction.options.getString('name')?.trim() ?? '';
    const name = typed === '' || typed === 'none' ? undefined : typed;
    await serverPeople.call(askerOf(interaction), person.id, name);
    return line(
      `I call <@${person.id}> ${name === undefined ? 'by their name on Discord' : `“${escaped(name)}”`} aloud here.`,
    );
  },
  log: (interaction, { serverLog }) => serverLog.show(askerOf(interaction)),
  options: (interaction, { serverReading }) =>
    serverReading.options(askerOf(interaction), chosenOptions(interaction.options)),
  words: (interaction, { serverReading }) =>
    serverReading.options(askerOf(interaction), chosenOptions(interaction.options)),
  'channel add': (interaction, { serverReading }) =>
    serverReading.channel(
      askerOf(interaction),
      interaction.options.getChannel('channel', true).id,
      true,
    ),
  'channel remove': (interaction, { serverReading }) =>
    serverReading.channel(
      askerOf(interaction),
      interaction.options.getChannel('channel', true).id,
      false,
    ),
  'role ignore': (interaction, { serverReading }) =>
    serverReading.ignoreRole(
      askerOf(interaction),
      interaction.options.getRole('role', true).id,
      true,
    ),
  'role heed': (interaction, { serverReading }) =>
    serverReading.ignoreRole(
      askerOf(interaction),
      interaction.options.getRole('role', true).id,
      false,
    ),
  async 'person mute'(interaction, { serverPeople }) {
    const person = interaction.options.getUser('person', true);
    const minutes = interaction.options.getInteger('minutes');
    const forMs = minutes === null ? undefined : minutes * minuteMs;
    const target = {
      id: person.id,
      isAdministrator: isAdministrator(interaction.options.getMember('person')),
      isSelf: person.id === interaction.client.user.id,
    };
    await serverPeople.mute(askerOf(interaction), target, forMs);
    return line(
      `I don't read <@${person.id}> here${minutes === null ? '' : ` for ${minutes} minutes`}.`,
    );
  },
  async 'person unmute'(interaction, { serverPeople }) {
    const person = interaction.options.getUser('person', true);
    const wasMuted = await serverPeople.unmute(askerOf(interaction), person.id);
    return line(
      wasMuted ? `I read <@${person.id}> again.` : `<@${person.id}> was not on the list.`,
    );
  },
  async 'person muted'(interaction, { serverPeople }) {
    const muted = await serverPeople.muted(askerOf(interaction));
    const lines = muted.slice(0, maxShown).map(({ personId, untilMs }) => {
      const until = untilMs === undefined ? '' : ` until <t:${Math.ceil(untilMs / 1_000)}:f>`;
      return `<@${personId}>${until}`;
    });
    return line(lines.length === 0 ? 'I read everybody here.' : lines.join('\n'));
  },
  'filter add': async (interaction, { serverPeople }) =>
    filterLine(await serverPeople.filter(askerOf(interaction), { add: wordsIn(interaction) })),
  'filter remove': async (interaction, { serverPeople }) =>
    filterLine(await serverPeople.filter(askerOf(interaction), { remove: wordsIn(interaction) })),
  'filter list': async (interaction, { serverPeople }) =>
    filterLine(await serverPeople.filter(askerOf(interaction), {})),
};

export default {
  data: {
    name: 'autoread',
    description: 'Reads messages of chosen channels aloud, without any command',
    ...usableInServers,
    options: autoreadOptions,
  },
  // Everybody shall know when messages begin to be read, and when that ends.
  private: (options) => !['on', 'off'].includes(options.getSubcommand()),

  async execute(interaction, services, reply) {
    const { options } = interaction;
    const group = options.getSubcommandGroup(false);
    const name = `${group === null ? '' : `${group} `}${options.getSubcommand()}`;
    const run = subcommands[name];
    if (!run) throw new Error(`there is no /autoread ${name}`);
    await reply.finish(await run(interaction, services));
  },

  complete(interaction) {
    return timeZonesLike(interaction.options.getFocused(), maxChoices).map((zone) => ({
      name: zone,
      value: zone,
    }));
  },

  buttons: {
    on: {
      answers: 'same',
      async press(asker, _subject, { serverReading }, reply) {
        await serverReading.on(asker);
        await reply.finish(await serverReading.show(asker));
      },
    },
    off: {
      answers: 'same',
      async press(asker, _subject, { serverReading }, reply) {
        await serverReading.off(asker);
        await reply.finish(await serverReading.show(asker));
      },
    },
    join: {
      answers: 'same',
      async press(asker, place, { presence, serverReading }, reply) {
        await presence.join(asker);
        const isPanel = place === 'panel';
        await reply.finish(
          await (isPanel ? serverReading.show(asker) : serverReading.announce(asker)),
        );
      },
    },
    log: {
      answers: 'same',
      async press(asker, before, { serverLog }, reply) {
        await reply.finish(await serverLog.show(asker, before === '' ? undefined : before));
      },
    },
  },
  selects: {
    switches: {
      answers: 'same',
      async choose(asker, _subject, names, { serverReading }, reply) {
        await reply.finish(await serverReading.switches(asker, names));
      },
    },
    channels: {
      answers: 'same',
      async choose(asker, _subject, channelIds, { serverReading }, reply) {
        await reply.finish(await serverReading.channels(asker, channelIds));
      },
    },
  },
} satisfies Command;

/** Of the resolved member of an option; null for somebody who is no member. */
function isAdministrator(
  member: ReturnType<ChatInputCommandInteraction['options']['getMember']>,
): boolean {
  return member instanceof GuildMember && member.permissions.has(PermissionFlagsBits.Administrator);
}

function wordsIn({ options }: ChatInputCommandInteraction): readonly string[] {
  const words = options
    .getString('words', true)
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0)
    throw new UserError('Name at least one word; several are separated by commas.');
  return words;
}

/** Spoilers: whoever asks may not want to read them either. */
function filterLine(words: readonly string[]): View {
  if (words.length === 0) return line('No words are filtered here.');
  const shown = words.slice(0, maxShown).map((word) => `||${escaped(word)}||`);
  const more = words.length > maxShown ? ` and ${words.length - maxShown} more` : '';
  return line(`Not spoken here: ${shown.join(' ')}${more}`);
}

/** What is said aloud of somebody under a name of a proxy; without one to set, how it is set. */
async function calledAs(
  interaction: ChatInputCommandInteraction,
  serverPeople: Services['serverPeople'],
  proxy: string,
  name: string | undefined,
): Promise<string> {
  if (name === undefined)
    throw new UserError('Say with `name` what I should call you aloud then, or “none”.');
  await serverPeople.meAs(askerOf(interaction), proxy, name);
  const called = name === '' ? 'as I call you otherwise' : `“${escaped(name)}”`;
  return `When something of yours is posted as “${escaped(proxy.trim())}”, I call you ${called} aloud, in all servers. \`/voice set\` with \`proxy\` gives it a voice of its own.`;
}
