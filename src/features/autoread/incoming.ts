import { MessageFlags, MessageType } from 'discord-api-types/v10';
import type { APIGuildMember, APIUser } from 'discord-api-types/v10';

import type { DiscordNames } from '#discord/guild-view.ts';
import type { Message } from '#text/message.ts';

import type { MessageFacts } from './decision.ts';
import { essenceOf } from './essence.ts';
import { holdsMore, textOfPacket } from './packet-text.ts';
import type { MessagePacket } from './packet-text.ts';
import { writtenIn } from './packet-text.ts';

/** A message of a server, with everything in it that is needed to read it. */
export interface Incoming extends ReadableMessage {
  readonly guildId: string;
}

/** The same of a message anywhere, also outside of servers. */
export interface ReadableMessage {
  readonly id: string;
  readonly authorId: string;
  readonly sentAtMs: number;
  readonly facts: Omit<MessageFacts, 'ageMs'>;
  /** As it becomes words; a mention of the bot before everything else is taken off. */
  readonly text: Message;
  /** Equal for messages that repeat each other. */
  readonly essence: string;
  /** Its author, and everybody who is mentioned in it. */
  readonly people: ReadonlyMap<string, DiscordNames>;
  readonly files: readonly string[];
  readonly edited: boolean;
  /** The poster of a message that no account wrote. */
  readonly webhook?: Poster;
  /** The name under which a proxy posted it for its author. */
  readonly proxyName?: string | undefined;
}

/** The application or the person that posts by a webhook. */
interface Poster {
  /** The id of the application that has the webhook, or of the webhook where a person made it. */
  readonly proxyId: string;
  readonly isOfApplication: boolean;
  readonly name: string;
}

/** The facts without which a message can't be understood. */
export interface Surroundings {
  readonly botId: string;
  /** A thread's channel; undefined for anything that is no thread. */
  readonly parentOf: (channelId: string) => string | undefined;
  /** The category of a channel, or of a thread's channel. */
  readonly categoryOf: (channelId: string) => string | undefined;
}

/** Kinds that hold somebody's words; all others are Discord's own notices. */
const written: ReadonlySet<MessageType> = new Set([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
  MessageType.PollResult,
]);
/** Milliseconds of 1970 at which Discord's ids begin. */
const discordEpochMs = 1_420_070_400_000;

/** Undefined for direct messages and for what the bot wrote itself. */
export function incomingOf(
  packet: MessagePacket,
  surroundings: Surroundings,
): Incoming | undefined {
  const { guild_id: guildId } = packet;
  const message = guildId === undefined ? undefined : readable(packet, surroundings);
  return guildId !== undefined && message ? { ...message, guildId } : undefined;
}

/** Undefined for what the bot wrote itself. */
export function readable(
  packet: MessagePacket,
  { botId, parentOf, categoryOf }: Surroundings,
): ReadableMessage | undefined {
  const { id, channel_id: channelId, author, member } = packet;
  if (author.id === botId) return undefined;
  const flags = packet.flags ?? 0;
  const content = withoutMention(writtenIn(packet), botId);
  const text = textOfPacket(packet, content, botId);
  return {
    id,
    authorId: author.id,
    sentAtMs: Number(BigInt(id) >> 22n) + discordEpochMs,
    text,
    essence: essenceOf(packet, content),
    edited: packet.edited_timestamp !== null,
    people: peopleIn(packet),
    files: packet.attachments.map(({ filename }) => filename),
    ...posterOf(packet),
    facts: {
      author: authorOf(packet),
      system: !written.has(packet.type),
      channelId,
      parentId: parentOf(channelId),
      categoryId: categoryOf(channelId),
      content,
      holdsMore: holdsMore(text),
      silent: (flags & MessageFlags.SuppressNotifications) !== 0,
      addressed: packet.mentions.some((user) => user.id === botId),
      roleIds: member?.roles ?? [],
    },
  };
}

function authorOf(packet: MessagePacket): MessageFacts['author'] {
  if (isByWebhook(packet)) return 'webhook';
  return packet.author.bot === true ? 'bot' : 'person';
}

/** Answers to commands come by webhook too; theirs is named like the application. */
function isByWebhook({ webhook_id: id, application_id: applicationId }: MessagePacket): boolean {
  return id !== undefined && id !== applicationId;
}

function posterOf(packet: MessagePacket): Pick<Incoming, 'webhook'> {
  const { webhook_id: webhookId, application_id: applicationId, author } = packet;
  if (webhookId === undefined || !isByWebhook(packet)) return {};
  const isOfApplication = applicationId !== undefined;
  return {
    webhook: { proxyId: applicationId ?? webhookId, isOfApplication, name: author.username },
  };
}

function withoutMention(content: string, botId: string): string {
  const mention = [`<@${botId}>`, `<@!${botId}>`].find((each) =>
    content.trimStart().startsWith(each),
  );
  return mention === undefined ? content : content.trimStart().slice(mention.length).trimStart();
}

function peopleIn(packet: MessagePacket): ReadonlyMap<string, DiscordNames> {
  const { author, member, referenced_message: replied } = packet;
  const people = new Map<string, DiscordNames>();
  if (replied) people.set(replied.author.id, namesOf(replied.author));
  for (const user of packet.mentions) people.set(user.id, namesOf(user, memberOf(user)));
  for (const { message } of packet.message_snapshots ?? [])
    for (const user of message.mentions) people.set(user.id, namesOf(user));
  people.set(author.id, namesOf(author, member));
  return people;
}

type WithNickname = Pick<APIGuildMember, 'nick'>;

/** In messages of servers Discord adds the membership of whoever is mentioned, which the types leave out. */
function memberOf(user: APIUser & { readonly member?: WithNickname }): WithNickname | undefined {
  return user.member;
}

function namesOf(user: APIUser, member?: WithNickname): DiscordNames {
  return {
    nickname: member?.nick ?? undefined,
    displayName: user.global_name ?? undefined,
    userName: user.username,
  };
}
