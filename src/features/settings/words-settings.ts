import { elsewhere, same } from './setting.ts';
import type { SettingsIn } from './setting.ts';
import { timeZoneIn } from './typed-settings.ts';

/** How a message becomes words: what people see of each setting, in the order in which they meet them. */
export const wordsSettings = {
  'words.said': {
    called: '“X said”',
    chosen: {
      by: 'choice',
      under: 'autoread words',
      name: 'said',
      description: 'When “X said” goes before a message',
      choices: { off: 'never', always: 'always', 'on-change': 'when somebody else writes' },
    },
    shown: { as: '“X said”', among: 'manner' },
  },
  'words.names': {
    called: 'names',
    chosen: {
      by: 'choice',
      under: 'autoread words',
      name: 'names',
      description: 'Names in this server, or names of accounts',
      choices: same('nickname', 'account'),
    },
  },
  'words.links': {
    called: 'links',
    chosen: {
      by: 'choice',
      under: 'autoread words',
      name: 'links',
      description: 'What is said of a link',
      choices: same('domain', 'word', 'skip'),
    },
    shown: { as: 'links', among: 'manner' },
  },
  'words.emoji': {
    called: 'emoji',
    chosen: {
      by: 'choice',
      under: 'autoread words',
      name: 'emoji',
      description: 'Emoji',
      choices: same('name', 'skip'),
    },
    shown: { as: 'emoji', among: 'manner' },
  },
  'words.customEmoji': {
    called: 'emoji of servers',
    chosen: {
      by: 'choice',
      under: 'autoread words',
      name: 'custom-emoji',
      description: 'Emoji of servers',
      choices: same('name', 'skip'),
    },
  },
  'words.code': {
    called: 'code',
    chosen: {
      by: 'choice',
      under: 'autoread words',
      name: 'code',
      description: 'Code',
      choices: same('read', 'word', 'skip'),
    },
    shown: { as: 'code', among: 'manner' },
  },
  'words.replies': {
    called: 'to whom somebody replies',
    chosen: {
      by: 'yes or no',
      under: 'autoread words',
      name: 'replies',
      description: 'Says to whom somebody replies',
    },
  },
  'words.attachments': {
    called: 'what is attached',
    chosen: {
      by: 'yes or no',
      under: 'autoread words',
      name: 'attachments',
      description: 'Says what is attached',
    },
  },
  'words.embeds': {
    called: 'embeds of bots that are read',
    chosen: {
      by: 'yes or no',
      under: 'autoread words',
      name: 'embeds',
      description: 'Reads the embeds of bots that are read',
    },
  },
  'words.acronyms': {
    called: 'acronyms',
    chosen: {
      by: 'yes or no',
      under: 'autoread words',
      name: 'acronyms',
      description: 'Says what “brb” and the like stand for',
    },
    told: (are) => (are ? 'said in full' : 'as written'),
    shown: { as: 'acronyms', among: 'manner' },
  },
  'words.inlineMarks': {
    called: 'marks such as {slow}',
    chosen: {
      by: 'yes or no',
      under: 'autoread words',
      name: 'inline-marks',
      description:
        'Lets {slow}, {fast}, {voice …} and {style …} change how the words after them are spoken',
    },
    shown: { as: 'marks such as {slow}', among: 'manner' },
  },
  'words.timeZone': {
    called: 'time zone',
    chosen: {
      by: 'text',
      under: 'autoread words',
      name: 'time-zone',
      description: 'In which times are spoken: type a city; “none” goes by the server’s language',
      maxLength: 64,
      completes: true,
      read: timeZoneIn,
    },
    told: (zone) => zone ?? 'the zone of the server’s language',
    shown: { as: 'times in', among: 'manner' },
  },
  'words.maxSeconds': {
    called: 'length of a message at most',
    chosen: {
      by: 'whole number',
      under: 'autoread words',
      name: 'max-seconds',
      description: 'How long a message may be; the rest is left out',
      unit: 's',
    },
    shown: { as: 'at most', among: 'manner' },
  },
  'words.filtered': {
    called: 'filtered words',
    chosen: {
      by: 'choice',
      under: 'autoread options',
      name: 'filtered',
      description: 'What becomes of words on the filter’s list',
      choices: { mask: 'a beep in their place', drop: 'the message is not read' },
    },
    told: (what) => (what === 'mask' ? 'beeped out' : 'silence the message'),
    shown: { as: 'Filtered words', among: 'limits' },
  },
  'words.maxChars': {
    called: 'characters of a message at most',
    chosen: elsewhere(),
  },
} satisfies SettingsIn<'words'>;

/** The settings that keep one person from being heard too much. */
export const moderationSettings = {
  'moderation.dropsRepeats': {
    called: 'the third same message',
    chosen: {
      by: 'yes or no',
      under: 'autoread options',
      name: 'drop-repeats',
      description: 'Drops the third same message in a row',
    },
    told: (drops) => (drops ? 'dropped' : 'read'),
    shown: { as: 'the third same message', among: 'limits' },
  },
  'moderation.cooldownMs': {
    called: 'pause per person',
    chosen: {
      by: 'number',
      under: 'autoread options',
      name: 'cooldown',
      description: 'Seconds that a person must leave between messages',
      unit: 's',
      per: 1_000,
    },
    shown: { as: 'pause per person', among: 'limits' },
  },
} satisfies SettingsIn<'moderation'>;
