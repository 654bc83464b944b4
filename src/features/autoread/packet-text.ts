import { ComponentType, EmbedType, MessageFlags, MessageType } from 'discord-api-types/v10';
import type {
  APIAttachment,
  APIComponentInContainer,
  APIEmbed,
  APIMessageSnapshotFields,
  APIMessageTopLevelComponent,
  APIPoll,
  GatewayMessageCreateDispatchData,
} from 'discord-api-types/v10';

import type { AttachmentKind, Embed, Message, Poll, PollResult } from '#text/message.ts';

/** A message as Discord's gateway tells of it. */
export type MessagePacket = GatewayMessageCreateDispatchData;

type Body = Omit<Message, 'forwarded' | 'usedCommand' | 'repliesTo'>;

/** The content of a message, as it becomes words. `content` may be less than what was written. */
export function textOfPacket(packet: MessagePacket, content: string, botId: string): Message {
  const [snapshot] = packet.message_snapshots ?? [];
  const repliedId = packet.referenced_message?.author.id;
  const isReply = packet.type === MessageType.Reply && repliedId !== undefined;
  const used = usedCommand(packet);
  const poll = packet.poll && pollOf(packet.poll);
  const pollResult =
    packet.type === MessageType.PollResult ? pollResultOf(packet.embeds) : undefined;
  return {
    ...bodyOf(packet, content, packet.author.bot === true || packet.webhook_id !== undefined),
    // An author who replies to the bot speaks to nobody in the call.
    ...(isReply && repliedId !== botId && { repliesTo: { userId: repliedId } }),
    ...(poll && { poll }),
    ...(pollResult && { pollResult }),
    ...(snapshot && { forwarded: bodyOf(snapshot.message, writtenIn(snapshot.message), true) }),
    ...(used && { usedCommand: used }),
  };
}

/** Whether there is anything to read beside the content. */
export function holdsMore(message: Message): boolean {
  const { attachments, stickers, embeds, poll, pollResult, forwarded, usedCommand } = message;
  return [attachments, stickers, embeds, poll, pollResult, forwarded, usedCommand].some(
    (thing) => thing !== undefined && (!Array.isArray(thing) || thing.length > 0),
  );
}

/** `showsEmbeds`: embeds that somebody wrote; those that Discord makes of people's links are never read. */
function bodyOf(
  from: Pick<APIMessageSnapshotFields, 'attachments' | 'embeds' | 'sticker_items' | 'flags'>,
  content: string,
  showsEmbeds: boolean,
): Body {
  const isVoiceMessage = ((from.flags ?? 0) & MessageFlags.IsVoiceMessage) !== 0;
  return {
    content,
    attachments: from.attachments.map((attachment) =>
      isVoiceMessage ? 'voice-message' : kindOf(attachment),
    ),
    stickers: (from.sticker_items ?? []).map(({ name }) => name),
    embeds: showsEmbeds ? from.embeds.filter(isWritten).map((embed) => embedOf(embed)) : [],
  };
}

function kindOf({
  content_type: type = '',
  filename,
}: Pick<APIAttachment, 'content_type' | 'filename'>): AttachmentKind {
  if (type === 'image/gif' || /\.gif$/i.test(filename)) return 'gif';
  if (type.startsWith('image/')) return 'image';
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('audio/') ? 'audio' : 'file';
}

function isWritten({ type }: APIEmbed): boolean {
  return type === undefined || type === EmbedType.Rich;
}

function embedOf({ title, description, fields }: APIEmbed): Embed {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(fields && { fields: fields.map(({ name, value }) => ({ name, value })) }),
  };
}

function pollOf({ question, answers }: APIPoll): Poll {
  return {
    question: question.text ?? '',
    answers: answers.map(({ poll_media: { text } }) => text ?? ''),
  };
}

/** Discord tells of a poll's end in the fields of an embed of its own kind. */
function pollResultOf(embeds: readonly APIEmbed[]): PollResult | undefined {
  const result = embeds.find(({ type }) => type === EmbedType.PollResult);
  if (!result) return undefined;
  const field = (name: string): string | undefined =>
    result.fields?.find((each) => each.name === name)?.value;
  const answer = field('victor_answer_text');
  const votes = Number(field('victor_answer_votes') ?? 0);
  return {
    question: field('poll_question_text') ?? '',
    ...(answer !== undefined && { winner: { answer, votes } }),
  };
}

function usedCommand(packet: MessagePacket): Message['usedCommand'] {
  const { interaction_metadata: metadata } = packet;
  // Discord still sends the command's name only here.
  const name = packet.interaction?.name;
  if (!metadata || name === undefined) return undefined;
  return { userId: metadata.user.id, name };
}

type Component = APIMessageTopLevelComponent | APIComponentInContainer;

/** The text to be read in a message: its content, or the texts of its components where those stand in its place. */
export function writtenIn({ content, flags, components = [] }: APIMessageSnapshotFields): string {
  if (((flags ?? 0) & MessageFlags.IsComponentsV2) === 0) return content;
  return components.flatMap((component) => textsIn(component)).join('\n');
}

/** Containers hold no containers, so this goes no deeper than three. */
function textsIn(component: Component): readonly string[] {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return [component.content];
    case ComponentType.Section:
    case ComponentType.Container:
      return component.components.flatMap((inner) => textsIn(inner));
    default:
      return [];
  }
}
