import { escaped } from '#discord/shown-text.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { elsewhere, optionsUnder, switched } from './setting.ts';
import type { Settings } from './setting.ts';
import { marksNamed } from './told-values.ts';
import { languagesIn, marksIn, prefixIn } from './typed-settings.ts';

const options = optionsUnder('autoread options');
const words = optionsUnder('autoread words');

/** Which messages are read: what people see of each setting, in the order in which they meet them. */
export const readingSettings = {
  on: {
    called: 'reading',
    chosen: elsewhere('/autoread on', '/autoread off', 'a button of /autoread show'),
  },
  channelIds: {
    called: 'channels that are read',
    chosen: elsewhere('/autoread on', '/autoread channel', 'a menu of /autoread show'),
    told: (ids) => (ids.length === 0 ? 'none' : ids.map((id) => `<#${id}>`).join(' ')),
    shown: { as: 'Channels', among: 'places' },
  },
  callChat: switched('The chat of my voice channel', 'Beside the channels chosen below'),
  threads: switched('Threads', 'Of the channels that are read'),
  joins: switched('Come by myself', 'I join the voice channel of who writes, when I am in none'),
  authorInCall: switched('Only people in my voice channel', 'Others are not read'),
  onlyMuted: switched('Only muted people', 'Who can speak in the call is not read'),
  optIn: switched('Only people who agreed', 'With /autoread me'),
  bots: switched('Bots', 'With their embeds'),
  webhooks: switched('Webhooks', 'Such as those of other services'),
  botCommands: switched(
    'Commands for other bots',
    'Such as !play or ?help, which are skipped otherwise',
  ),
  stageAudience: switched('The audience of a Stage', 'Not only its speakers'),
  silent: switched('Messages sent with @silent', 'Otherwise they stay silent here, too'),
  findsLanguage: switched('Find each message’s language', 'And read it in a voice that speaks it'),
  requiredRoleId: {
    called: 'needed role',
    chosen: {
      by: 'role',
      ...options('required-role'),
      none: 'any-role',
    },
    told: (id) => (id === undefined ? '' : `<@&${id}>`),
    shown: { as: 'Needed role', among: 'people' },
  },
  ignoredRoleIds: {
    called: 'ignored roles',
    chosen: elsewhere('/autoread role'),
    told: (ids) => ids.map((id) => `<@&${id}>`).join(' '),
    shown: { as: 'Not read', among: 'people' },
  },
  prefix: {
    called: 'what read messages begin with',
    chosen: {
      by: 'text',
      ...options('prefix'),
      maxLength: 10,
      read: prefixIn,
    },
    told: (prefix) => (prefix === '' ? '' : `“${escaped(prefix)}”`),
    shown: { as: 'Only messages that begin with', among: 'people' },
  },
  skipMarks: {
    called: 'marks of messages that are not read',
    chosen: {
      by: 'text',
      ...options('skip-marks'),
      maxLength: 100,
      read: marksIn,
    },
    told: marksNamed,
    shown: { as: 'Not those that begin with', among: 'people' },
  },
  languages: {
    called: 'languages',
    chosen: {
      by: 'text',
      ...words('languages'),
      maxLength: 200,
      read: languagesIn,
    },
    told: (tags) => tags.join(', '),
    shown: { as: 'Languages', among: 'people' },
  },
  locale: {
    called: 'language of who switched reading on',
    chosen: elsewhere('/autoread on'),
  },
} satisfies Settings<ServerSettings['reading']>;
