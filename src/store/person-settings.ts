import { z } from 'zod';

/** A voice and how it speaks; each part alone or together. */
export const voiceSettings = z
  .object({
    /** An offer's key, or `profileKey` of a kept voice. */
    voice: z.string().max(120).exactOptional(),
    /** BCP 47 tag. */
    language: z.string().max(100).exactOptional(),
    speed: z.number().min(0.25).max(4).exactOptional(),
    style: z.string().max(500).exactOptional(),
  })
  .readonly();
export type VoiceSettings = z.output<typeof voiceSettings>;

/**
 * How much louder something is heard, in dB. Speech is as loud as its peaks let it be, so that more is only had by rounding
 * those: 3 dB of it aren't noticed.
 */
export const volumeDb = z.number().min(-20).max(3);

/** How a person is spoken of; at most 100 characters, as long as any name on Discord. */
const spokenName = z.string().min(1).max(100).exactOptional();

/** A person's settings for a name under which a proxy such as PluralKit posts for them. */
const proxySettings = z
  .object({
    /** As long as a webhook's name may be. */
    name: z.string().min(1).max(80),
    voice: voiceSettings.prefault({}),
    spokenName,
  })
  .readonly();
export type ProxySettings = z.output<typeof proxySettings>;

/** So many names have settings of their own at most. */
export const maxProxies = 100;

/** So many short forms somebody has at most, none longer than this, and nothing longer in their place. */
export const maxAbbreviations = 100;
export const maxShortChars = 20;
export const maxLongChars = 300;

const abbreviation = z
  .object({
    short: z.string().min(1).max(maxShortChars),
    long: z.string().min(1).max(maxLongChars),
  })
  .readonly();

/** A person's settings for themselves, everywhere. */
export const personSettings = z
  .object({
    voice: voiceSettings.prefault({}),
    spokenName,
    /** Holds wherever their words are spoken. */
    volumeDb: volumeDb.default(0),
    /** Refuses to be read, in every server. */
    optedOut: z.boolean().default(false),
    /** Lets the bot say in calls that they join or leave. */
    announced: z.boolean().default(true),
    /** Lets others take over the voice settings by `/voice copy`. */
    lendsSettings: z.boolean().default(false),
    /**
     * The language, a BCP 47 tag, into which what they write is translated before it is read; `never` where no service may
     * have it.
     */
    translatesTo: z.string().max(35).exactOptional(),
    /** The order of the phrases on boards. */
    phraseOrder: z.enum(['own', 'use', 'alphabet']).default('own'),
    /** Short forms, each with what is said in its place. */
    abbreviations: z.array(abbreviation).max(maxAbbreviations).readonly().default([]),
    /** Has what they say by `/say` kept for a while, so that it can be chosen again. */
    keepsLines: z.boolean().default(false),
    proxies: z.array(proxySettings).max(maxProxies).readonly().default([]),
  })
  .readonly();
export type PersonSettings = z.output<typeof personSettings>;

/** Settings for one person in one server, by that person or a moderator: they go before what the person set everywhere. */
export const memberSettings = z
  .object({
    voice: voiceSettings.prefault({}),
    spokenName,
    /** By a moderator, and counts in the place of the person's own. */
    volumeDb: volumeDb.exactOptional(),
    /** Agrees to be read where the server asks for it. */
    optedIn: z.boolean().default(false),
    /** Lets others here have the bot follow them into voice channels. */
    letsFollow: z.boolean().default(false),
    /** The moderator who set the voice or the name, when it was one. */
    setBy: z.string().exactOptional(),
  })
  .readonly();
export type MemberSettings = z.output<typeof memberSettings>;
