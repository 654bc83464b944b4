import type { Backend } from '../backend.ts';
/** Everybody and everything in a server, by name: for people who type. */
import { isThread, guildJson } from '../payloads.ts';
import type { Ref } from './guilds.ts';

interface Named extends Ref {
  readonly name: string;
}

/** The names of a server's members, channels and roles, each in the order in which they came. */
export interface Directory {
  readonly people: readonly Named[];
  readonly channels: readonly Named[];
  readonly roles: readonly Named[];
}

export interface DirectoryActions {
  directory(guild: Ref): Directory;
  /** Gives a server to somebody, who may do everything there from then on. */
  setOwner(guild: Ref, owner: Ref): void;
}

export function directoryActions({ world, gateway }: Backend): DirectoryActions {
  return {
    directory({ id }) {
      const { members, roles } = world.guild(id);
      return {
        people: [...members.values()].map(({ user, nick }) => ({
          id: user.id,
          name: nick ?? user.displayName,
        })),
        channels: [...world.channels.values()]
          .filter((channel) => channel.guildId === id && !isThread(channel))
          .map((channel) => ({ id: channel.id, name: channel.name })),
        // The first is @everyone, which has the id of its server.
        roles: [...roles.values()].filter((role) => role.id !== id),
      };
    },
    setOwner(ref, owner) {
      const guild = world.guild(ref.id);
      guild.ownerId = world.member(guild, owner.id).user.id;
      gateway.dispatch('GUILD_UPDATE', guildJson(guild), guild.id);
    },
  };
}
