import { ChannelType, MessageFlags, PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import { Events } from 'discord.js';
import type { Client, Guild } from 'discord.js';

import { listen } from '#discord/listen.ts';
import { bodyOf } from '#discord/view.ts';
import type { ServerTranslations } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';

import { offerView } from './setup-view.ts';

export interface SetupOfferParts extends Pick<Store, 'serverSettings' | 'bans'> {
  readonly inLanguageOf: ServerTranslations;
  readonly log: Log;
}

/** From now on the first start is offered where the bot is added: to all there, once, and in no direct message. */
export function offerSetup(client: Client, parts: SetupOfferParts): void {
  const { serverSettings, bans, inLanguageOf, log } = parts;
  // Discord tells of servers that were there before in another way.
  listen(client, Events.GuildCreate, log, async (guild: Guild) => {
    const guildId = guild.id;
    // As Discord told of the server, before any wait: channels may be made, and the bot be sent away, meanwhile.
    const channelId = placeIn(guild);
    if (channelId === undefined || bans.of({ guildId })) return;
    const { reading } = await serverSettings.get(guildId);
    if (reading.on) return;
    const body = bodyOf(offerView(await inLanguageOf(guildId)));
    const flags = body.flags | MessageFlags.SuppressNotifications;
    await client.rest.post(Routes.channelMessages(channelId), { body: { ...body, flags } });
  });
}

/** Where Discord itself greets people, else the first channel that people see. Undefined where the bot may write in neither. */
function placeIn(guild: Guild): string | undefined {
  const { me } = guild.members;
  if (!me) return undefined;
  const { ViewChannel, SendMessages } = PermissionFlagsBits;
  const texts = guild.channels.cache
    .filter(({ type }) => type === ChannelType.GuildText)
    .sort((one, other) => positionOf(one) - positionOf(other));
  const places = [...(guild.systemChannel ? [guild.systemChannel] : []), ...texts.values()];
  return places.find((each) => each.permissionsFor(me).has([ViewChannel, SendMessages]))?.id;
}

function positionOf(channel: object): number {
  return 'rawPosition' in channel ? Number(channel.rawPosition) : 0;
}
