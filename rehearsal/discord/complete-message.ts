/** The parts of a message that follow from the rest of it. */
import { MessageFlags as F, MessageType, RESTJSONErrorCodes as Code } from 'discord-api-types/v10';

import { textOf } from './forms/component-tree.ts';
import { embedText } from './forms/embed-form.ts';
import { InteractionKind } from './interactions/interaction.ts';
import type { Message, Origin } from './model.ts';
import { Refusal } from './rest/refusal.ts';

/** Derived from the rest of a message. */
type Derived = 'text' | 'ephemeral' | 'loading' | 'voiceMessage';

export function typeOf(origin: Origin | undefined, replyTo: Message | undefined): MessageType {
  // A form that a command opened is answered as the command.
  const command = origin?.triggeredBy ?? origin;
  if (command?.type === InteractionKind.command && origin?.originalResponseId === undefined)
    return command.target ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand;
  return replyTo === undefined ? MessageType.Default : MessageType.Reply;
}

export function complete(message: Omit<Message, Derived>): Message {
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

export function refuseEmpty(message: Message): void {
  const { content, embeds, components, attachments, loading } = message;
  if (loading || content !== '' || embeds.length + components.length + attachments.length > 0)
    return;
  throw new Refusal(400, Code.CannotSendAnEmptyMessage, 'Cannot send an empty message');
}
