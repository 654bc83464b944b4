/** Messages come to be, change and go: bodies become messages, files attachments, and the gateway is told. */
import { MessageFlags as F, MessageType, RESTJSONErrorCodes as Code } from 'discord-api-types/v10';

import { attach, keptAttachments } from './attaching.ts';
import type { Changes } from './changes.ts';
import type { Files } from './files.ts';
import { checkTogether, textOf } from './forms/component-tree.ts';
import { embedText } from './forms/embed-form.ts';
import type { MessageBody } from './forms/message-form.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Attachment, Channel, Component, Guild, Message, User } from './model.ts';
import { type Json, memberJson, messageJson, userJson } from './payloads.ts';
import { NO_PINGS, pingsOf } from './pings.ts';
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
  readonly interaction?: Message['interaction'];
  /** "Thinking…": nothing in it yet. */
  readonly loading?: boolean;
}

export interface Revision {
  readonly body: MessageBody;
  readonly files: ReadonlyMap<number, UploadedFile>;
  readonly maxFileBytes: number;
  /** A reply that fills a deferred one has no "edited" mark, and may be a voice message. */
  readonly fills?: boolean;
}

interface Parts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly files: Files;
  readonly changes: Changes;
}

/** Derived from the rest of a message. */
type Derived = 'text' | 'ephemeral' | 'loading' | 'voiceMessage';

export class Messages {
  /** Every message that would have notified somebody. */
  readonly pinging: Message[] = [];
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
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
    body,
    files,
    maxFileBytes,
    ephemeralFor,
    interaction,
    loading = false,
  }: Posting): Message {
    const { world } = this.#parts;
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
      type: typeOf(interaction?.type, replyTo),
      content: body.content ?? '',
      flags: body.flags | (ephemeral ? F.Ephemeral : 0) | (loading ? F.Loading : 0),
      attachments,
      embeds: (body.embeds as Message['embeds']) ?? [],
      components,
      replyToId: replyTo?.id,
      nonce: body.nonce,
      ephemeralFor,
      interaction,
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

  revise(message: Message, { body, files, maxFileBytes, fills = false }: Revision): Message {
    const { world } = this.#parts;
    if (message.voiceMessage) {
      throw new Refusal(400, Code.VoiceMessagesCannotBeEdited, 'Voice messages cannot be edited.');
    }
    const kept = keptAttachments(message, body);
    const place = { channelId: message.channelId, maxFileBytes, ephemeral: message.ephemeral };
    const added = attach({ body, files, ...place }, this.#parts.files, world.ids);
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
    const visible = messages.filter(({ ephemeral }) => !ephemeral);
    for (const { channelId, id } of messages) world.deleteMessage(channelId, id);
    const place = {
      channel_id: first.channelId,
      ...(first.guildId !== undefined && { guild_id: first.guildId }),
    };
    if (messages.length > 1) {
      gateway.dispatch(
        'MESSAGE_DELETE_BULK',
        { ids: visible.map(({ id }) => id), ...place },
        first.guildId,
      );
    } else if (visible.length === 1) {
      gateway.dispatch('MESSAGE_DELETE', { id: first.id, ...place }, first.guildId);
    }
    changes.announce();
  }

  #arrive(message: Message, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'): Message {
    const { world, gateway, changes } = this.#parts;
    world.put(message);
    const { everyone, userIds, roleIds } = message.pings;
    if (event === 'MESSAGE_CREATE' && (everyone || userIds.length > 0 || roleIds.length > 0))
      this.pinging.push(message);
    if (!message.ephemeral) this.#tell(event, message, gateway);
    changes.announce();
    return message;
  }

  #tell(event: string, message: Message, gateway: Gateway): void {
    const { world } = this.#parts;
    const json = messageJson(message, world);
    if (message.guildId === undefined) {
      gateway.dispatch(event, json);
      return;
    }
    const guild = world.guild(message.guildId);
    // Where the bot is no member it hears of nothing, not even of its own replies.
    if (!guild.members.has(world.bot.id)) return;
    const { roleIds, nick, joinedAt } = guild.members.get(message.author.id) ?? {};
    const member = {
      roles: [...(roleIds ?? [])],
      nick: nick ?? null,
      joined_at: joinedAt ?? null,
      deaf: false,
      mute: false,
      flags: 0,
    };
    gateway.dispatch(
      event,
      { ...json, ...this.#around(message, guild), guild_id: guild.id, member },
      guild.id,
    );
  }

  /** What only the gateway adds: the memberships of whoever is mentioned, and the message that is answered. */
  #around({ channelId, replyToId, pings }: Message, guild: Guild): Json {
    const { world } = this.#parts;
    const mentions = pings.userIds.flatMap((id) => {
      const known = guild.members.get(id);
      if (!known) return [world.users.get(id)].flatMap((user) => (user ? userJson(user) : []));
      const { user: _, ...member } = memberJson(known);
      return Object.assign(userJson(known.user), { member });
    });
    const replied = world.messagesIn(channelId).find(({ id }) => id === replyToId);
    return {
      mentions,
      ...(replyToId !== undefined && {
        referenced_message: replied ? messageJson(replied, world) : null,
      }),
    };
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

function typeOf(interactionType: number | undefined, replyTo: Message | undefined): MessageType {
  if (interactionType === 2) return MessageType.ChatInputCommand;
  return replyTo === undefined && interactionType === undefined
    ? MessageType.Default
    : MessageType.Reply;
}

function complete(message: Omit<Message, Derived>): Message {
  return {
    ...message,
    text: [message.content, ...message.embeds.flatMap(embedText), ...textOf(message.components)]
      .filter((line) => line !== '')
      .join('\n'),
    ephemeral: message.ephemeralFor !== undefined,
    loading: (message.flags & F.Loading) !== 0,
    voiceMessage: (message.flags & F.IsVoiceMessage) !== 0,
  };
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

function refuseEmpty(message: Message): void {
  const { content, embeds, components, attachments, loading } = message;
  if (loading || content !== '' || embeds.length + components.length + attachments.length > 0)
    return;
  throw new Refusal(400, Code.CannotSendAnEmptyMessage, 'Cannot send an empty message');
}
