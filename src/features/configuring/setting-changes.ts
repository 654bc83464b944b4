import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { CallRules } from '#features/attendance/call-rules.ts';
import type { ServerReading } from '#features/autoread/server-reading.ts';
import type { Changes } from '#features/settings/setting.ts';
import { channelTranslationIn } from '#features/settings/translation-setting.ts';
import { isTyped } from '#features/settings/typed-words.ts';
import type { Row } from '#features/settings/values.ts';
import { voiceSettings } from '#features/settings/voice-settings.ts';
import type { WantedVoice } from '#features/voices/setting.ts';
import type { VoicePanels } from '#features/voices/voice-panels.ts';

import { assertThere } from './assert-there.ts';
import { isForChannels, listCalled } from './lists.ts';
import { isYesNo } from './section-view.ts';
import { sectionCalled } from './sections.ts';
import { field, severalChanged, valueFilledIn } from './setting-form.ts';
import { existing, gone } from './settings-panels.ts';

export interface SettingChangesParts {
  readonly serverReading: Pick<
    ServerReading,
    'changed' | 'channel' | 'exclude' | 'ignoreRoles' | 'translate'
  >;
  readonly callRules: Pick<CallRules, 'comeTo'>;
  readonly voicePanels: Pick<VoicePanels, 'server'>;
  readonly view: Pick<GuildView, 'channelName'>;
}

/** Gives what was typed into a field of a form. */
type Typed = (name: string) => string;

/**
 * Changes the settings of a server as panels do: by the ways that the commands go, which say what can't be set as things
 * are. Everything rejects with a `UserError` that says why not.
 */
export class SettingChanges {
  readonly #parts: SettingChangesParts;

  constructor(parts: SettingChangesParts) {
    this.#parts = parts;
  }

  /** Sets one setting; undefined takes it back. */
  async put(asker: Asker, key: string, value: unknown): Promise<void> {
    const row = existing(key);
    // A button of a changed client may switch on what isn't on or off.
    if (typeof value === 'boolean' && !isYesNo(row)) throw gone();
    await this.change(asker, { [row.key]: value });
  }

  /** Changes several at once: all of them or none, as one change that is taken back at once. */
  async change(asker: Asker, changes: Changes): Promise<void> {
    const { serverReading, voicePanels } = this.#parts;
    for (const key of Object.keys(changes)) existing(key);
    // Without the server's voice there is none for everybody.
    const clears = Object.hasOwn(changes, 'voice') && changes['voice'] === undefined;
    const all = clears ? { forcesVoice: false, ...changes, voice: {} } : changes;
    await voicePanels.server.rewrite(asker, (now) => serverReading.changed(asker, now, all));
  }

  /** Takes what somebody filled into the form of a setting. */
  async fillIn(asker: Asker, key: string, typed: Typed): Promise<void> {
    const row = existing(key);
    if (row.chosen.by !== 'voice')
      return this.put(asker, key, valueFilledIn(row, typed(field), asker.t));
    if (isTyped('usual', typed('voice'), asker.t)) return this.put(asker, key, undefined);
    await this.#parts.voicePanels.server.set(asker, { of: 'server' }, voiceIn(typed, asker));
  }

  /** Takes what somebody changed in the form of all of a section that is on or off: `bits` are what it showed. */
  async several(
    asker: Asker,
    name: string,
    bits: string,
    picked: readonly string[],
  ): Promise<void> {
    const section = sectionCalled(name);
    if (!section) throw gone();
    const changed = severalChanged(section, bits, picked);
    await this.change(asker, Object.fromEntries(changed.map(([{ key }, isOn]) => [key, isOn])));
  }

  /** Takes what somebody filled into the form of a setting for a channel. */
  async fillInFor(asker: Asker, key: string, channelId: string, typed: Typed): Promise<void> {
    if (!isForChannels(existing(key).key)) throw gone();
    assertThere(asker, channelId, this.#parts.view);
    const tag = channelTranslationIn(typed(field), asker.t);
    await this.#parts.serverReading.translate(asker, [channelId], tag);
  }

  /** Puts channels, roles or people on the list of a setting, or takes them off. */
  async list(asker: Asker, key: string, ids: readonly string[], isListed: boolean): Promise<void> {
    const { serverReading, callRules } = this.#parts;
    const row = existing(key);
    switch (row.key) {
      case 'reading.channelIds':
        return serverReading.channel(asker, ids, isListed);
      case 'reading.excludedIds':
        return serverReading.exclude(asker, ids, isListed);
      case 'reading.translations':
        if (isListed) throw gone();
        return serverReading.translate(asker, ids, undefined);
      case 'reading.ignoredRoleIds':
        return serverReading.ignoreRoles(asker, ids, isListed);
      case 'calls.personIds':
      case 'calls.roleIds': {
        const which = row.key === 'calls.personIds' ? 'personIds' : 'roleIds';
        await callRules.comeTo(asker, which, ids, isListed);
        return;
      }
      default:
        if (!listCalled(row.key)) throw gone();
        return this.put(asker, key, isListed ? ids[0] : undefined);
    }
  }
}

/** The parts of a voice that somebody filled in. */
export function voiceIn(typed: Typed, { t }: Asker): WantedVoice {
  return Object.fromEntries(
    voiceSettings.flatMap((row: Row) => {
      const value = valueFilledIn(row, typed(row.key), t);
      return value === undefined ? [] : [[row.key, value]];
    }),
  );
}
