/** Channels and their messages, with the rights that each call needs. */
import {
  ChannelType,
  MessageFlags as F,
  PermissionFlagsBits as P,
  RESTJSONErrorCodes as Code,
} from 'discord-api-types/v10';
import { z } from 'zod';

import type { Backend } from '../backend.ts';
import { checkMessage, type MessageBody } from '../forms/message-form.ts';
import { cannotSendVoiceMessages } from '../interactions/follow-up.ts';
import { messageJson } from '../message-payloads.ts';
import type { Channel, Message } from '../model.ts';
import { channelJson, isThread } from '../payloads.ts';
import { setVoiceStatus } from '../voice-channel-info.ts';
import { checkForm } from './form.ts';
import { Refusal } from './refusal.ts';
import type { RestRequest, Route } from './router.ts';

const TWO_WEEKS_MS = 14 * 24 * 60 * 60 * 1_000;

export function channelRoutes(backend: Backend): Route[] {
  return [...placeRoutes(backend), ...messageRoutes(backend)];
}

/** A channel that the bot can see; what it can't see is refused, not hidden. */
function visibleChannel({ world }: Backend, { params }: RestRequest): Channel {
  const channel = world.channel(params['channel'] ?? '');
  const guild = channel.guildId === undefined ? undefined : world.guild(channel.guildId);
  const outside = guild !== undefined && !guild.members.has(world.bot.id);
  if (outside || (world.permissions(channel, world.bot.id) & P.ViewChannel) === 0n)
    throw missingAccess();
  return channel;
}

function need({ world }: Backend, channel: Channel, permission: bigint): void {
  if ((world.permissions(channel, world.bot.id) & permission) === 0n) throw missingPermissions();
}

export function missingAccess(): Refusal {
  return new Refusal(403, Code.MissingAccess, 'Missing Access');
}

export function missingPermissions(): Refusal {
  return new Refusal(403, Code.MissingPermissions, 'Missing Permissions');
}

function placeRoutes(backend: Backend): Route[] {
  const { world, voice } = backend;
  return [
    {
      method: 'GET',
      path: 'channels/:channel',
      answer: (request) => ({ json: channelJson(visibleChannel(backend, request), world) }),
    },
    {
      method: 'POST',
      path: 'channels/:channel/typing',
      answer(request) {
        need(backend, visibleChannel(backend, request), P.SendMessages);
        return undefined;
      },
    },
    {
      method: 'PUT',
      path: 'channels/:channel/voice-status',
      answer(request) {
        const channel = visibleChannel(backend, request);
        const { status } = checkForm(
          z.strictObject({ status: z.string().max(500).nullish() }),
          request.json,
        );
        if (channel.type !== ChannelType.GuildVoice)
          throw new Refusal(
            400,
            Code.CannotExecuteActionOnThisChannelType,
            'Cannot execute action on this channel type',
          );
        need(backend, channel, P.SetVoiceChannelStatus);
        if (voice.channelOfBot(channel.guildId) !== channel.id)
          need(backend, channel, P.ManageChannels);
        setVoiceStatus(backend, channel, status ?? undefined);
        return undefined;
      },
    },
  ];
}

function messageRoutes(backend: Backend): Route[] {
  const { world, messages } = backend;
  const path = 'channels/:channel/messages';
  const one = `${path}/:message`;
  const messageOf = (request: RestRequest): Message =>
    visibleMessage(backend, visibleChannel(backend, request), request.params['message'] ?? '');
  return [
    { method: 'GET', path, answer: (request) => ({ json: listMessages(backend, request) }) },
    {
      method: 'POST',
      path,
      answer: (request) => ({ json: messageJson(postMessage(backend, request), world) }),
    },
    {
      method: 'GET',
      path: one,
      answer(request) {
        const message = messageOf(request);
        need(backend, world.channel(message.channelId), P.ReadMessageHistory);
        return { json: messageJson(message, world) };
      },
    },
    {
      method: 'PATCH',
      path: one,
      answer: (request) => ({
        json: messageJson(editMessage(backend, request, messageOf(request)), world),
      }),
    },
    {
      method: 'DELETE',
      path: one,
      answer(request) {
        const message = messageOf(request);
        if (message.author.id !== world.bot.id)
          need(backend, world.channel(message.channelId), P.ManageMessages);
        messages.remove([message]);
        return undefined;
      },
    },
    {
      method: 'POST',
      path: `${path}/bulk-delete`,
      answer(request) {
        bulkDelete(backend, request);
        return undefined;
      },
    },
    ...reactionRoutes(backend, messageOf),
  ];
}

