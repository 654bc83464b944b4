import { MessageFlags, PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import type { Client } from 'discord.js';
import { LRUCache } from 'lru-cache';

import type { Log } from '../ops/log.ts';
import { noMentions } from './view.ts';

const maxGuildsRemembered = 10_000;

/** Says what people in a server should know, where one of them last spoke to the bot. */
export class Announcements {
  readonly #client: Client;
  readonly #log: Log;
  readonly #channels = new LRUCache<string, string>({ max: maxGuildsRemembered });

  constructor(client: Client, log: Log) {
    this.#client = client;
    this.#log = log;
  }

  /** Somebody used the bot there. */
  heardFrom(guildId: string, channelId: string): void {
    this.#channels.set(guildId, channelId);
  }

  /** `callId` is the voice channel, whose own chat serves where the bot may not write elsewhere. Never rejects. */
  async tell(guildId: string, sentence: string, callId?: string): Promise<void> {
    const channelId = this.#channels.get(guildId);
    for (const place of new Set([channelId, callId])) {
      if (place !== undefined && (await this.#toldIn(guildId, place, sentence))) return;
    }
  }

  async #toldIn(guildId: string, channelId: string, sentence: string): Promise<boolean> {
    if (!this.#maySpeakIn(guildId, channelId)) return false;
    try {
      await this.#client.rest.post(Routes.channelMessages(channelId), {
        body: {
          content: sentence,
          flags: MessageFlags.SuppressNotifications,
          allowed_mentions: noMentions,
        },
      });
      return true;
    } catch (error) {
      // Refusals count towards a ban of the address: this place isn't tried again.
      if (this.#channels.get(guildId) === channelId) this.#channels.delete(guildId);
      this.#log.warn({ error, guildId }, 'people could not be told of news');
      return false;
    }
  }

  #maySpeakIn(guildId: string, channelId: string): boolean {
    const guild = this.#client.guilds.cache.get(guildId);
    const channel = guild?.channels.cache.get(channelId);
    const rights = guild?.members.me ? channel?.permissionsFor(guild.members.me) : undefined;
    return (
      rights?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]) ?? false
    );
  }
}
