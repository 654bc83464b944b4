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
      ...words('said'),
      choices: { off: 'never', always: 'always', 'on-change': 'when somebody else writes' },
    },
    shown: { as: '“X said”', among: 'manner' },
  },
  names: {
    called: 'names',
    chosen: {
      by: 'choice',
      ...words('names'),
      choices: same('nickname', 'account'),
    },
  },
  links: {
    called: 'links',
    chosen: {
      by: 'choice',
      ...words('links'),
      choices: same('domain', 'word', 'skip'),
    },
    shown: { as: 'links', among: 'manner' },
  },
  emoji: {
    called: 'emoji',
    chosen: { by: 'choice', ...words('emoji'), choices: same('name', 'skip') },
    shown: { as: 'emoji', among: 'manner' },
  },
  customEmoji: {
    called: 'emoji of servers',
    chosen: {
      by: 'choice',
      ...words('custom-emoji'),
      choices: same('name', 'skip'),
    },
  },
  code: {
    called: 'code',
    chosen: { by: 'choice', ...words('code'), choices: same('read', 'word', 'skip') },
    shown: { as: 'code', among: 'manner' },
  },
  replies: {
    called: 'to whom somebody replies',
    chosen: { by: 'yes or no', ...words('replies') },
  },
  attachments: {
    called: 'what is attached',
    chosen: { by: 'yes or no', ...words('attachments') },
  },
  embeds: {
    called: 'embeds of bots that are read',
    chosen: { by: 'yes or no', ...words('embeds') },
  },
  acronyms: {
    called: 'acronyms',
    chosen: { by: 'yes or no', ...words('acronyms') },
    told: (are) => (are ? 'said in full' : 'as written'),
    shown: { as: 'acronyms', among: 'manner' },
  },
  inlineMarks: {
    called: 'marks such as {slow}',
    chosen: {
      by: 'yes or no',
      ...words('inline-marks'),
    },
    shown: { as: 'marks such as {slow}', among: 'manner' },
  },
  timeZone: {
    called: 'time zone',
    chosen: {
      by: 'text',
      ...words('time-zone'),
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
      ...words('max-seconds'),
      unit: 's',
    },
    shown: { as: 'at most', among: 'manner' },
  },
  filtered: {
    called: 'filtered words',
    chosen: {
      by: 'choice',
      ...options('filtered'),
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
      ...options('drop-repeats'),
    },
    told: (drops) => (drops ? 'dropped' : 'read'),
    shown: { as: 'the third same message', among: 'limits' },
  },
  cooldownMs: {
    called: 'pause per person',
    chosen: {
      by: 'number',
      ...options('cooldown'),
      unit: 's',
      per: 1_000,
    },
    shown: { as: 'pause per person', among: 'limits' },
  },
} satisfies Settings<ServerSettings['moderation']>;
