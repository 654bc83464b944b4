/** The bot's use of an interaction's token after its first answer: more messages, edits, deletions. */
import {
  MessageFlags as F,
  PermissionFlagsBits,
  RESTJSONErrorCodes as Code,
} from 'discord-api-types/v10';

import { checkMessage, type MessageBody } from '../forms/message-form.ts';
import type { Messages } from '../messages.ts';
import type { Message } from '../model.ts';
import { Refusal } from '../rest/refusal.ts';
import type { RestRequest } from '../rest/router.ts';
import { AnswerKind, type InteractionState } from './interaction.ts';
import { originOf } from './origin.ts';

/** Replies need no right to write, but a voice message its own. */
export function checkMaySpeak(
  { start }: InteractionState,
  { flags }: MessageBody,
  messages: Messages,
): void {
  if ((flags & F.IsVoiceMessage) === 0) return;
  if ((messages.botPermissions(start.channel) & PermissionFlagsBits.SendVoiceMessages) !== 0n)
    return;
  throw cannotSendVoiceMessages();
}

export function cannotSendVoiceMessages(): Refusal {
  return new Refusal(
    403,
    Code.YouCannotSendVoiceMessagesInThisChannel,
    'You cannot send voice messages in this channel',
  );
}

export function followUp(
  interaction: InteractionState,
  request: RestRequest,
  messages: Messages,
): Message {
  interaction.checkFollowUp();
  const { start, original, acknowledgement } = interaction;
  const body = checkMessage(request.json, 'reply');
  checkMaySpeak(interaction, body, messages);
  // After a deferral the first follow-up is the reply itself, and as visible as the deferral said.
  if (original?.loading === true && acknowledgement?.kind === AnswerKind.deferredMessage) {
    const filled = messages.revise(original, {
      body: { ...body, flags: body.flags & ~F.Ephemeral },
      files: request.files,
      maxFileBytes: start.attachmentSizeLimit,
      fills: true,
    });
    interaction.setOriginal(filled);
    return filled;
  }
  const ephemeral = start.alwaysEphemeral || (body.flags & F.Ephemeral) !== 0;
  const message = messages.post({
    channel: start.channel,
    author: messages.bot,
    body,
    files: request.files,
    maxFileBytes: start.attachmentSizeLimit,
    ephemeralFor: ephemeral ? start.user.id : undefined,
    origin: originOf(start, interaction.firstAnswer?.id),
    answers: interaction.firstAnswer,
  });
  interaction.addFollowUp(message);
  return message;
}

export function editReply(
  interaction: InteractionState,
  request: RestRequest,
  messages: Messages,
): Message {
  interaction.checkToken();
  const message = messages.current(interaction.message(request.params['message'] ?? ''));
  const body = checkMessage(request.json, 'edit', message.flags);
  const revised = messages.revise(message, {
    body,
    files: request.files,
    maxFileBytes: interaction.start.attachmentSizeLimit,
    locale: interaction.start.locale,
  });
  interaction.replace(revised);
  return revised;
}

export function deleteReply(
  interaction: InteractionState,
  messageId: string,
  messages: Messages,
): void {
  interaction.checkToken();
  const message = messages.current(interaction.message(messageId));
  messages.remove([message]);
  interaction.forget(message);
}
