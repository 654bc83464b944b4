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
    chosen: elsewhere('/autoread on', '/autoread off', 'a button of /autoread show'),
  },
  channelIds: {
    chosen: elsewhere('/autoread on', '/autoread channel'),
    told: (ids) =>
      ids.length === 0
        ? text(($) => $.settings.toldValues.noChannels)
        : someOf(ids.map((id) => `<#${id}>`)),
    shown: { as: text(($) => $.settings.shown.channelIds), among: 'places' },
  },
  excludedIds: {
    chosen: elsewhere('/autoread channel'),
    told: (ids) =>
      someOf(
        ids.map((id) => `<#${id}>`),
        maxExcludedNamed,
      ),
    shown: { as: text(($) => $.settings.shown.excludedIds), among: 'places' },
  },
  callChat: switched('callChat'),
  threads: switched('threads'),
  joins: switched('joins'),
  authorInCall: switched('authorInCall'),
  onlyMuted: switched('onlyMuted'),
  optIn: switched('optIn'),
  bots: switched('bots'),
  webhooks: switched('webhooks'),
  botCommands: switched('botCommands'),
  stageAudience: switched('stageAudience'),
  silent: switched('silent'),
  catchesUp: switched('catchesUp'),
  findsLanguage: switched('findsLanguage'),
  requiredRoleId: {
    chosen: { by: 'role', ...options('required-role'), none: 'any-role' },
    told: (id) => (id === undefined ? undefined : ownWords(`<@&${id}>`)),
    shown: { as: text(($) => $.settings.shown.requiredRoleId), among: 'people' },
  },
  ignoredRoleIds: {
    chosen: elsewhere('/autoread role'),
    told: (ids) => someOf(ids.map((id) => `<@&${id}>`)),
    shown: { as: text(($) => $.settings.shown.ignoredRoleIds), among: 'people' },
  },
  prefix: {
    chosen: { by: 'text', ...options('prefix'), maxLength: 10, read: prefixIn },
    told: (prefix) => (prefix === '' ? undefined : marksNamed([prefix])),
    shown: { as: text(($) => $.settings.shown.prefix), among: 'people' },
  },
  skipMarks: {
    chosen: { by: 'text', ...options('skip-marks'), maxLength: 100, read: marksIn },
    told: marksNamed,
    shown: { as: text(($) => $.settings.shown.skipMarks), among: 'people' },
  },
  languages: {
    chosen: { by: 'text', ...words('languages'), maxLength: 200, read: languagesIn },
    told: languagesNamed,
    shown: { as: text(($) => $.settings.shown.languages), among: 'people' },
  },
  translations: {
    chosen: elsewhere('/autoread channel'),
    told: translationsNamed,
    shown: { as: text(($) => $.settings.shown.translations), among: 'places' },
  },
  locale: {
    chosen: elsewhere('/autoread on'),
    told: (tag) => (tag === undefined ? undefined : languageCalled(tag)),
  },
} satisfies Settings<ServerSettings['reading']>;

/** The panel has room for no more when all else is as long as it can be. */
const maxExcludedNamed = 4;
const maxLanguagesNamed = 11;
const maxTranslationsNamed = 1;

function translationsNamed(channels: ServerSettings['reading']['translations']): Text | undefined {
  const all = Object.entries(channels);
  if (all.length === 0) return undefined;
  const values = all.slice(0, maxTranslationsNamed).map(([id, tag]) =>
    text(($) => $.settings.toldValues.named, {
      name: ownWords(`<#${id}>`),
      value: languageCalled(tag),
    }),
  );
  return andMore(values, all.length - values.length);
}

/** Values beside each other, and how many more there are. */
function andMore(values: readonly Text[], count: number): Text {
  if (count <= 0) return text(($) => $.settings.toldValues.list, { values });
  const shown = text(($) => $.settings.toldValues.listBegun, { values });
  return text(($) => $.settings.toldValues.andMore, { shown, count });
}

function languagesNamed(tags: readonly string[]): Text | undefined {
  if (tags.length === 0) return undefined;
  const values = tags.slice(0, maxLanguagesNamed).map((tag) => languageCalled(tag));
  return andMore(values, tags.length - values.length);
}
