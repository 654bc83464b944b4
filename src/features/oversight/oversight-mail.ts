import {
  ChannelType,
  MessageFlags,
  OverwriteType,
  PermissionFlagsBits,
  Routes,
} from 'discord-api-types/v10';
import type { Client, Guild, TextChannel } from 'discord.js';

import { shownName } from '#discord/shown-text.ts';
import { bodyOf, line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerTranslations, Translate } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';

/** How a server's admins, and the people whose voices they decide on, are reached. Nobody is pinged by any of it. */
export interface OversightMail {
  /**
   * Posts into the channel that the admins chose, else into the system channel when only they see it, unless only the
   * `chosen` one will do. False when none will: they meet it in `/clone requests`. Never rejects.
   */
  toAdmins(guildId: string, view: (t: Translate) => View, where?: 'chosen'): Promise<boolean>;
  /**
   * A direct message, in the server's language since theirs isn't known; false when the person takes none, or the bot
   * has just left the server, of which it can tell nothing any more. `server` is fit to be shown. Never rejects.
   */
  toPerson(userId: string, guildId: string, sentence: (server: Text) => Text): Promise<boolean>;
  /** Why the admins can't be told of anything there; undefined where they can. */
  obstacle(guildId: string, channelId: string): Text | undefined;
}

interface OversightMailParts extends Pick<Store, 'serverSettings'> {
  readonly client: Client;
  readonly inLanguageOf: ServerTranslations;
  readonly log: Log;
}

const neededRights = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];

export function oversightMail({
  client,
  inLanguageOf,
  serverSettings,
  log,
}: OversightMailParts): OversightMail {
  const send = async (channelId: string, view: View): Promise<boolean> => {
    const body = bodyOf(view);
    try {
      await client.rest.post(Routes.channelMessages(channelId), {
        body: { ...body, flags: body.flags | MessageFlags.SuppressNotifications },
      });
      return true;
    } catch (error) {
      log.warn({ error }, 'a message to admins or to the owner of a voice did not arrive');
      return false;
    }
  };

  return {
    async toAdmins(guildId, view, where) {
      const guild = client.guilds.cache.get(guildId);
      if (!guild) return false;
      const { adminChannelId } = await serverSettings.get(guildId);
      const chosen = adminChannelId === undefined ? undefined : textChannel(guild, adminChannelId);
      // The chosen channel may have been opened to everybody since.
      const places = [
        chosen && !everybodySees(chosen) ? chosen : undefined,
        where !== 'chosen' && guild.systemChannel && onlyAdminsSee(guild.systemChannel)
          ? guild.systemChannel
          : undefined,
      ];
      const shown = view(await inLanguageOf(guildId));
      for (const channel of places)
        if (channel && mayWriteIn(channel) && (await send(channel.id, shown))) return true;
      return false;
    },

    async toPerson(userId, guildId, sentence) {
      const guild = client.guilds.cache.get(guildId);
      if (!guild) return false;
      const letter = sentence(ownWords(shownName(guild.name)));
      try {
        const body = { recipient_id: userId };
        const channel = await client.rest.post(Routes.userChannels(), { body });
        const t = await inLanguageOf(guildId);
        return await send((channel as { id: string }).id, line(t(letter)));
      } catch (error) {
        log.debug({ error }, 'a person could not be written to');
        return false;
      }
    },

    obstacle(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild && textChannel(guild, channelId);
      if (!channel) return text(($) => $.oversight.channel.gone);
      const named = { channel: `<#${channelId}>` };
      if (!mayWriteIn(channel)) return text(($) => $.oversight.channel.closed, named);
      if (everybodySees(channel)) return text(($) => $.oversight.channel.open, named);
      return undefined;
    },
  };
}

function textChannel({ channels }: Guild, id: string): TextChannel | undefined {
  const channel = channels.cache.get(id);
  return channel?.type === ChannelType.GuildText ? channel : undefined;
}

function mayWriteIn(channel: TextChannel): boolean {
  const { me } = channel.guild.members;
  return me !== null && channel.permissionsFor(me).has(neededRights);
}

function everybodySees(channel: TextChannel): boolean {
  const { everyone } = channel.guild.roles;
  return channel.permissionsFor(everyone).has(PermissionFlagsBits.ViewChannel);
}

/** No role without the right to manage the server sees it, nor any single person; the bot's own role may. */
function onlyAdminsSee(channel: TextChannel): boolean {
  const { guild } = channel;
  const { me, cache } = guild.members;
  const admits = channel.permissionOverwrites.cache.some(
    ({ type, id, allow }) =>
      type === OverwriteType.Member &&
      allow.has(PermissionFlagsBits.ViewChannel) &&
      id !== me?.id &&
      cache.get(id)?.permissions.has(PermissionFlagsBits.ManageGuild) !== true,
  );
  if (admits) return false;
  return guild.roles.cache.every(
    (role) =>
      role.permissions.has(PermissionFlagsBits.ManageGuild) ||
      role.tags?.botId === me?.id ||
      !channel.permissionsFor(role).has(PermissionFlagsBits.ViewChannel),
  );
}
