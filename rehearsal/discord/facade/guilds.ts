/** Servers, their places and people, as a test arranges them. The bot is told of what changes while it is connected. */
import { ChannelType, type LocaleString } from 'discord-api-types/v10';

import type { Backend } from '../backend.ts';
import type { Channel, Guild, User } from '../model.ts';
import { channelJson, guildJson, isThread, memberJson, roleJson } from '../payloads.ts';
import { permissionBits, type PermissionName } from '../permissions.ts';
import { withBot, withoutBot } from '../without-bot.ts';

/** Anything with an id serves wherever a person, a place or a server is asked for. */
export interface Ref {
  readonly id: string;
}

export interface Person extends Ref {
  readonly name: string;
  /** `<@id>`. */
  readonly mention: string;
}

export interface Place extends Ref {
  readonly name: string;
  readonly guildId: string | undefined;
  readonly type: ChannelType;
}

interface PlaceOptions {
  readonly name?: string;
  /** Permissions that are taken from everybody here. */
  readonly deny?: readonly PermissionName[];
  /** Permissions that are taken from the bot alone. */
  readonly denyBot?: readonly PermissionName[];
  readonly nsfw?: boolean;
  /** The category in which it lies. */
  readonly category?: Ref;
}

interface CallOptions extends PlaceOptions {
  /** People it takes; 0 (the default) is no limit. */
  readonly userLimit?: number;
}

interface GuildOptions {
  readonly name?: string;
  /** The permissions of the bot's own role, beside those of everybody. */
  readonly botPermissions?: readonly PermissionName[];
  /** The permissions of everybody; by default those that a new server gives. */
  readonly everyonePermissions?: readonly PermissionName[];
  /** False: the bot is no member, only a person's own app. */
  readonly bot?: boolean;
  /** Given one, it is a Community: others can't choose their language. */
  readonly locale?: LocaleString;
  readonly uploadLimitBytes?: number;
  /** Which of the shards it belongs to; by chance, if left out. */
  readonly shard?: number;
}

interface PersonOptions {
  readonly name?: string;
  readonly nick?: string;
  /** The language of their client. */
  readonly locale?: LocaleString;
  /** Another application's: people add those too. */
  readonly bot?: boolean;
  /** Beside what everybody may. */
  readonly permissions?: readonly PermissionName[];
}

interface PermissionChange {
  readonly allow?: readonly PermissionName[];
  readonly deny?: readonly PermissionName[];
}

export interface Server extends Ref {
  readonly name: string;
  addText(options?: PlaceOptions): Place;
  addVoice(options?: CallOptions): Place;
  addStage(options?: CallOptions): Place;
  addCategory(options?: { readonly name?: string }): Place;
  addThread(parent: Ref, options?: { readonly name?: string }): Place;
}

export interface GuildActions {
  /** The bot's own user. */
  readonly bot: Person;
  /** Owns the application of the bot. */
  readonly developer: Person;
  addGuild(options?: GuildOptions): Server;
  /** A person in that server. Give an existing person's id in `who` to bring them into another server. */
  addPerson(guild: Ref, options?: PersonOptions, who?: Ref): Person;
  /** A new role without permissions, for those people. */
  addRole(guild: Ref, name: string, people: readonly Ref[]): Ref;
  /** The bot's direct messages with that person. */
  directMessages(person: Ref): Place;
  /** Direct messages between people: the bot can only be there as a person's own app. */
  privateChannel(people: readonly Ref[]): Place;
  /** Overwrites what somebody, or everybody (the server itself as `who`), may do in a place. Replaces an earlier overwrite. */
  setPermissions(place: Ref, who: Ref, change: PermissionChange): void;
  /** A moderator times somebody out for so long. */
  timeOut(guild: Ref, who: Ref, forMs: number): void;
  setUserLimit(place: Ref, userLimit: number): void;
  /** Where Discord posts what it has to say in that server. */
  setSystemChannel(guild: Ref, place: Ref): void;
  deleteChannel(place: Ref): void;
  /** `outage`: the server is unavailable for a while. Otherwise the bot was removed from it. */
  removeGuild(guild: Ref, options?: { readonly outage?: boolean }): void;
  /** Ends an outage. */
  restoreGuild(guild: Ref): void;
  /** Somebody brings the bot into a server that it was removed from. */
  inviteBot(guild: Ref): void;
}

export function guildActions(backend: Backend): GuildActions {
  const { world } = backend;
  return {
    bot: personOf(world.bot),
    developer: personOf(world.developer),
    addGuild: (options = {}) => addGuild(backend, options),
    addPerson: (guild, options = {}, who?) =>
      addPerson(backend, world.guild(guild.id), { ...options, who }),
    addRole(ref, name, people) {
      const guild = world.guild(ref.id);
      const role = world.addRole(guild, name, 0n);
      for (const { id } of people) world.member(guild, id).roleIds.add(role.id);
      backend.gateway.dispatch(
        'GUILD_ROLE_CREATE',
        { guild_id: guild.id, role: roleJson(role) },
        guild.id,
      );
      return { id: role.id };
    },
    directMessages: ({ id }) => placeOf(world.directMessages(id)),
    privateChannel(people) {
      const recipientIds = people.map(({ id }) => id);
      return placeOf(world.addChannel({ type: ChannelType.GroupDM, name: 'group', recipientIds }));
    },
    setPermissions(place, who, change) {
      const channel = world.channel(place.id);
      overwrite(backend, channel, who.id, change);
      tellChannel(backend, 'CHANNEL_UPDATE', channel);
    },
    timeOut(ref, who, forMs) {
      const member = world.member(world.guild(ref.id), who.id);
      member.timedOutUntil = new Date(Date.now() + forMs).toISOString();
      const changed = { ...memberJson(member), guild_id: ref.id };
      backend.gateway.dispatch('GUILD_MEMBER_UPDATE', changed, ref.id);
    },
    setUserLimit(place, userLimit) {
      const channel = world.channel(place.id);
      channel.userLimit = userLimit;
      tellChannel(backend, 'CHANNEL_UPDATE', channel);
    },
    setSystemChannel(ref, place) {
      const guild = world.guild(ref.id);
      guild.systemChannelId = world.channel(place.id).id;
      backend.gateway.dispatch('GUILD_UPDATE', guildJson(guild), guild.id);
    },
    deleteChannel: (place) => deleteChannel(backend, world.channel(place.id)),
    removeGuild: (guild, { outage = false } = {}) =>
      withoutBot(backend, world.guild(guild.id), outage),
    inviteBot: (guild) => withBot(backend, world.guild(guild.id)),
    restoreGuild: (guild) => withBot(backend, world.guild(guild.id), true),
  };
}

