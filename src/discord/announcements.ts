import {
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
  Routes,
} from 'discord-api-types/v10';
import type { BaseInteraction, Client } from 'discord.js';
import { LRUCache } from 'lru-cache';

import type { Text } from '#i18n/text.ts';
import type { ServerTranslations, Translations } from '#i18n/texts.ts';
import { atMost } from '#ops/at-most.ts';
import type { Log } from '#ops/log.ts';

import { Together } from './together.ts';
import { noMentions } from './view.ts';

const maxGuildsRemembered = 10_000;
const lostQuietMs = 30_000;

/** The place and the person of an interaction whose answer was lost. */
type LostAnswer = Pick<BaseInteraction, 'guildId' | 'channelId' | 'context'> & {
  readonly user: { readonly id: string };
  readonly locale: string;
};

interface Languages {
  /** The languages of people, for direct messages. */
  readonly translations: Translations;
  /** Those of servers, for what all can read. */
  readonly inLanguageOf: ServerTranslations;
}

/** Says what people in a server should know, where one of them last spoke to the bot. */
export class Announcements {
  readonly #client: Client;
  readonly #languages: Languages;
  readonly #log: Log;
  readonly #lostIn = new LRUCache<string, true>({
    ...atMost(maxGuildsRemembered),
    ttl: lostQuietMs,
  });
  readonly #channels = new LRUCache<string, string>(atMost(maxGuildsRemembered));

  readonly #posts = new Together((channelId, text) => this.#posted(channelId, text));

  constructor(client: Client, languages: Languages, log: Log) {
    this.#client = client;
    this.#languages = languages;
    this.#log = log;
  }

  /** Somebody used the bot there. */
  heardFrom(guildId: string, channelId: string): void {
    this.#channels.set(guildId, channelId);
  }

  /** `callId` is the voice channel, whose own chat serves where the bot may not write elsewhere. Never rejects. */
  async tell(guildId: string, text: Text, callId?: string): Promise<void> {
    const t = await this.#languages.inLanguageOf(guildId);
    const sentence = t(text);
    const channelId = this.#channels.get(guildId);
    for (const place of new Set([channelId, callId])) {
      if (place === undefined || !this.#maySpeakIn(guildId, place)) continue;
      if (await this.#post(guildId, place, sentence)) return;
    }
  }

  /** Says it in that channel, where the bot may write there. Never rejects. */
  async tellIn(guildId: string, channelId: string, text: Text): Promise<void> {
    if (!this.#maySpeakIn(guildId, channelId)) return;
    const t = await this.#languages.inLanguageOf(guildId);
    await this.#post(guildId, channelId, t(text));
  }

  /**
   * Tells somebody, where they asked, that their answer never arrived. Others may read that, so it says nothing of what
   * they asked for. Of many that are lost in one place only the first is told. Never rejects.
   */
  async tellOfLostAnswer(lost: LostAnswer): Promise<void> {
    const { guildId, channelId, user, context, locale } = lost;
    if (channelId === null || this.#lostIn.has(channelId)) return;
    this.#lostIn.set(channelId, true);
    const isOwn = context === InteractionContextType.BotDM;
    const { translations, inLanguageOf } = this.#languages;
    const t = guildId === null ? translations(locale) : await inLanguageOf(guildId);
    const sentence = t(($) => $.failures.answerLost, { person: `<@${user.id}>` });
    if (guildId === null ? isOwn : this.#maySpeakIn(guildId, channelId))
      await this.#post(guildId ?? '', channelId, sentence);
  }

  /** Several who flood a call are told in one moment: what follows soon goes into one message. */
  async #post(guildId: string, channelId: string, sentence: string): Promise<boolean> {
    const isPosted = await this.#posts.send(channelId, sentence);
    // Refusals count towards a ban of the address: this place isn't tried again.
    if (!isPosted && this.#channels.get(guildId) === channelId) this.#channels.delete(guildId);
    return isPosted;
  }

  async #posted(channelId: string, text: string): Promise<boolean> {
    try {
      await this.#client.rest.post(Routes.channelMessages(channelId), {
        body: {
          content: text,
          flags: MessageFlags.SuppressNotifications,
          allowed_mentions: noMentions,
        },
      });
      return true;
    } catch (error) {
      this.#log.warn({ error, channelId }, 'people could not be told of news');
      return false;
    }
  }

  #maySpeakIn(guildId: string, channelId: string): boolean {
    const guild = this.#client.guilds.cache.get(guildId);
    const channel = guild?.channels.cache.get(channelId);
    const rights = guild?.members.me ? channel?.permissionsFor(guild.members.me) : undefined;
    const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
    const toWrite = channel?.isThread() ? SendMessagesInThreads : SendMessages;
    return rights?.has([ViewChannel, toWrite]) ?? false;
  }
}
