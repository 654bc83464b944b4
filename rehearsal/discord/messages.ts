/** Messages come to be, change and go: bodies become messages, files attachments, and the gateway is told. */
import {
  type LocaleString,
  MessageFlags as F,
  RESTJSONErrorCodes as Code,
} from 'discord-api-types/v10';

import { attach, keptAttachments } from './attaching.ts';
import type { Changes } from './changes.ts';
import { complete, refuseEmpty, typeOf } from './complete-message.ts';
import type { Files } from './files.ts';
import { checkTogether } from './forms/component-tree.ts';
import type { MessageBody } from './forms/message-form.ts';
import type { Gateway } from './gateway/gateway.ts';
import { messageJson } from './message-payloads.ts';
import type { Attachment, Channel, Component, Guild, Message, User } from './model.ts';
import { type Json, partialMemberJson, userJson } from './payloads.ts';
import { NO_PINGS, pingsOf } from './pings.ts';
import { readBody } from './reading.ts';
import type { Read } from './reading.ts';
import type { UploadedFile } from './rest/body.ts';
import { invalidForm } from './rest/form.ts';
import { Refusal } from './rest/refusal.ts';
import type { World } from './world.ts';

export interface Posting {
  readonly channel: Channel;
  readonly author: User;
  readonly body: MessageBody;
  readonly files: ReadonlyMap<number, UploadedFile>;
  readonly maxFileBytes: number;
  /** The only person who will see it. */
  readonly ephemeralFor?: string | undefined;
  readonly origin?: Message['origin'];
  readonly webhook?: Message['webhook'];
  /** The message that an answer is shown as a reply to, though that notifies nobody: the one pressed, or the first answer. */
  readonly answers?: Message | undefined;
  /** "Thinking…": nothing in it yet. */
  readonly loading?: boolean;
}

export interface Revision {
  readonly body: MessageBody;
  readonly files: ReadonlyMap<number, UploadedFile>;
  readonly maxFileBytes: number;
  /** The language of the person who has it changed, if not as before. */
  readonly locale?: LocaleString | undefined;
  /** A reply that fills a deferred one has no "edited" mark, and may be a voice message. */
  readonly fills?: boolean;
}

interface Parts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly files: Files;
  readonly changes: Changes;
  readonly read: Read;
}

export class Messages {
  /** Every message that would have notified somebody. */
  readonly pinging: Message[] = [];
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** How people see a text of the bot. */
  get read(): Read {
    return this.#parts.read;
  }

  get bot(): User {
    return this.#parts.world.bot;
  }

  botPermissions(channel: Channel): bigint {
    const { world } = this.#parts;
    return world.permissions(channel, world.bot.id);
  }

  /** The latest revision; refused when it was deleted. */
  current(message: Message): Message {
    return this.#parts.world.message(message.channelId, message.id);
  }

