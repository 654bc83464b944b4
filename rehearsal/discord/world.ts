/** Everything that exists in the stand-in's Discord, and questions about it. It tells nobody of a change: the gateway does that. */
import { ChannelType, GuildFeature, Locale, RESTJSONErrorCodes } from 'discord-api-types/v10';
import type { LocaleString } from 'discord-api-types/v10';

import type { Channel, Guild, Member, Message, Overwrite, Role, User } from './model.ts';
import { isThread } from './payloads.ts';
import {
  ALL_PERMISSIONS,
  EVERYONE_PERMISSIONS,
  permissionsInChannel,
  UNINSTALLED_APP_PERMISSIONS,
} from './permissions.ts';
import { Refusal } from './rest/refusal.ts';
import { isoTimeOf, Snowflakes } from './snowflake.ts';

/** Older ones are forgotten, files and all, so that a long run does not grow. */
const MAX_MESSAGES_PER_CHANNEL = 500;

interface NewUser {
  readonly bot?: boolean;
  readonly locale?: LocaleString | undefined;
}

export interface NewGuild {
  readonly name: string;
  /** The language that it chose, as Communities can; of others Discord says that it is English. */
  readonly locale?: LocaleString | undefined;
  readonly everyonePermissions?: bigint;
  readonly uploadLimitBytes?: number;
  readonly id?: string;
}

export interface NewChannel {
  readonly type: ChannelType;
  readonly name: string;
  readonly guildId?: string;
  readonly parentId?: string;
  readonly recipientIds?: readonly string[];
  readonly userLimit?: number;
  readonly nsfw?: boolean;
}

export class World {
  readonly ids = new Snowflakes();
  readonly bot: User;
  readonly applicationId: string;
  /** The person who made the application; at first they are in no guild. */
  readonly developer: User;
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  /** A person's, unless another is chosen. */
  readonly #locale: LocaleString | undefined;
  /** A server's. */
  readonly #serverLocale: LocaleString | undefined;
  readonly #messages = new Map<string, Map<string, Message>>();

  constructor(botName: string, locale?: LocaleString, serverLocale = locale) {
    this.#locale = locale;
    this.#serverLocale = serverLocale;
    this.bot = this.addUser(botName, { bot: true });
    this.applicationId = this.bot.id;
    this.developer = this.addUser('developer');
  }

  addUser(name: string, { bot = false, locale }: NewUser = {}): User {
    const username = name.toLowerCase().replaceAll(/[^a-z0-9._]/gu, '_');
    const language = locale ?? this.#locale ?? Locale.EnglishUS;
    const user: User = {
      id: this.ids.next(),
      username,
      displayName: name,
      bot,
      ...(!bot && { locale: language }),
    };
    this.users.set(user.id, user);
    return user;
  }

  addGuild({ name, everyonePermissions, uploadLimitBytes, id, ...options }: NewGuild): Guild {
    const locale = options.locale ?? this.#serverLocale;
    const owner = this.addUser(`${name} owner`);
    const guild: Guild = {
      id: id ?? this.ids.next(),
      name,
      ownerId: owner.id,
      locale: locale ?? Locale.EnglishUS,
      features: locale === undefined ? [] : [GuildFeature.Community],
      roles: new Map(),
      members: new Map(),
      voiceStates: new Map(),
      uploadLimitBytes: uploadLimitBytes ?? 10 * 1024 * 1024,
      systemChannelId: null,
      unavailable: false,
    };
    // @everyone has the id of its server.
    guild.roles.set(guild.id, {
      id: guild.id,
      name: '@everyone',
      position: 0,
      botId: undefined,
      permissions: everyonePermissions ?? EVERYONE_PERMISSIONS,
    });
    this.guilds.set(guild.id, guild);
    this.addMember(guild, owner);
    return guild;
  }

  addRole(guild: Guild, name: string, permissions: bigint, botId?: string): Role {
    const role: Role = {
      id: this.ids.next(),
      name,
      position: guild.roles.size,
      botId,
      permissions,
    };
    guild.roles.set(role.id, role);
    return role;
  }

