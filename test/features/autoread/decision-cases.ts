import type { Obstacle, ReadingCase } from '#features/autoread/decision.ts';
import { serverSettings } from '#store/server-settings.ts';

type Settings = ReadingCase['settings'];
/** The differences from the usual case. */
export interface Changes {
  readonly message?: Partial<ReadingCase['message']>;
  readonly reading?: Partial<Settings['reading']>;
  readonly moderation?: Partial<Settings['moderation']>;
  readonly author?: Partial<ReadingCase['author']>;
  readonly history?: Partial<ReadingCase['history']>;
  readonly callChannelId?: string | undefined;
  readonly seesContent?: boolean;
}

const defaults = serverSettings.parse({});
const inCall = { channelId: 'call', muted: false, audience: false };

/** Somebody in the call writes "hello" in a channel that is read, changed as asked. */
export function situation(changes: Changes = {}): ReadingCase {
  const { reading, moderation } = defaults;
  return {
    message: {
      author: 'person',
      system: false,
      channelId: 'bound',
      content: 'hello',
      holdsMore: false,
      silent: false,
      addressed: false,
      roleIds: [],
      ageMs: 50,
      ...changes.message,
    },
    settings: {
      reading: { ...reading, on: true, channelIds: ['bound'], ...changes.reading },
      moderation: { ...moderation, ...changes.moderation },
    },
    author: {
      optedOut: false,
      optedIn: false,
      muted: false,
      banned: false,
      voice: inCall,
      ...changes.author,
    },
    callChannelId: 'callChannelId' in changes ? changes.callChannelId : 'call',
    history: { sameBefore: 0, ...changes.history },
    seesContent: changes.seesContent ?? true,
  };
}

