/** Messages in the JSON that Discord sends, with the interaction that they answer and the message that they reply to. */
import { componentJson } from './component-payloads.ts';
import type { Attachment, Message, Origin } from './model.ts';
import { type Json, partialMemberJson, userJson } from './payloads.ts';
import { isoTimeOf } from './snowflake.ts';
import type { World } from './world.ts';

export function attachmentJson(attachment: Attachment): Json {
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.sizeBytes,
    url: attachment.url,
    proxy_url: attachment.url,
    content_type: attachment.contentType,
    ...(attachment.description !== undefined && { description: attachment.description }),
    ...(attachment.durationSecs !== undefined && { duration_secs: attachment.durationSecs }),
    ...(attachment.waveform !== undefined && { waveform: attachment.waveform }),
    ...(attachment.ephemeral && { ephemeral: true }),
  };
}

export function messageJson(message: Message, world: World): Json {
  const { replyToId, channelId } = message;
  const repliedTo = replyToId === undefined ? undefined : world.findMessage(channelId, replyToId);
  return {
    ...basicMessageJson(message, world),
    ...(replyToId !== undefined && {
      // Null says that it was deleted.
      referenced_message: repliedTo ? basicMessageJson(repliedTo, world) : null,
    }),
  };
}

/** Without the message that it replies to. */
function basicMessageJson(message: Message, world: World): Json {
  const mentions = message.pings.userIds.flatMap((id) => world.users.get(id) ?? []);
  const { origin, webhook } = message;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    content: message.content,
    flags: message.flags,
    author: authorJson(message),
    timestamp: isoTimeOf(message.id),
    edited_timestamp: message.editedTimestamp,
    tts: false,
    pinned: false,
    mention_everyone: message.pings.everyone,
    mentions: mentions.map(userJson),
    mention_roles: message.pings.roleIds,
    attachments: message.attachments.map(attachmentJson),
    embeds: message.embeds.map((embed) => Object.assign({ type: 'rich' }, embed)),
    components: message.components.map((component) => componentJson(component, message)),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.replyToId !== undefined && {
      message_reference: {
        type: 0,
        message_id: message.replyToId,
        channel_id: message.channelId,
        ...(message.guildId !== undefined && { guild_id: message.guildId }),
      },
    }),
    ...(webhook && {
      webhook_id: message.author.id,
      ...(webhook.applicationId !== undefined && { application_id: webhook.applicationId }),
    }),
    ...(origin && {
      webhook_id: world.applicationId,
      application_id: world.applicationId,
      interaction_metadata: originJson(origin),
      ...(origin.commandName !== undefined &&
        origin.originalResponseId === undefined && {
          interaction: commandJson(origin, message, world),
        }),
    }),
  };
}

/** The author of a webhook's message (message object, "Author") has the webhook's id, and the name under which it posted. */
function authorJson({ author, webhook }: Message): Json {
  return webhook ? { ...userJson(author), discriminator: '0000' } : userJson(author);
}

function originJson(origin: Origin): Json {
  const { target, interactedMessageId, originalResponseId, triggeredBy } = origin;
  return {
    id: origin.id,
    type: origin.type,
    user: userJson(origin.user),
    authorizing_integration_owners: origin.owners,
    ...(originalResponseId !== undefined && { original_response_message_id: originalResponseId }),
    ...(interactedMessageId !== undefined && { interacted_message_id: interactedMessageId }),
    ...(target?.kind === 'user' && { target_user: userJson(target.user) }),
    ...(target?.kind === 'message' && { target_message_id: target.messageId }),
    ...(triggeredBy && { triggering_interaction_metadata: originJson(triggeredBy) }),
  };
}

/** The older field, of the first answer to a command alone (interactions, "Message Interaction Object"). */
function commandJson(
  { id, type, commandName, user }: Origin,
  { guildId }: Message,
  world: World,
): Json {
  const member = guildId === undefined ? undefined : world.guild(guildId).members.get(user.id);
  return {
    id,
    type,
    name: commandName,
    user: userJson(user),
    ...(member && { member: partialMemberJson(member) }),
  };
}
