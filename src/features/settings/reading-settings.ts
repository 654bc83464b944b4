import { escaped } from '#discord/shown-text.ts';

import { elsewhere, switched } from './setting.ts';
import type { SettingsIn } from './setting.ts';
import { marksNamed } from './told-values.ts';
import { languagesIn, marksIn, prefixIn } from './typed-settings.ts';

/** Which messages are read: what people see of each setting, in the order in which they meet them. */
export const readingSettings = {
  'reading.on': {
    called: 'reading',
    chosen: elsewhere('/autoread on', '/autoread off', 'a button of /autoread show'),
  },
  'reading.channelIds': {
    called: 'channels that are read',
    chosen: elsewhere('/autoread on', '/autoread channel', 'a menu of /autoread show'),
    told: (ids) => (ids.length === 0 ? 'none' : ids.map((id) => `<#${id}>`).join(' ')),
    shown: { as: 'Channels', among: 'places' },
  },
  'reading.callChat': switched('The chat of my voice channel', 'Beside the channels chosen below'),
  'reading.threads': switched('Threads', 'Of the channels that are read'),
  'reading.joins': switched(
    'Come by myself',
    'I join the voice channel of who writes, when I am in none',
  ),
  'reading.authorInCall': switched('Only people in my voice channel', 'Others are not read'),
  'reading.onlyMuted': switched('Only muted people', 'Who can speak in the call is not read'),
  'reading.optIn': switched('Only people who agreed', 'With /autoread me'),
  'reading.bots': switched('Bots', 'With their embeds'),
  'reading.webhooks': switched('Webhooks', 'Such as those of other services'),
  'reading.botCommands': switched(
    'Commands for other bots',
    'Such as !play or ?help, which are skipped otherwise',
  ),
  'reading.stageAudience': switched('The audience of a Stage', 'Not only its speakers'),
  'reading.silent': switched('Messages sent with @silent', 'Otherwise they stay silent here, too'),
  'reading.findsLanguage': switched(
    'Find each message’s language',
    'And read it in a voice that speaks it',
  ),
  'reading.requiredRoleId': {
    called: 'needed role',
    chosen: {
      by: 'role',
      under: 'autoread options',
      name: 'required-role',
      description: 'Reads only people with it',
      none: { name: 'any-role', description: 'Nobody needs a role any more' },
    },
    told: (id) => (id === undefined ? '' : `<@&${id}>`),
    shown: { as: 'Needed role', among: 'people' },
  },
  'reading.ignoredRoleIds': {
    called: 'ignored roles',
    chosen: elsewhere('/autoread role'),
    told: (ids) => ids.map((id) => `<@&${id}>`).join(' '),
    shown: { as: 'Not read', among: 'people' },
  },
  'reading.prefix': {
    called: 'what read messages begin with',
    chosen: {
      by: 'text',
      under: 'autoread options',
      name: 'prefix',
      description: 'Reads only messages that begin with it; “none” for all',
      maxLength: 10,
      read: prefixIn,
    },
    told: (prefix) => (prefix === '' ? '' : `“${escaped(prefix)}”`),
    shown: { as: 'Only messages that begin with', among: 'people' },
  },
  'reading.skipMarks': {
    called: 'marks of messages that are not read',
    chosen: {
      by: 'text',
      under: 'autoread options',
      name: 'skip-marks',
      description:
        'Doesn’t read messages that begin with one of these, with spaces between; “none”, or “usual”',
      maxLength: 100,
      read: marksIn,
    },
    told: marksNamed,
    shown: { as: 'Not those that begin with', among: 'people' },
  },
  'reading.languages': {
    called: 'languages',
    chosen: {
      by: 'text',
      under: 'autoread words',
      name: 'languages',
      description: 'Tags with commas, such as “en, de”: those that messages are in; “all” for any',
      maxLength: 200,
      read: languagesIn,
    },
    told: (tags) => tags.join(', '),
    shown: { as: 'Languages', among: 'people' },
  },
  'reading.locale': {
    called: 'language of who switched reading on',
    chosen: elsewhere('/autoread on'),
  },
} satisfies SettingsIn<'reading'>;