  addMember(guild: Guild, user: User, roles: readonly Role[] = []): Member {
    const member: Member = {
      user,
      joinedAt: isoTimeOf(this.ids.next()),
      roleIds: new Set(roles.map(({ id }) => id)),
      nick: null,
      timedOutUntil: null,
    };
    guild.members.set(user.id, member);
    return member;
  }

  addChannel(channel: NewChannel): Channel {
    const added: Channel = {
      id: this.ids.next(),
      type: channel.type,
      name: channel.name,
      guildId: channel.guildId,
      parentId: channel.parentId,
      recipientIds: channel.recipientIds ?? [],
      overwrites: new Map<string, Overwrite>(),
      position: this.channels.size,
      nsfw: channel.nsfw ?? false,
      userLimit: channel.userLimit ?? 0,
      status: undefined,
    };
    this.channels.set(added.id, added);
    return added;
  }

  /** The direct messages of the bot and a person; made when first asked for. */
  directMessages(userId: string): Channel {
    const found = this.channels
      .values()
      .find(({ type, recipientIds }) => type === ChannelType.DM && recipientIds.includes(userId));
    return (
      found ??
      this.addChannel({ type: ChannelType.DM, name: 'direct message', recipientIds: [userId] })
    );
  }

  guild(id: string): Guild {
    const guild = this.guilds.get(id);
    if (guild === undefined)
      throw new Refusal(404, RESTJSONErrorCodes.UnknownGuild, 'Unknown Guild');
    return guild;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (channel === undefined) {
      throw new Refusal(404, RESTJSONErrorCodes.UnknownChannel, 'Unknown Channel');
    }
    return channel;
  }

  user(id: string): User {
    const user = this.users.get(id);
    if (user === undefined) throw new Refusal(404, RESTJSONErrorCodes.UnknownUser, 'Unknown User');
    return user;
  }

  member(guild: Guild, userId: string): Member {
    const member = guild.members.get(userId);
    if (member === undefined)
      throw new Refusal(404, RESTJSONErrorCodes.UnknownMember, 'Unknown Member');
    return member;
  }

  channelsOf(guildId: string): Channel[] {
    return this.channels
      .values()
      .filter((channel) => channel.guildId === guildId)
      .toArray();
  }

  /** Guilds where the bot is a member; in others it can only be a person's own app. */
  guildsOfBot(): Guild[] {
    return this.guilds
      .values()
      .filter((guild) => guild.members.has(this.bot.id))
      .toArray();
  }

  /** The permissions of that user there. In direct messages: everything for a person, a fixed set for the app. */
  permissions(channel: Channel, userId: string): bigint {
    if (channel.guildId === undefined) {
      return userId === this.bot.id ? UNINSTALLED_APP_PERMISSIONS : ALL_PERMISSIONS;
    }
    const guild = this.guild(channel.guildId);
    if (userId === this.bot.id && !guild.members.has(userId)) return UNINSTALLED_APP_PERMISSIONS;
    const isOfChannel = isThread(channel) && channel.parentId !== undefined;
    const place = isOfChannel ? this.channel(channel.parentId) : channel;
    return permissionsInChannel(guild, place, userId);
  }

  put(message: Message): Message {
    let messages = this.#messages.get(message.channelId);
    if (messages === undefined) this.#messages.set(message.channelId, (messages = new Map()));
    messages.set(message.id, message);
    const [oldest] = messages.keys();
    if (messages.size > MAX_MESSAGES_PER_CHANNEL && oldest !== undefined) messages.delete(oldest);
    return message;
  }

  findMessage(channelId: string, messageId: string): Message | undefined {
    return this.#messages.get(channelId)?.get(messageId);
  }

  message(channelId: string, messageId: string): Message {
    const message = this.findMessage(channelId, messageId);
    if (message === undefined) {
      throw new Refusal(404, RESTJSONErrorCodes.UnknownMessage, 'Unknown Message');
    }
    return message;
  }

  /** In the order of their ids; those that only one person sees are left out. */
  messagesIn(channelId: string): Message[] {
    const messages = this.#messages.get(channelId)?.values() ?? [];
    return [...messages].filter(({ ephemeral }) => !ephemeral);
  }

  deleteMessage(channelId: string, messageId: string): boolean {
    return this.#messages.get(channelId)?.delete(messageId) ?? false;
  }
}
