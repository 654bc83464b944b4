import { readingSettings } from './reading-settings.ts';
import { elsewhere } from './setting.ts';
import type { AnySetting, Setting, SettingKey, ValueOf } from './setting.ts';
import { voiceNamed } from './told-values.ts';
import { moderationSettings, wordsSettings } from './words-settings.ts';

/**
 * All that a server sets, a row for each: what is offered, read, shown and logged of a setting follows from it. The
 * type and the default of what is stored are in the store's schema.
 */
const all = {
  ...readingSettings,
  ...wordsSettings,
  ...moderationSettings,
  voice: { called: 'the server’s voice', chosen: elsewhere('/voice server') },
  voicesByLanguage: { called: 'voices by language', chosen: elsewhere('/voice server') },
  channels: { called: 'voices of channels', chosen: elsewhere('/voice server') },
  forcesVoice: { called: 'one voice for everybody', chosen: elsewhere('/voice force') },
  forbiddenVoices: {
    called: 'forbidden voices',
    chosen: elsewhere('/voice forbid'),
    told: (keys) => keys.map((key) => voiceNamed(key)).join(', '),
  },
  clones: {
    called: 'cloned voices of people',
    chosen: {
      by: 'choice',
      under: 'voice server',
      name: 'clones',
      description: 'Whether cloned voices of people may speak here',
      choices: { allow: 'allowed', approval: 'once an admin approved', forbid: 'forbidden' },
    },
  },
  adminChannelId: {
    called: 'channel where admins are told of reports',
    chosen: elsewhere('/voice server'),
    told: (id) => (id === undefined ? '' : `<#${id}>`),
  },
} satisfies { readonly [Key in SettingKey]: Setting<ValueOf<Key>> };

/** A setting with its key. */
export interface SettingRow extends AnySetting {
  readonly key: SettingKey;
}

/** In the order in which people meet them. */
export const settings: readonly SettingRow[] = Object.entries(all).map(([key, row]) =>
  Object.assign({ key: key as SettingKey }, row),
);
