import { z } from 'zod';

import { volumeDb, voiceSettings } from './person-settings.ts';

/** The most languages that are told apart, and the most voices that are forbidden, in one server. */
export const maxLanguages = 50;
export const maxForbiddenVoices = 2_000;
/** The most channels of one server that have settings of their own: as many as a server can have. */
export const maxChannels = 500;
/** The most channels of one server that are never read aloud. */
export const maxExcluded = 50;
/** The most channels of one server of which what is read is translated. */
export const maxTranslations = 50;

const id = z.string().regex(/^\d{1,20}$/);
const ids = z.array(id).max(500).readonly().default([]);

/** Which messages are read. Off until an admin switches it on. */
const reading = z
  .object({
    on: z.boolean().default(false),
    /** Text channels that are read into the call, with their threads. */
    channelIds: ids,
    /** Channels and categories of which nothing is ever read aloud, whoever asks for it. */
    excludedIds: z.array(id).max(maxExcluded).readonly().default([]),
    threads: z.boolean().default(true),
    /** The chat of the voice channel that the call is in. */
    callChat: z.boolean().default(true),
    /** Joins the author's voice channel when it is in none. */
    joins: z.boolean().default(false),
    /** Reads only who agreed. */
    optIn: z.boolean().default(false),
    authorInCall: z.boolean().default(true),
    onlyMuted: z.boolean().default(false),
    requiredRoleId: id.exactOptional(),
    ignoredRoleIds: ids,
    bots: z.boolean().default(false),
    webhooks: z.boolean().default(false),
    stageAudience: z.boolean().default(false),
    /** Messages sent with @silent. */
    silent: z.boolean().default(false),
    /** Speech of all kinds is faster while much waits. */
    catchesUp: z.boolean().default(true),
    /** Reads only messages that begin with it. */
    prefix: z.string().max(10).default(''),
    /** Doesn't read messages that begin with one of them; absent where the usual mark counts. */
    skipMarks: z.array(z.string().min(1).max(10)).max(10).readonly().exactOptional(),
    /** Reads messages that call other bots. */
    botCommands: z.boolean().default(false),
    /** Finds the language of each message, among `languages` or, when that is empty, all that a voice speaks. */
    findsLanguage: z.boolean().default(true),
    languages: z.array(z.string().max(35)).max(maxLanguages).readonly().default([]),
    /** By channel the language, a BCP 47 tag, into which what is read of it is translated. */
    translations: z
      .record(id, z.string().max(35))
      .refine((channels) => Object.keys(channels).length <= maxTranslations)
      .readonly()
      .default({}),
    /** BCP 47: of the Discord of the admin who switched it on, as people who say nothing clear are likely to write. */
    locale: z.string().max(35).exactOptional(),
  })
  .readonly();

/** How a message becomes words. */
const words = z
  .object({
    /** When "X said" goes before a message. */
    said: z.enum(['off', 'always', 'on-change']).default('on-change'),
    /** A person's name in this server, or their account's display name. */
    names: z.enum(['nickname', 'account']).default('nickname'),
    links: z.enum(['domain', 'word', 'skip']).default('domain'),
    emoji: z.enum(['name', 'skip']).default('name'),
    customEmoji: z.enum(['name', 'skip']).default('name'),
    code: z.enum(['read', 'word', 'skip']).default('word'),
    replies: z.boolean().default(true),
    attachments: z.boolean().default(true),
    embeds: z.boolean().default(true),
    acronyms: z.boolean().default(true),
    /** Words of the filter become a beep in their place, or nothing is read of the message. */
    filtered: z.enum(['mask', 'drop']).default('mask'),
    /** Small marks in a message that change the voice, speed or style of a part. */
    inlineMarks: z.boolean().default(true),
    /** IANA; else that of the country of the server's language. */
    timeZone: z.string().max(64).exactOptional(),
    maxChars: z.number().int().min(10).max(4_000).default(1_000),
    maxSeconds: z.number().min(2).max(600).default(60),
  })
  .readonly();

const moderation = z
  .object({
    cooldownMs: z.number().int().min(0).max(3_600_000).default(0),
    /** Drops the third identical message in a row. */
    dropsRepeats: z.boolean().default(true),
  })
  .readonly();

/** Nobody waits for longer than a day. */
const maxWaitMs = 24 * 3_600_000;

/** When the bot comes to a call by itself, and when it leaves. */
const calls = z
  .object({
    /** Nobody may be in a call for so long; 0 where that is as the operator has set. */
    aloneMs: z.number().int().min(0).max(maxWaitMs).default(0),
    /** Nothing may have been spoken for so long; 0 for ever. */
    idleMs: z.number().int().min(0).max(maxWaitMs).default(0),
    /** It leaves only when somebody sends it away. */
    stays: z.boolean().default(false),
    /** People to whom it comes when they enter a voice channel, and those who have one of the roles. */
    personIds: ids,
    roleIds: ids,
    /** Says who joins its call and who leaves. */
    announcesArrivals: z.boolean().default(false),
    announcesDepartures: z.boolean().default(false),
    /** The server's own words for that; absent where it takes those of the bot. */
    arrivalText: z.string().max(100).exactOptional(),
    departureText: z.string().max(100).exactOptional(),
    /** Shows under the voice channel's name what is read there. */
    showsStatus: z.boolean().default(false),
    /** Emoji and sounds that people send into the call speak the phrases that they bound to them. */
    effects: z.boolean().default(true),
    /** Recordings that people saved as phrases are heard. */
    recordings: z.boolean().default(true),
    /** Speaks softer while others speak, for which it has to hear that they do. */
    lowers: z.boolean().default(false),
    /** People may break into what is being spoken, each of them seldom. */
    alerts: z.boolean().default(true),
  })
  .readonly();

/** A server's settings for one of its channels. */
const channel = z.object({ voice: voiceSettings.prefault({}) }).readonly();

/** Everything a server's admins decide. Word filter, mutes and dictionary are aggregates of their own. */
export const serverSettings = z
  .object({
    /** The voice of everybody who set none. */
    voice: voiceSettings.prefault({}),
    /** By BCP 47 tag in lower case: what speaks a language when nothing that was set before does. */
    voicesByLanguage: z.record(z.string().max(35), voiceSettings).readonly().default({}),
    channels: z.record(id, channel).readonly().default({}),
    /** All that is spoken has it. */
    volumeDb: volumeDb.default(0),
    /** Everybody speaks with the channel's or the server's voice. */
    forcesVoice: z.boolean().default(false),
    /** Offers' keys, and `profileKey`s of kept voices. */
    forbiddenVoices: z.array(z.string().max(120)).max(maxForbiddenVoices).readonly().default([]),
    clones: z.enum(['allow', 'approval', 'forbid']).default('allow'),
    /** Where reports of shared voices and requests for approval are shown. */
    adminChannelId: id.exactOptional(),
    /** BCP 47: of what is written to everybody; absent where it is that which Discord says of the server. */
    writtenLanguage: z.string().max(35).exactOptional(),
    reading: reading.prefault({}),
    words: words.prefault({}),
    moderation: moderation.prefault({}),
    calls: calls.prefault({}),
  })
  .readonly();
export type ServerSettings = z.output<typeof serverSettings>;
