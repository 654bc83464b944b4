import type { ServerSettings } from '#store/server-settings.ts';

import { elsewhere, optionsUnder, same } from './setting.ts';
import type { Settings } from './setting.ts';
import { timeZoneIn } from './typed-settings.ts';

const words = optionsUnder('autoread words');
const options = optionsUnder('autoread options');

/** How a message becomes words: what people see of each setting, in the order in which they meet them. */
export const wordsSettings = {
  said: {
    called: '“X said”',
    chosen: {
      by: 'choice',
      ...words('said', 'When “X said” goes before a message'),
      choices: { off: 'never', always: 'always', 'on-change': 'when somebody else writes' },
    },
    shown: { as: '“X said”', among: 'manner' },
  },
  names: {
    called: 'names',
    chosen: {
      by: 'choice',
      ...words('names', 'Names in this server, or names of accounts'),
      choices: same('nickname', 'account'),
    },
  },
  links: {
    called: 'links',
    chosen: {
      by: 'choice',
      ...words('links', 'What is said of a link'),
      choices: same('domain', 'word', 'skip'),
    },
    shown: { as: 'links', among: 'manner' },
  },
  emoji: {
    called: 'emoji',
    chosen: { by: 'choice', ...words('emoji', 'Emoji'), choices: same('name', 'skip') },
    shown: { as: 'emoji', among: 'manner' },
  },
  customEmoji: {
    called: 'emoji of servers',
    chosen: {
      by: 'choice',
      ...words('custom-emoji', 'Emoji of servers'),
      choices: same('name', 'skip'),
    },
  },
  code: {
    called: 'code',
    chosen: { by: 'choice', ...words('code', 'Code'), choices: same('read', 'word', 'skip') },
    shown: { as: 'code', among: 'manner' },
  },
  replies: {
    called: 'to whom somebody replies',
    chosen: { by: 'yes or no', ...words('replies', 'Says to whom somebody replies') },
  },
  attachments: {
    called: 'what is attached',
    chosen: { by: 'yes or no', ...words('attachments', 'Says what is attached') },
  },
  embeds: {
    called: 'embeds of bots that are read',
    chosen: { by: 'yes or no', ...words('embeds', 'Reads the embeds of bots that are read') },
  },
  acronyms: {
    called: 'acronyms',
    chosen: { by: 'yes or no', ...words('acronyms', 'Says what “brb” and the like stand for') },
    told: (are) => (are ? 'said in full' : 'as written'),
    shown: { as: 'acronyms', among: 'manner' },
  },
  inlineMarks: {
    called: 'marks such as {slow}',
    chosen: {
      by: 'yes or no',
      ...words(
        'inline-marks',
        'Lets {slow}, {fast}, {voice …} and {style …} change how the words after them are spoken',
      ),
    },
    shown: { as: 'marks such as {slow}', among: 'manner' },
  },
  timeZone: {
    called: 'time zone',
    chosen: {
      by: 'text',
      ...words(
        'time-zone',
        'In which times are spoken: type a city; “none” goes by the server’s language',
      ),
      maxLength: 64,
      completes: true,
      read: timeZoneIn,
    },
    told: (zone) => zone ?? 'the zone of the server’s language',
    shown: { as: 'times in', among: 'manner' },
  },
  maxSeconds: {
    called: 'length of a message at most',
    chosen: {
      by: 'whole number',
      ...words('max-seconds', 'How long a message may be; the rest is left out'),
      unit: 's',
    },
    shown: { as: 'at most', among: 'manner' },
  },
  filtered: {
    called: 'filtered words',
    chosen: {
      by: 'choice',
      ...options('filtered', 'What becomes of words on the filter’s list'),
      choices: { mask: 'a beep in their place', drop: 'the message is not read' },
    },
    told: (what) => (what === 'mask' ? 'beeped out' : 'silence the message'),
    shown: { as: 'Filtered words', among: 'limits' },
  },
  maxChars: {
    called: 'characters of a message at most',
    chosen: elsewhere(),
  },
} satisfies Settings<ServerSettings['words']>;

/** The settings that keep one person from being heard too much. */
export const moderationSettings = {
  dropsRepeats: {
    called: 'the third same message',
    chosen: {
      by: 'yes or no',
      ...options('drop-repeats', 'Drops the third same message in a row'),
    },
    told: (drops) => (drops ? 'dropped' : 'read'),
    shown: { as: 'the third same message', among: 'limits' },
  },
  cooldownMs: {
    called: 'pause per person',
    chosen: {
      by: 'number',
      ...options('cooldown', 'Seconds that a person must leave between messages'),
      unit: 's',
      per: 1_000,
    },
    shown: { as: 'pause per person', among: 'limits' },
  },
} satisfies Settings<ServerSettings['moderation']>;
