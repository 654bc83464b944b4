import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { elsewhere, optionsUnder, switched } from './setting.ts';
import type { Settings } from './setting.ts';
import { languageCalled, marksNamed, someOf } from './told-values.ts';
import { languagesIn, marksIn, prefixIn } from './typed-settings.ts';

const options = optionsUnder('autoread options');
const words = optionsUnder('autoread words');

/** Which messages are read: what people see of each setting, in the order in which they meet them. */
export const readingSettings = {
  on: {
    called: text(($) => $.settings.called.reading.on),
    chosen: elsewhere('/autoread on', '/autoread off', 'a button of /autoread show'),
  },
  channelIds: {
    called: text(($) => $.settings.called.reading.channelIds),
    chosen: elsewhere('/autoread on', '/autoread channel', 'a menu of /autoread show'),
    told: (ids) =>
      ids.length === 0
        ? text(($) => $.settings.toldValues.noChannels)
        : someOf(ids.map((id) => `<#${id}>`)),
    shown: { as: text(($) => $.settings.shown.channelIds), among: 'places' },
  },
  callChat: switched(
    text(($) => $.settings.called.reading.callChat),
    text(($) => $.settings.about.callChat),
  ),
  threads: switched(
    text(($) => $.settings.called.reading.threads),
    text(($) => $.settings.about.threads),
  ),
  joins: switched(
    text(($) => $.settings.called.reading.joins),
    text(($) => $.settings.about.joins),
  ),
  authorInCall: switched(
    text(($) => $.settings.called.reading.authorInCall),
    text(($) => $.settings.about.authorInCall),
  ),
  onlyMuted: switched(
    text(($) => $.settings.called.reading.onlyMuted),
    text(($) => $.settings.about.onlyMuted),
  ),
  optIn: switched(
    text(($) => $.settings.called.reading.optIn),
    text(($) => $.settings.about.optIn),
  ),
  bots: switched(
    text(($) => $.settings.called.reading.bots),
    text(($) => $.settings.about.bots),
  ),
  webhooks: switched(
    text(($) => $.settings.called.reading.webhooks),
    text(($) => $.settings.about.webhooks),
  ),
  botCommands: switched(
    text(($) => $.settings.called.reading.botCommands),
    text(($) => $.settings.about.botCommands),
  ),
  stageAudience: switched(
    text(($) => $.settings.called.reading.stageAudience),
    text(($) => $.settings.about.stageAudience),
  ),
  silent: switched(
    text(($) => $.settings.called.reading.silent),
    text(($) => $.settings.about.silent),
  ),
  findsLanguage: switched(
    text(($) => $.settings.called.reading.findsLanguage),
    text(($) => $.settings.about.findsLanguage),
  ),
  requiredRoleId: {
    called: text(($) => $.settings.called.reading.requiredRoleId),
    chosen: {
      by: 'role',
      ...options('required-role'),
      none: 'any-role',
    },
    told: (id) => (id === undefined ? undefined : ownWords(`<@&${id}>`)),
    shown: { as: text(($) => $.settings.shown.requiredRoleId), among: 'people' },
  },
  ignoredRoleIds: {
    called: text(($) => $.settings.called.reading.ignoredRoleIds),
    chosen: elsewhere('/autoread role'),
    told: (ids) => someOf(ids.map((id) => `<@&${id}>`)),
    shown: { as: text(($) => $.settings.shown.ignoredRoleIds), among: 'people' },
  },
  prefix: {
    called: text(($) => $.settings.called.reading.prefix),
    chosen: {
      by: 'text',
      ...options('prefix'),
      maxLength: 10,
      read: prefixIn,
    },
    told: (prefix) => (prefix === '' ? undefined : marksNamed([prefix])),
    shown: { as: text(($) => $.settings.shown.prefix), among: 'people' },
  },
  skipMarks: {
    called: text(($) => $.settings.called.reading.skipMarks),
    chosen: {
      by: 'text',
      ...options('skip-marks'),
      maxLength: 100,
      read: marksIn,
    },
    told: marksNamed,
    shown: { as: text(($) => $.settings.shown.skipMarks), among: 'people' },
  },
  languages: {
    called: text(($) => $.settings.called.reading.languages),
    chosen: {
      by: 'text',
      ...words('languages'),
      maxLength: 200,
      read: languagesIn,
    },
    told: languagesNamed,
    shown: { as: text(($) => $.settings.shown.languages), among: 'people' },
  },
  locale: {
    called: text(($) => $.settings.called.reading.locale),
    chosen: elsewhere('/autoread on'),
    told: (tag) => (tag === undefined ? undefined : languageCalled(tag)),
  },
} satisfies Settings<ServerSettings['reading']>;

const maxLanguagesNamed = 12;

function languagesNamed(tags: readonly string[]): Text | undefined {
  if (tags.length === 0) return undefined;
  const values = tags.slice(0, maxLanguagesNamed).map((tag) => languageCalled(tag));
  const shown = text(($) => $.settings.toldValues.list, { values });
  const count = tags.length - values.length;
  return count > 0 ? text(($) => $.settings.toldValues.andMore, { shown, count }) : shown;
}
