import { RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';
import type { APIChannel, APIGuildMember, APIMessage } from 'discord-api-types/v10';
import type { Client } from 'discord.js';

import { codeOf } from '#discord/api-errors.ts';
import { guildView } from '#discord/guild-view.ts';
import type { Returning } from '#features/calls/returning.ts';
import { Pronunciations } from '#features/pronounce/pronunciations.ts';
import type { PronunciationsParts } from '#features/pronounce/pronunciations.ts';
import { asUtterance } from '#ops/utterance.ts';
import type { Store } from '#store/store.ts';

import { AskedMessages } from './asked-messages.ts';
import { AutoReader } from './auto-reader.ts';
import type { AutoReaderOptions } from './auto-reader.ts';
import { listenToMessages } from './listen-to-messages.ts';
import { MessageContent } from './message-content.ts';
import { Why } from './outcome-sentence.ts';
import { ServerLog } from './server-log.ts';
import { ServerPeople } from './server-people.ts';
import type { ServerPeopleParts } from './server-people.ts';
import { ServerReading } from './server-reading.ts';
import type { ServerReadingParts } from './server-reading.ts';
import type { KeptMessage } from './spoken-messages.ts';
import { listenToTyping, Typing } from './typing.ts';
import type { TypingParts } from './typing.ts';

export interface ReadingParts
  extends
    Omit<AutoReaderOptions, 'content' | 'view' | 'mutes' | 'whereabouts'>,
    Pick<ServerReadingParts, 'whereabouts' | 'inLanguageOf' | 'translation'>,
    Pick<ServerPeopleParts, 'mutes'>,
    Pick<TypingParts, 'warm'>,
    Omit<PronunciationsParts, 'dictionaries'>,
    Pick<Store, 'audit'> {
  readonly client: Client;
  /** Whether Discord gives the bot the content of every message. */
  readonly seesContent: boolean;
  readonly returning: Pick<Returning, 'until'>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** Everything that people decide and ask about what is read. */
export interface ReadingServices {
  readonly serverReading: ServerReading;
  readonly serverPeople: ServerPeople;
  readonly serverLog: ServerLog;
  readonly why: Why;
  readonly pronunciations: Pronunciations;
  readonly askedMessages: AskedMessages;
}

/** Reads messages of servers aloud, from now on, until it is closed. */
export class Reading {
  readonly services: ReadingServices;
  readonly #parts: ReadingParts;
  readonly #reader: AutoReader;

  constructor(parts: ReadingParts) {
    const { client, seesContent, log } = parts;
    const content = new MessageContent(seesContent, () =>
      log.warn(
        {},
        'Discord does not show what people write: switch on the Message Content Intent in the Developer Portal (Bot → Privileged Gateway Intents). Until then auto-read has only messages that mention the bot or reply to it',
      ),
    );
    this.#parts = parts;
    const view = guildView(client);
    this.#reader = new AutoReader({ ...parts, content, view });
    listenToMessages(client, log, this.#reader, parts.returning);
    listenToTyping(client, log, new Typing({ ...parts, content, view }));
    this.services = {
      serverReading: new ServerReading({ ...parts, content, view }),
      serverPeople: new ServerPeople(parts),
      serverLog: new ServerLog(parts),
      why: new Why({ ...parts, outcomes: this.#reader.outcomes }),
      pronunciations: new Pronunciations(parts),
      askedMessages: new AskedMessages({
        ...parts,
        view,
        outcomes: this.#reader.outcomes,
        membership: (guildId, userId) => membershipOf(client, guildId, userId),
        parentOfUnknown: (channelId) => parentOf(client, channelId),
      }),
    };
  }

  /** Drops what is remembered in memory of what a person wrote, and of proxies that post for them. */
  forget(userId: string): void {
    this.#reader.forget(userId);
  }

  /** A server's settings were changed: what waits and may no longer be read falls silent. */
  async settingsChanged(guildId: string): Promise<void> {
    try {
      await this.#reader.settingsChanged(guildId);
    } catch (error) {
      this.#parts.log.error({ error, guildId }, 'which messages may still be read is not known');
    }
  }

  /** Reads a message that waited when the bot was started anew, as it is now. */
  async takeUp({ guildId, channelId, messageId, member, voice }: KeptMessage): Promise<void> {
    const { client, log } = this.#parts;
    const route = Routes.channelMessage(channelId, messageId);
    try {
      const message = (await client.rest.get(route)) as APIMessage;
      const packet = { ...message, guild_id: guildId, ...(member && { member }) };
      await asUtterance(() => this.#reader.takenUp(packet, voice));
    } catch (error) {
      // Nobody may hear what was deleted, and without the right to look nobody knows.
      if (codeOf(error) !== RESTJSONErrorCodes.UnknownMessage)
        log.warn({ error, guildId }, 'a message that waited at the restart could not be looked up');
    }
  }

  close(): void {
    this.#reader.close();
  }
}

/** Somebody pressed something and waits for it. */
const lookUpMs = 3_000;

async function membershipOf(
  { rest }: Client,
  guildId: string,
  userId: string,
): Promise<Pick<APIGuildMember, 'roles' | 'nick'> | undefined> {
  try {
    const signal = AbortSignal.timeout(lookUpMs);
    return (await rest.get(Routes.guildMember(guildId, userId), { signal })) as APIGuildMember;
  } catch (error) {
    if (codeOf(error) === RESTJSONErrorCodes.UnknownMember) return undefined;
    throw error;
  }
}

async function parentOf({ rest }: Client, channelId: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(lookUpMs);
  const channel = (await rest.get(Routes.channel(channelId), { signal })) as APIChannel;
  return 'parent_id' in channel ? (channel.parent_id ?? undefined) : undefined;
}
