import { ownWords, text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { elsewhere, optionsUnder } from './setting.ts';
import type { Settings } from './setting.ts';
import { timeZoneIn } from './typed-settings.ts';

const words = optionsUnder('autoread words');
const options = optionsUnder('autoread options');

/** How a message becomes words: what people see of each setting, in the order in which they meet them. */
export const wordsSettings = {
  said: {
    chosen: {
      by: 'choice',
      ...words('said'),
      choices: {
        off: text(($) => $.commands.autoread.subcommands.words.options.said.choices.off),
        always: text(($) => $.commands.autoread.subcommands.words.options.said.choices.always),
        'on-change': text(
          ($) => $.commands.autoread.subcommands.words.options.said.choices['on-change'],
        ),
      },
    },
    shown: { among: 'manner' },
  },
  names: {
    chosen: {
      by: 'choice',
      ...words('names'),
      choices: {
        nickname: text(($) => $.commands.autoread.subcommands.words.options.names.choices.nickname),
        account: text(($) => $.commands.autoread.subcommands.words.options.names.choices.account),
      },
    },
  },
  links: {
    chosen: {
      by: 'choice',
      ...words('links'),
      choices: {
        domain: text(($) => $.commands.autoread.subcommands.words.options.links.choices.domain),
        word: text(($) => $.commands.autoread.subcommands.words.options.links.choices.word),
        skip: text(($) => $.commands.autoread.subcommands.words.options.links.choices.skip),
      },
    },
    shown: { among: 'manner' },
  },
  emoji: {
    chosen: {
      by: 'choice',
      ...words('emoji'),
      choices: {
        name: text(($) => $.commands.autoread.subcommands.words.options.emoji.choices.name),
        skip: text(($) => $.commands.autoread.subcommands.words.options.emoji.choices.skip),
      },
    },
    shown: { among: 'manner' },
  },
  customEmoji: {
    chosen: {
      by: 'choice',
      ...words('custom-emoji'),
      choices: {
        name: text(
          ($) => $.commands.autoread.subcommands.words.options['custom-emoji'].choices.name,
        ),
        skip: text(
          ($) => $.commands.autoread.subcommands.words.options['custom-emoji'].choices.skip,
        ),
      },
    },
  },
  code: {
    chosen: {
      by: 'choice',
      ...words('code'),
      choices: {
        read: text(($) => $.commands.autoread.subcommands.words.options.code.choices.read),
        word: text(($) => $.commands.autoread.subcommands.words.options.code.choices.word),
        skip: text(($) => $.commands.autoread.subcommands.words.options.code.choices.skip),
      },
    },
    shown: { among: 'manner' },
  },
  replies: {
    chosen: { by: 'yes or no', ...words('replies') },
  },
  attachments: {
    chosen: { by: 'yes or no', ...words('attachments') },
  },
  embeds: {
    chosen: { by: 'yes or no', ...words('embeds') },
  },
  acronyms: {
    chosen: { by: 'yes or no', ...words('acronyms') },
    told: (are) =>
      are
        ? text(($) => $.settings.toldValues.acronymsInFull)
        : text(($) => $.settings.toldValues.acronymsAsWritten),
    shown: { among: 'manner' },
  },
  inlineMarks: {
    chosen: { by: 'yes or no', ...words('inline-marks') },
    shown: { among: 'manner' },
  },
  timeZone: {
    chosen: {
      by: 'text',
      ...words('time-zone'),
      maxLength: 64,
      completes: true,
      read: timeZoneIn,
    },
    told: (zone) =>
      zone === undefined ? text(($) => $.settings.toldValues.zoneOfLanguage) : ownWords(zone),
    shown: { as: text(($) => $.settings.shown.timeZone), among: 'manner' },
  },
  maxSeconds: {
    chosen: { by: 'whole number', ...words('max-seconds'), unit: 's' },
    shown: { as: text(($) => $.settings.shown.maxSeconds), among: 'manner' },
  },
  filtered: {
    chosen: {
      by: 'choice',
      ...options('filtered'),
      choices: {
        mask: text(($) => $.commands.autoread.subcommands.options.options.filtered.choices.mask),
        drop: text(($) => $.commands.autoread.subcommands.options.options.filtered.choices.drop),
      },
    },
    told: (what) =>
      what === 'mask'
        ? text(($) => $.settings.toldValues.masked)
        : text(($) => $.settings.toldValues.silenced),
    shown: { as: text(($) => $.settings.shown.filtered), among: 'limits' },
  },
  maxChars: {
    chosen: elsewhere(),
  },
} satisfies Settings<ServerSettings['words']>;

/** The settings that keep one person from being heard too much. */
export const moderationSettings = {
  dropsRepeats: {
    chosen: { by: 'yes or no', ...options('drop-repeats') },
    told: (drops) =>
      drops ? text(($) => $.settings.toldValues.dropped) : text(($) => $.settings.toldValues.read),
    shown: { among: 'limits' },
  },
  cooldownMs: {
    chosen: { by: 'number', ...options('cooldown'), unit: 's', per: 1_000 },
    shown: { among: 'limits' },
  },
} satisfies Settings<ServerSettings['moderation']>;
