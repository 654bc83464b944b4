import type { AuthorVoice } from '#discord/guild-view.ts';
import { exclusionOf } from '#features/settings/excluded.ts';
import type { Lying } from '#features/settings/excluded.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { callsBot } from './bot-command.ts';
import { isMarked } from './skip-mark.ts';

/** A message, as far as it decides whether it is read. */
export interface MessageFacts extends Lying {
  readonly author: 'person' | 'bot' | 'webhook';
  /** Discord itself posted it ("Ada joined the server"), in nobody's words. */
  readonly system: boolean;
  readonly content: string;
  /** Attachments, stickers, a poll or anything else that is read beside the content. */
  readonly holdsMore: boolean;
  /** Sent with @silent. */
  readonly silent: boolean;
  /** Begins with a mention of the bot, or replies to it: asks to be read wherever it was written. */
  readonly addressed: boolean;
  readonly roleIds: readonly string[];
  readonly ageMs: number;
}

/** The settings of the author, and those that moderators set for them. */
interface AuthorFacts {
  readonly optedOut: boolean;
  readonly optedIn: boolean;
  /** On the server's list of people who aren't read. */
  readonly muted: boolean;
  /** Those who run the bot let it do nothing for them, or in this server. */
  readonly banned: boolean;
  /** Absent for an author who is in no voice channel of the server. */
  readonly voice?: AuthorVoice | undefined;
}

/** The facts about what the author wrote before, in this server. */
export interface HistoryFacts {
  /** The time since a message of theirs was last read; absent when none was. */
  readonly sinceReadMs?: number | undefined;
  /** How many messages just before this one had the same content. */
  readonly sameBefore: number;
}

/** Everything that decides whether a message is read. */
export interface ReadingCase {
  readonly message: MessageFacts;
  readonly settings: Pick<ServerSettings, 'reading' | 'moderation'>;
  readonly author: AuthorFacts;
  /** The voice channel that the bot is in. */
  readonly callChannelId?: string | undefined;
  readonly history: HistoryFacts;
  /** Whether Discord gives the bot the content of every message. */
  readonly seesContent: boolean;
}

/** Messages older than this come after an interruption; nobody expects to hear them any more. */
const maxAgeMs = 120_000;
/** The third identical message in a row is dropped. */
const maxSame = 2;

/** The first that holds is why a message isn't read: from what the server set to what the author just did. */
const obstacles = {
  off: ({ settings }) => !settings.reading.on,
  banned: ({ author }) => author.banned,
  system: ({ message }) => message.system,
  bot: ({ message, settings }) => message.author === 'bot' && !settings.reading.bots,
  webhook: ({ message, settings }) => message.author === 'webhook' && !settings.reading.webhooks,
  'excluded-channel': (facts) => placeOf(facts) === 'excluded',
  'other-channel': (facts) => !facts.message.addressed && placeOf(facts) === 'other',
  thread: (facts) => !facts.message.addressed && placeOf(facts) === 'closed-thread',
  'opted-out': ({ author }) => author.optedOut,
  'not-opted-in': ({ message, settings, author }) =>
    settings.reading.optIn && message.author === 'person' && !author.optedIn,
  muted: ({ author }) => author.muted,
  'ignored-role': ({ message, settings }) =>
    message.roleIds.some((id) => settings.reading.ignoredRoleIds.includes(id)),
  'no-role': ({ message, settings: { reading } }) =>
    message.author === 'person' &&
    reading.requiredRoleId !== undefined &&
    !message.roleIds.includes(reading.requiredRoleId),
  silent: ({ message, settings }) => message.silent && !settings.reading.silent,
  'no-content': (facts) => !facts.seesContent && isEmpty(facts),
  empty: isEmpty,
  'skip-mark': ({ message, settings }) => isMarked(message.content, settings.reading.skipMarks),
  'no-prefix': ({ message, settings }) =>
    !message.addressed && !message.content.startsWith(settings.reading.prefix),
  // An author who mentions this bot, or begins with the server's prefix, speaks to it and to no other.
  'bot-command': ({ message, settings: { reading } }) =>
    message.author === 'person' &&
    !message.addressed &&
    !reading.botCommands &&
    callsBot(message.content.slice(reading.prefix.length).trimStart()),
  'no-call': ({ settings, author, callChannelId }) =>
    callChannelId === undefined && !(settings.reading.joins && author.voice !== undefined),
  'not-in-call': ({ message, settings, author, callChannelId }) =>
    message.author === 'person' &&
    settings.reading.authorInCall &&
    callChannelId !== undefined &&
    author.voice?.channelId !== callChannelId,
  'not-muted': ({ settings, author }) =>
    settings.reading.onlyMuted && author.voice !== undefined && !author.voice.muted,
  'stage-audience': ({ settings, author }) =>
    author.voice?.audience === true && !settings.reading.stageAudience,
  late: ({ message }) => message.ageMs > maxAgeMs,
  cooldown: ({ settings, history }) =>
    history.sinceReadMs !== undefined && history.sinceReadMs < settings.moderation.cooldownMs,
  repeated: ({ settings, history }) =>
    settings.moderation.dropsRepeats && history.sameBefore >= maxSame,
} satisfies Readonly<Record<string, (facts: ReadingCase) => boolean>>;