function addGuild(backend: Backend, options: GuildOptions): Server {
  const { world, gateway, shards } = backend;
  const {
    name = `guild-${world.guilds.size + 1}`,
    everyonePermissions,
    locale,
    uploadLimitBytes,
    shard,
  } = options;
  const guild = world.addGuild({
    name,
    ...(shard !== undefined && { id: world.ids.nextOfShard(shard, shards) }),
    locale,
    ...(uploadLimitBytes !== undefined && { uploadLimitBytes }),
    ...(everyonePermissions !== undefined && {
      everyonePermissions: permissionBits(everyonePermissions),
    }),
  });
  if (options.bot !== false) {
    const bits = permissionBits(options.botPermissions ?? []);
    world.addMember(guild, world.bot, [
      world.addRole(guild, world.bot.displayName, bits, world.bot.id),
    ]);
    gateway.announceGuild(guild);
  }
  const add =
    (type: ChannelType) =>
    (place: CallOptions = {}): Place =>
      addPlace(backend, guild, type, place);
  return {
    id: guild.id,
    name,
    addText: add(ChannelType.GuildText),
    addVoice: add(ChannelType.GuildVoice),
    addStage: add(ChannelType.GuildStageVoice),
    addCategory: add(ChannelType.GuildCategory),
    addThread: (parent, place = {}) =>
      addPlace(backend, guild, ChannelType.PublicThread, { ...place, parentId: parent.id }),
  };
}

function addPlace(
  backend: Backend,
  guild: Guild,
  type: ChannelType,
  options: CallOptions & { readonly parentId?: string },
): Place {
  const { world } = backend;
  const { name = `place-${world.channels.size + 1}`, userLimit, nsfw, category } = options;
  const parentId = options.parentId ?? category?.id;
  const channel = world.addChannel({
    type,
    name,
    guildId: guild.id,
    ...(userLimit !== undefined && { userLimit }),
    ...(nsfw !== undefined && { nsfw }),
    ...(parentId !== undefined && { parentId }),
  });
  overwrite(backend, channel, guild.id, { deny: options.deny ?? [] });
  overwrite(backend, channel, world.bot.id, { deny: options.denyBot ?? [] });
  tellChannel(backend, isThread(channel) ? 'THREAD_CREATE' : 'CHANNEL_CREATE', channel);
  return placeOf(channel);
}

function addPerson(
  { world, gateway }: Backend,
  guild: Guild,
  {
    name = `person-${world.users.size}`,
    nick,
    permissions = [],
    bot = false,
    locale,
    who,
  }: PersonOptions & { who: Ref | undefined },
): Person {
  const user = who === undefined ? world.addUser(name, { bot, locale }) : world.user(who.id);
  const roles =
    permissions.length === 0
      ? []
      : [world.addRole(guild, `${name}'s role`, permissionBits(permissions))];
  const member = world.addMember(guild, user, roles);
  member.nick = nick ?? null;
  for (const role of roles)
    gateway.dispatch('GUILD_ROLE_CREATE', { guild_id: guild.id, role: roleJson(role) }, guild.id);
  gateway.dispatch('GUILD_MEMBER_ADD', { ...memberJson(member), guild_id: guild.id }, guild.id);
  return personOf(user);
}

function overwrite(
  { world }: Backend,
  channel: Channel,
  id: string,
  { allow = [], deny = [] }: PermissionChange,
): void {
  if (allow.length + deny.length === 0) {
    channel.overwrites.delete(id);
    return;
  }
  const kind = world.guild(channel.guildId ?? '').roles.has(id) ? 'role' : 'member';
  channel.overwrites.set(id, {
    id,
    kind,
    allow: permissionBits(allow),
    deny: permissionBits(deny),
  });
}

function tellChannel({ world, gateway }: Backend, event: string, channel: Channel): void {
  const guild = channel.guildId === undefined ? undefined : world.guild(channel.guildId);
  if (guild?.members.has(world.bot.id) !== true) return;
  gateway.dispatch(event, channelJson(channel, world), guild.id);
}

function deleteChannel(backend: Backend, channel: Channel): void {
  const { world, voice, changes } = backend;
  const guild = world.guild(channel.guildId ?? '');
  tellChannel(backend, isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel);
  for (const state of guild.voiceStates.values()) {
    if (state.channelId === channel.id) voice.leave(guild, state.userId, 4014);
  }
  world.channels.delete(channel.id);
  changes.announce();
}

function personOf({ id, displayName }: User): Person {
  return { id, name: displayName, mention: `<@${id}>` };
}

function placeOf({ id, name, guildId, type }: Channel): Place {
  return { id, name, guildId, type };
}
