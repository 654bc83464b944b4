/** The `resolved` part of an interaction: whatever its values name by id. */
import type { Files } from '../files.ts';
import { attachmentJson, messageJson } from '../message-payloads.ts';
import type { Channel, Guild, User } from '../model.ts';
import {
  type Json,
  partialChannelJson,
  partialMemberJson,
  roleJson,
  userJson,
} from '../payloads.ts';
import type { World } from '../world.ts';

export interface ResolvedParts {
  readonly world: World;
  readonly files: Files;
  readonly channel: Channel;
  readonly guild: Guild | undefined;
  /** The person who names them. */
  readonly by: User;
}

interface TypedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export class Resolved {
  readonly #parts: ResolvedParts;
  readonly #found: Record<string, Record<string, Json>> = {};

  constructor(parts: ResolvedParts) {
    this.#parts = parts;
  }

  /** Undefined when nothing was named. */
  get json(): Json | undefined {
    return Object.keys(this.#found).length === 0 ? undefined : this.#found;
  }

  user(id: string): string {
    const { world, guild } = this.#parts;
    this.#add('users', id, userJson(world.user(id)));
    const member = guild?.members.get(id);
    if (member !== undefined) {
      this.#add('members', id, {
        ...partialMemberJson(member),
        permissions: String(world.permissions(this.#parts.channel, id)),
      });
    }
    return id;
  }

  role(id: string): string {
    const role = this.#parts.guild?.roles.get(id);
    if (role === undefined) throw new Error(`there is no role ${id} here`);
    this.#add('roles', id, roleJson(role));
    return id;
  }

  channel(id: string, types?: readonly number[]): string {
    const { world, guild, by } = this.#parts;
    const channel = world.channel(id);
    if (channel.guildId !== guild?.id)
      throw new Error(`${channel.name} is not a channel of this server`);
    if (types !== undefined && types.length > 0 && !types.includes(channel.type)) {
      throw new Error(
        `${channel.name} is of type ${channel.type}; only ${types.join(', ')} can be chosen`,
      );
    }
    this.#add('channels', id, {
      ...partialChannelJson(channel, by.id, world),
      app_permissions: String(world.permissions(channel, world.bot.id)),
    });
    return id;
  }

  message(id: string): string {
    const { world, channel } = this.#parts;
    this.#add('messages', id, messageJson(world.message(channel.id, id), world));
    return id;
  }

  mentionable(id: string): string {
    return this.#parts.guild?.roles.has(id) === true ? this.role(id) : this.user(id);
  }

  file(file: TypedFile): string {
    const { world, files, channel } = this.#parts;
    const id = world.ids.next();
    this.#add(
      'attachments',
      id,
      attachmentJson(files.add({ ...file, id, channelId: channel.id, ephemeral: true })),
    );
    return id;
  }

  #add(kind: string, id: string, json: Json): void {
    (this.#found[kind] ??= {})[id] = json;
  }
}
