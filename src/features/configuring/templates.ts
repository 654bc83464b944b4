import type { Changes } from '#features/settings/setting.ts';

/** Starting points for a server: whatever they don't name stays as it is. */
export const templates = {
  quiet: {
    'reading.onlyMuted': true,
    'reading.authorInCall': true,
    'reading.bots': false,
    'reading.webhooks': false,
    'reading.silent': false,
    'words.said': 'on-change',
    'words.links': 'skip',
    'words.emoji': 'skip',
    'words.customEmoji': 'skip',
    'words.code': 'skip',
    'words.replies': false,
    'words.attachments': false,
    'words.maxSeconds': 20,
    'moderation.dropsRepeats': true,
    'moderation.cooldownMs': 3_000,
    'calls.announcesArrivals': false,
    'calls.announcesDepartures': false,
    volumeDb: -6,
  },
  accessible: {
    'reading.callChat': true,
    'reading.threads': true,
    'reading.joins': true,
    'reading.onlyMuted': false,
    'reading.catchesUp': true,
    'reading.findsLanguage': true,
    'words.said': 'always',
    'words.links': 'domain',
    'words.emoji': 'name',
    'words.customEmoji': 'name',
    'words.code': 'read',
    'words.replies': true,
    'words.attachments': true,
    'words.embeds': true,
    'words.acronyms': true,
    'words.maxSeconds': 180,
    'calls.announcesArrivals': true,
    'calls.announcesDepartures': true,
  },
  everything: {
    'reading.callChat': true,
    'reading.threads': true,
    'reading.authorInCall': false,
    'reading.onlyMuted': false,
    'reading.optIn': false,
    'reading.requiredRoleId': undefined,
    'reading.ignoredRoleIds': [],
    'reading.bots': true,
    'reading.webhooks': true,
    'reading.botCommands': true,
    'reading.stageAudience': true,
    'reading.silent': true,
    'reading.prefix': '',
    'reading.skipMarks': [],
    'reading.languages': [],
    'words.code': 'read',
    'words.embeds': true,
    'words.maxSeconds': 600,
    'moderation.dropsRepeats': false,
    'moderation.cooldownMs': 0,
  },
} as const satisfies Readonly<Record<string, Changes>>;

export type Template = keyof typeof templates;

export const templateNames = Object.keys(templates) as readonly Template[];

/** Undefined for one that isn't there, as panels of another version may have it. */
export function templateCalled(name: string): Template | undefined {
  return templateNames.find((each) => each === name);
}