/** Why a message isn't read. */
export type Obstacle = keyof typeof obstacles;

export const allObstacles = Object.keys(obstacles) as readonly Obstacle[];

/** Whether a message is read, or the first reason why not. Pure. */
export function decide(facts: ReadingCase): 'read' | Obstacle {
  return allObstacles.find((obstacle) => obstacles[obstacle](facts)) ?? 'read';
}

/** Stand also against one who asks for a message: whose words it has, and what their author or the server wants of them. */
const alwaysObstacles = [
  'banned',
  'system',
  'bot',
  'webhook',
  'excluded-channel',
  'opted-out',
  'not-opted-in',
  'muted',
  'ignored-role',
  'no-role',
  'silent',
  'empty',
  'skip-mark',
] as const satisfies readonly Obstacle[];

/** As much of a case as counts when somebody asks for a message, wherever and whenever it was written. */
export type AskedCase = Pick<ReadingCase, 'message' | 'settings' | 'author'>;

/** Whether a message may be spoken for somebody who asks for it, or the first reason why not. Pure. */
export function decideAsked(facts: AskedCase): 'read' | Obstacle {
  // It is given whole when it is pointed at.
  const given = { ...facts, history: { sameBefore: 0 }, seesContent: true };
  return alwaysObstacles.find((obstacle) => obstacles[obstacle](given)) ?? 'read';
}

/** As much of a case as decides whether messages are read where it was written. */
export interface Placed {
  readonly message: Lying & Pick<MessageFacts, 'addressed'>;
  readonly settings: Pick<ServerSettings, 'reading'>;
  readonly author: Pick<AuthorFacts, 'voice'>;
  readonly callChannelId?: string | undefined;
}

/** Whether messages like this are read where it was written, whoever wrote it. */
export function isReadThere(placed: Placed): boolean {
  const place = placeOf(placed);
  return place === 'read' || (placed.message.addressed && place !== 'excluded');
}

/** Why nothing that was written there is read, not even what was taken to be read before; undefined where it may be. Pure. */
export function barred(
  lying: Lying,
  reading: ServerSettings['reading'],
): 'off' | 'excluded-channel' | undefined {
  if (!reading.on) return 'off';
  return exclusionOf(lying, reading) === undefined ? undefined : 'excluded-channel';
}

/**
 * The kind of place where it was written: one that is never read, one that is, a thread that would be if threads were, or
 * elsewhere.
 */
function placeOf({
  message,
  settings: { reading },
  author,
  callChannelId,
}: Placed): 'excluded' | 'read' | 'closed-thread' | 'other' {
  if (exclusionOf(message, reading) !== undefined) return 'excluded';
  const { channelId, parentId } = message;
  const callId = callChannelId ?? (reading.joins ? author.voice?.channelId : undefined);
  const isRead = (id: string): boolean =>
    reading.channelIds.includes(id) || (reading.callChat && id === callId);
  if (isRead(channelId)) return 'read';
  if (parentId === undefined || !isRead(parentId)) return 'other';
  return reading.threads ? 'read' : 'closed-thread';
}

function isEmpty({ message }: ReadingCase): boolean {
  return message.content.trim() === '' && !message.holdsMore;
}