  post({
    channel,
    author,
    files,
    maxFileBytes,
    ephemeralFor,
    origin,
    webhook,
    answers,
    loading = false,
    ...posting
  }: Posting): Message {
    const { world } = this.#parts;
    const body = this.#read(posting.body, {
      author,
      channelId: channel.id,
      origin,
      ephemeralFor,
    });
    const id = world.ids.next();
    const replyTo = this.#replyTo(channel, body);
    const ephemeral = ephemeralFor !== undefined;
    const place = { channelId: channel.id, maxFileBytes, ephemeral };
    const attachments = attach({ body, files, ...place }, this.#parts.files, world.ids);
    const components = componentsOf(body.components ?? [], attachments);
    const atMs = performance.now();
    const message = complete({
      id,
      channelId: channel.id,
      guildId: channel.guildId,
      author,
      type: typeOf(origin, answers ?? replyTo),
      content: body.content ?? '',
      flags: body.flags | (ephemeral ? F.Ephemeral : 0) | (loading ? F.Loading : 0),
      attachments,
      embeds: (body.embeds as Message['embeds']) ?? [],
      components,
      replyToId: (answers ?? replyTo)?.id,
      nonce: body.nonce,
      ephemeralFor,
      origin,
      webhook,
      pings: NO_PINGS,
      createdAtMs: atMs,
      atMs,
      editedTimestamp: null,
    });
    refuseEmpty(message);
    const pings = ephemeral
      ? NO_PINGS
      : pingsOf(
          { text: message.text, author, channel, allowed: body.allowed_mentions, replyTo },
          world,
        );
    return this.#arrive({ ...message, pings }, 'MESSAGE_CREATE');
  }

  revise(
    message: Message,
    { files, maxFileBytes, fills = false, locale, ...revision }: Revision,
  ): Message {
    const { world } = this.#parts;
    const body = this.#read(revision.body, message, locale);
    if (message.voiceMessage) {
      throw new Refusal(400, Code.VoiceMessagesCannotBeEdited, 'Voice messages cannot be edited.');
    }
    const kept = keptAttachments(message, body);
    const place = { channelId: message.channelId, maxFileBytes, ephemeral: message.ephemeral };
    const added = attach({ body, files, kept, ...place }, this.#parts.files, world.ids);
    const attachments = [...kept, ...added];
    const components =
      body.components === undefined
        ? message.components
        : componentsOf(body.components, attachments);
    const revised = complete({
      ...message,
      content: body.content === undefined ? message.content : (body.content ?? ''),
      flags: (message.flags | body.flags) & ~F.Loading,
      attachments,
      embeds:
        (body.embeds as Message['embeds'] | null | undefined) ??
        (body.embeds === null ? [] : message.embeds),
      components,
      atMs: performance.now(),
      editedTimestamp:
        fills || message.loading ? message.editedTimestamp : new Date().toISOString(),
    });
    if (
      (revised.flags & F.IsComponentsV2) !== 0 &&
      (revised.content !== '' || revised.embeds.length > 0)
    ) {
      throw invalidForm([
        {
          path: ['flags'],
          code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          message: 'The message has content or embeds: set them to null with IS_COMPONENTS_V2.',
        },
      ]);
    }
    refuseEmpty(revised);
    return this.#arrive(revised, 'MESSAGE_UPDATE');
  }

  remove(messages: readonly Message[]): void {
    const { world, gateway, changes } = this.#parts;
    const [first] = messages;
    if (first === undefined) return;
    for (const { channelId, id } of messages) world.deleteMessage(channelId, id);
    const { channelId: channel_id, guildId, ephemeral } = first;
    // An ephemeral message is never one of several: it isn't in the channel.
    const place = { channel_id, ...(guildId !== undefined && !ephemeral && { guild_id: guildId }) };
    const shard = ephemeral ? undefined : guildId;
    if (messages.length === 1)
      gateway.dispatch('MESSAGE_DELETE', { id: first.id, ...place }, shard);
    else {
      const ids = messages.map(({ id }) => id);
      gateway.dispatch('MESSAGE_DELETE_BULK', { ids, ...place }, shard);
    }
    changes.announce();
  }

  /** Turns the bot's own texts into what people see. `locale`: of the person at whose asking it says so. */
  #read(
    body: MessageBody,
    message: Pick<Message, 'author' | 'channelId' | 'origin' | 'ephemeralFor'> &
      Partial<Pick<Message, 'id'>>,
    locale = message.origin?.locale,
  ): MessageBody {
    if (message.author.id !== this.bot.id) return body;
    const { world, read } = this.#parts;
    const { guildId, name } = world.channel(message.channelId);
    const isOpen = guildId !== undefined && message.ephemeralFor === undefined;
    const locales = [
      ...(locale === undefined ? [] : [locale]),
      ...(isOpen ? [world.guild(guildId).locale] : []),
    ];
    const since = message.origin?.id ?? message.id;
    return readBody(body, read, { where: `a message in ${name}`, locales, since });
  }

  #arrive(message: Message, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'): Message {
    const { world, gateway, changes } = this.#parts;
    world.put(message);
    const { everyone, userIds, roleIds } = message.pings;
    if (event === 'MESSAGE_CREATE' && (everyone || userIds.length > 0 || roleIds.length > 0))
      this.pinging.push(message);
    this.#tell(event, message, gateway);
    changes.announce();
    return message;
  }

  #tell(event: string, message: Message, gateway: Gateway): void {
    const { world } = this.#parts;
    const json = messageJson(message, world);
    // A message for one person goes to them and the bot directly, and not through the server (gateway events, "Messages").
    if (message.guildId === undefined || message.ephemeral) {
      gateway.dispatch(event, json);
      return;
    }
    const guild = world.guild(message.guildId);
    // Where the bot is no member it hears of nothing, not even of its own replies.
    if (!guild.members.has(world.bot.id)) return;
    const author = guild.members.get(message.author.id);
    const around = {
      guild_id: guild.id,
      mentions: this.#mentioned(message, guild),
      ...(author && { member: { ...partialMemberJson(author), deaf: false, mute: false } }),
    };
    gateway.dispatch(event, { ...json, ...around }, guild.id);
  }

  /** The memberships of those who are mentioned, which only the gateway adds. */
  #mentioned({ pings }: Message, guild: Guild): Json[] {
    const { world } = this.#parts;
    return pings.userIds.flatMap((id) => {
      const user = world.users.get(id);
      const member = guild.members.get(id);
      if (user === undefined) return [];
      return { ...userJson(user), ...(member && { member: partialMemberJson(member) }) };
    });
  }

  #replyTo(channel: Channel, { message_reference: reference }: MessageBody): Message | undefined {
    if (!reference) return undefined;
    try {
      return this.#parts.world.message(channel.id, reference.message_id);
    } catch (error) {
      if (reference.fail_if_not_exists === false) return undefined;
      throw error instanceof Refusal
        ? invalidForm([
            {
              path: ['message_reference'],
              code: 'REPLIES_UNKNOWN_MESSAGE',
              message: 'Unknown message',
            },
          ])
        : error;
    }
  }
}

function componentsOf(
  components: readonly Component[],
  attachments: readonly Attachment[],
): readonly Component[] {
  return checkTogether(
    components,
    attachments.map(({ filename }) => filename),
  );
}