function reactionRoutes(backend: Backend, messageOf: (request: RestRequest) => Message): Route[] {
  const { world, gateway } = backend;
  const path = 'channels/:channel/messages/:message/reactions/:emoji/@me';
  const react = (request: RestRequest, event: string): undefined => {
    const { channelId, guildId, id } = messageOf(request);
    need(backend, world.channel(channelId), P.AddReactions);
    const [name = '', emojiId] = (request.params['emoji'] ?? '').split(':');
    const place = {
      channel_id: channelId,
      message_id: id,
      ...(guildId !== undefined && { guild_id: guildId }),
    };
    gateway.dispatch(
      event,
      {
        ...place,
        user_id: world.bot.id,
        emoji: { name, id: emojiId ?? null },
        burst: false,
        type: 0,
      },
      guildId,
    );
    return undefined;
  };
  return [
    { method: 'PUT', path, answer: (request) => react(request, 'MESSAGE_REACTION_ADD') },
    { method: 'DELETE', path, answer: (request) => react(request, 'MESSAGE_REACTION_REMOVE') },
  ];
}

/** An ephemeral message exists for nobody but the person who sees it, and for the interaction's token. */
function visibleMessage({ world }: Backend, channel: Channel, id: string): Message {
  const message = world.message(channel.id, id);
  if (!message.ephemeral) return message;
  throw new Refusal(404, Code.UnknownMessage, 'Unknown Message');
}

const List = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: z.string().optional(),
  after: z.string().optional(),
  around: z.string().optional(),
});

function listMessages(backend: Backend, request: RestRequest): unknown[] {
  const channel = visibleChannel(backend, request);
  const { limit, before, after } = checkForm(List, Object.fromEntries(request.query));
  if ((backend.world.permissions(channel, backend.world.bot.id) & P.ReadMessageHistory) === 0n)
    return [];
  const found = backend.world
    .messagesIn(channel.id)
    .filter(
      ({ id }) =>
        (before === undefined || BigInt(id) < BigInt(before)) &&
        (after === undefined || BigInt(id) > BigInt(after)),
    );
  const page = after === undefined ? found.slice(-limit) : found.slice(0, limit);
  return page.toReversed().map((message) => messageJson(message, backend.world));
}

function postMessage(backend: Backend, request: RestRequest): Message {
  const { world, messages } = backend;
  const channel = visibleChannel(backend, request);
  const body = checkMessage(request.json, 'message');
  need(backend, channel, isThread(channel) ? P.SendMessagesInThreads : P.SendMessages);
  checkParts(backend, channel, body, request.files.size);
  const guild = channel.guildId === undefined ? undefined : world.guild(channel.guildId);
  return messages.post({
    channel,
    author: world.bot,
    body,
    files: request.files,
    maxFileBytes: guild?.uploadLimitBytes ?? 10 * 1024 * 1024,
  });
}

/** Rights that only some messages need. */
function checkParts(backend: Backend, channel: Channel, body: MessageBody, files: number): void {
  const permissions = backend.world.permissions(channel, backend.world.bot.id);
  if ((body.flags & F.IsVoiceMessage) !== 0 && (permissions & P.SendVoiceMessages) === 0n)
    throw cannotSendVoiceMessages();
  if (files > 0) need(backend, channel, P.AttachFiles);
  if ((body.embeds?.length ?? 0) > 0) need(backend, channel, P.EmbedLinks);
  if (body.message_reference && (permissions & P.ReadMessageHistory) === 0n) {
    throw new Refusal(
      403,
      Code.CannotReplyWithoutPermissionToReadMessageHistory,
      'Cannot reply without permission to read message history',
    );
  }
}

function editMessage(
  { messages, world }: Backend,
  request: RestRequest,
  message: Message,
): Message {
  if (message.author.id !== world.bot.id) {
    throw new Refusal(
      403,
      Code.CannotEditMessageAuthoredByAnotherUser,
      'Cannot edit a message authored by another user',
    );
  }
  const guild = message.guildId === undefined ? undefined : world.guild(message.guildId);
  return messages.revise(message, {
    body: checkMessage(request.json, 'edit', message.flags),
    files: request.files,
    maxFileBytes: guild?.uploadLimitBytes ?? 10 * 1024 * 1024,
  });
}

function bulkDelete(backend: Backend, request: RestRequest): void {
  const channel = visibleChannel(backend, request);
  const { messages: ids } = checkForm(
    z.strictObject({ messages: z.array(z.string()).min(2).max(100) }),
    request.json,
  );
  need(backend, channel, P.ManageMessages);
  const listed = new Map(
    backend.world.messagesIn(channel.id).map((message) => [message.id, message]),
  );
  const found = ids.flatMap((id) => listed.get(id) ?? []);
  if (found.some(({ id }) => backend.clock.ageMs(id) > TWO_WEEKS_MS)) {
    throw new Refusal(
      400,
      Code.OneOfTheMessagesProvidedWasTooOldForBulkDelete,
      'You can only bulk delete messages that are under 14 days old.',
    );
  }
  backend.messages.remove(found);
}