const outside = { channelId: 'another', muted: false, audience: false };
/** The verdict on each case, with what is special about that. */
export const table: readonly (readonly ['read' | Obstacle, string, Changes])[] = [
  ['read', 'in a bound channel, by somebody in the call', {}],
  ['off', 'until an admin switches it on', { reading: { on: false } }],
  ['off', 'also for a mention', { reading: { on: false }, message: { addressed: true } }],
  ['system', 'what Discord posts', { message: { system: true } }],
  ['bot', 'a bot', { message: { author: 'bot' } }],
  [
    'read',
    'a bot where bots are read, which is in no call',
    { message: { author: 'bot' }, reading: { bots: true }, author: { voice: undefined } },
  ],
  [
    'bot',
    'a bot where only webhooks are read',
    { message: { author: 'bot' }, reading: { webhooks: true } },
  ],
  ['webhook', 'a webhook', { message: { author: 'webhook' } }],
  [
    'webhook',
    'a webhook where only bots are read',
    { message: { author: 'webhook' }, reading: { bots: true } },
  ],
  [
    'read',
    'a webhook where they are read',
    {
      message: { author: 'webhook' },
      reading: { webhooks: true, optIn: true, requiredRoleId: '7' },
      author: { voice: undefined },
    },
  ],
  ['other-channel', 'another channel', { message: { channelId: 'other' } }],
  [
    'read',
    'another channel that is bound, too',
    { message: { channelId: 'other' }, reading: { channelIds: ['bound', 'other'] } },
  ],
  ['read', 'the chat of the call', { message: { channelId: 'call' }, reading: { channelIds: [] } }],
  [
    'other-channel',
    'the chat of the call where it is not read',
    { message: { channelId: 'call' }, reading: { callChat: false } },
  ],
  ['other-channel', 'the chat of another call', { message: { channelId: 'another' } }],
  ['read', 'a thread of a bound channel', { message: { channelId: 'thread', parentId: 'bound' } }],
  [
    'thread',
    'a thread where threads are not read',
    { message: { channelId: 'thread', parentId: 'bound' }, reading: { threads: false } },
  ],
  [
    'read',
    'a thread that is bound itself',
    {
      message: { channelId: 'thread', parentId: 'bound' },
      reading: { threads: false, channelIds: ['thread'] },
    },
  ],
  [
    'other-channel',
    'a thread of another channel',
    { message: { channelId: 'thread', parentId: 'other' } },
  ],
  [
    'read',
    'a mention of the bot in another channel',
    { message: { channelId: 'other', addressed: true } },
  ],
  [
    'read',
    'a mention in a thread where threads are not read',
    {
      message: { channelId: 'thread', parentId: 'bound', addressed: true },
      reading: { threads: false },
    },
  ],
  [
    'excluded-channel',
    'an excluded channel, though it is bound, too',
    { reading: { excludedIds: ['other', 'bound'] } },
  ],
  [
    'excluded-channel',
    'a mention of the bot in an excluded channel',
    { message: { channelId: 'other', addressed: true }, reading: { excludedIds: ['other'] } },
  ],
  [
    'excluded-channel',
    'a thread of an excluded channel, though it is bound itself',
    {
      message: { channelId: 'thread', parentId: 'bound', categoryId: 'category' },
      reading: { channelIds: ['thread'], excludedIds: ['bound'] },
    },
  ],
  [
    'excluded-channel',
    'a channel of an excluded category',
    { message: { categoryId: 'category' }, reading: { excludedIds: ['category'] } },
  ],
  [
    'excluded-channel',
    'the chat of the call where the call is excluded',
    { message: { channelId: 'call' }, reading: { excludedIds: ['call'] } },
  ],
  [
    'read',
    'a channel beside those that are excluded',
    { message: { categoryId: 'category' }, reading: { excludedIds: ['other', 'another'] } },
  ],
  ['opted-out', 'who refuses to be read', { author: { optedOut: true } }],
  [
    'opted-out',
    'who refuses, though they once agreed here',
    { author: { optedOut: true, optedIn: true }, reading: { optIn: true } },
  ],
  ['not-opted-in', 'who was not asked', { reading: { optIn: true } }],
  ['read', 'who agreed', { reading: { optIn: true }, author: { optedIn: true } }],
  ['muted', 'who is on the mute list', { author: { muted: true } }],
  ['banned', 'who is banned by those who run the bot', { author: { banned: true, muted: true } }],
  [
    'ignored-role',
    'one ignored role of several',
    { message: { roleIds: ['1', '2'] }, reading: { ignoredRoleIds: ['2', '3'] } },
  ],
  [
    'read',
    'other roles than the ignored',
    { message: { roleIds: ['1'] }, reading: { ignoredRoleIds: ['2', '3'] } },
  ],
  [
    'ignored-role',
    'a bot with an ignored role',
    { message: { author: 'bot', roleIds: ['2'] }, reading: { bots: true, ignoredRoleIds: ['2'] } },
  ],
  [
    'no-role',
    'without the required role',
    { message: { roleIds: ['1'] }, reading: { requiredRoleId: '2' } },
  ],
  [
    'read',
    'with the required role',
    { message: { roleIds: ['1', '2'] }, reading: { requiredRoleId: '2' } },
  ],
  ['silent', '@silent', { message: { silent: true } }],
  ['read', '@silent where it is read', { message: { silent: true }, reading: { silent: true } }],
  [
    'no-content',
    'content that Discord keeps back',
    { message: { content: '' }, seesContent: false },
  ],
  ['read', 'content that Discord gives all the same', { seesContent: false }],
  ['empty', 'nothing at all', { message: { content: ' \n' } }],
  ['read', 'only a picture', { message: { content: '', holdsMore: true } }],
  ['skip-mark', 'the usual mark', { message: { content: '; not this' } }],
  ['read', 'an item of a list', { message: { content: '- milk' } }],
  [
    'skip-mark',
    'a mark that the server set',
    { message: { content: '-nor this' }, reading: { skipMarks: ['-'] } },
  ],
  [
    'read',
    'a mark that was taken off',
    { message: { content: '-this' }, reading: { skipMarks: [';'] } },
  ],
  ['read', 'a mark in the middle', { message: { content: 'this; too' } }],
  ['no-prefix', 'without the prefix', { reading: { prefix: '!' } }],
  ['read', 'with the prefix', { message: { content: '!hello' }, reading: { prefix: '!' } }],
  [
    'read',
    'a mention without the prefix',
    { message: { addressed: true }, reading: { prefix: '!' } },
  ],
  ['bot-command', 'what calls another bot', { message: { content: '!play song' } }],
  [
    'read',
    'what calls another bot where that is read',
    { message: { content: '!play song' }, reading: { botCommands: true } },
  ],
  [
    'read',
    'what looks like it and is said by a bot',
    { message: { content: '!play song', author: 'bot' }, reading: { bots: true } },
  ],
  [
    'read',
    'what looks like it and is for this bot',
    { message: { content: '!help', addressed: true } },
  ],
  [
    'read',
    'the server’s prefix, which looks like it',
    { message: { content: '!play' }, reading: { prefix: '!' } },
  ],
  [
    'bot-command',
    'behind the server’s prefix',
    { message: { content: '> t!daily' }, reading: { prefix: '>' } },
  ],
  ['no-call', 'while the bot is in no call', { callChannelId: undefined }],
  ['read', 'who brings the bot by writing', { callChannelId: undefined, reading: { joins: true } }],
  [
    'no-call',
    'who is in no call to bring the bot to',
    { callChannelId: undefined, reading: { joins: true }, author: { voice: undefined } },
  ],
  [
    'read',
    'the chat of the call that the bot would join',
    {
      callChannelId: undefined,
      reading: { joins: true, channelIds: [] },
      message: { channelId: 'call' },
    },
  ],
  [
    'other-channel',
    'that chat while the bot joins nobody',
    { callChannelId: undefined, reading: { channelIds: [] }, message: { channelId: 'call' } },
  ],
  ['not-in-call', 'who is in no call', { author: { voice: undefined } }],
  ['not-in-call', 'who is in another call', { author: { voice: outside } }],
  [
    'read',
    'from outside where that is wanted',
    { author: { voice: undefined }, reading: { authorInCall: false } },
  ],
  [
    'read',
    'from another call where that is wanted',
    { author: { voice: outside }, reading: { authorInCall: false } },
  ],
  ['not-muted', 'who could speak', { reading: { onlyMuted: true } }],
  [
    'read',
    'who is muted',
    { reading: { onlyMuted: true }, author: { voice: { ...inCall, muted: true } } },
  ],
  [
    'read',
    'who is in no call and so can’t speak',
    { reading: { onlyMuted: true, authorInCall: false }, author: { voice: undefined } },
  ],
  [
    'stage-audience',
    'the audience of a Stage',
    { author: { voice: { ...inCall, audience: true } } },
  ],
  [
    'read',
    'the audience where it is read',
    { author: { voice: { ...inCall, audience: true } }, reading: { stageAudience: true } },
  ],
  ['late', 'what comes minutes after it was written', { message: { ageMs: 120_001 } }],
  ['read', 'what was just not late', { message: { ageMs: 120_000 } }],
  [
    'cooldown',
    'too soon after the last',
    { moderation: { cooldownMs: 5_000 }, history: { sinceReadMs: 4_999 } },
  ],
  [
    'read',
    'when the cooldown is over',
    { moderation: { cooldownMs: 5_000 }, history: { sinceReadMs: 5_000 } },
  ],
  ['read', 'the first with a cooldown', { moderation: { cooldownMs: 5_000 } }],
  ['read', 'the same a second time', { history: { sameBefore: 1 } }],
  ['repeated', 'the same a third time', { history: { sameBefore: 2 } }],
  [
    'read',
    'the third time where that is allowed',
    { history: { sameBefore: 2 }, moderation: { dropsRepeats: false } },
  ],
];
