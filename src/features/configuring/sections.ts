import { managesReading } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { settings } from '#features/settings/settings.ts';
import type { Row } from '#features/settings/values.ts';

/** The settings of a server by the sections of its panel, in the order in which people meet them. A test has all of them. */
export const sections = {
  places: [
    'reading.on',
    'reading.channelIds',
    'reading.excludedIds',
    'reading.callChat',
    'reading.threads',
    'writtenLanguage',
  ],
  people: [
    'reading.authorInCall',
    'reading.onlyMuted',
    'reading.optIn',
    'reading.requiredRoleId',
    'reading.ignoredRoleIds',
    'reading.bots',
    'reading.webhooks',
    'reading.stageAudience',
  ],
  messages: [
    'reading.botCommands',
    'reading.silent',
    'reading.prefix',
    'reading.skipMarks',
    'moderation.dropsRepeats',
    'moderation.cooldownMs',
    'words.filtered',
    'words.maxSeconds',
  ],
  words: [
    'words.said',
    'words.names',
    'words.links',
    'words.emoji',
    'words.customEmoji',
    'words.code',
    'words.replies',
    'words.attachments',
    'words.embeds',
  ],
  manner: [
    'reading.findsLanguage',
    'reading.languages',
    'reading.translations',
    'words.acronyms',
    'words.inlineMarks',
    'words.timeZone',
    'reading.catchesUp',
  ],
  coming: [
    'reading.joins',
    'calls.personIds',
    'calls.roleIds',
    'calls.aloneMs',
    'calls.idleMs',
    'calls.stays',
  ],
  call: [
    'calls.announcesArrivals',
    'calls.arrivalText',
    'calls.announcesDepartures',
    'calls.departureText',
    'calls.effects',
    'calls.recordings',
    'calls.showsStatus',
    'calls.lowers',
    'calls.alerts',
  ],
  voices: [
    'voice',
    'volumeDb',
    'forcesVoice',
    'voicesByLanguage',
    'channels',
    'forbiddenVoices',
    'clones',
    'adminChannelId',
  ],
} as const;

export type Section = keyof typeof sections;

export const sectionNames = Object.keys(sections) as readonly Section[];

/** Undefined for what is no section, as panels of another version may have it. */
export function sectionCalled(name: string): Section | undefined {
  return sectionNames.find((each) => each === name);
}

/** The setting of a server by its key; undefined for one that isn't shown, or isn't there. */
export function rowCalled(key: string): Row | undefined {
  return sectionOf(key) && settings.server.find((row) => row.key === key);
}

export function rowsIn(section: Section): readonly Row[] {
  return sections[section].flatMap((key) => rowCalled(key) ?? []);
}

export function sectionOf(key: string): Section | undefined {
  return sectionNames.find((name) => (sections[name] as readonly string[]).includes(key));
}

/** Everybody sees what is read; the voices that were set are for those who set them. */
export function maySee(section: Section, { managesServer }: Asker): boolean {
  return section !== 'voices' || managesServer;
}

export function mayChange(row: Row, asker: Asker): boolean {
  return row.who === 'managers' ? asker.managesServer : managesReading(asker);
}
