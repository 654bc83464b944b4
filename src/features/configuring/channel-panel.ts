import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { Form, View } from '#discord/view.ts';
import type { ServerReading } from '#features/autoread/server-reading.ts';
import { exclusionOf, lyingOf } from '#features/settings/excluded.ts';
import { isTyped } from '#features/settings/typed-words.ts';
import type { VoicePanels } from '#features/voices/voice-panels.ts';
import type { Store } from '#store/store.ts';

import { assertThere } from './assert-there.ts';
import { channelChanges, channelView } from './channel-view.ts';
import type { ChannelChange } from './channel-view.ts';
import { voiceIn } from './setting-changes.ts';
import { settingForm } from './setting-form.ts';
import { existing } from './settings-panels.ts';

export interface ChannelPanelParts extends Pick<Store, 'serverSettings'> {
  readonly serverReading: Pick<ServerReading, 'channel' | 'exclude'>;
  readonly voicePanels: Pick<VoicePanels, 'known' | 'server'>;
  readonly view: Pick<GuildView, 'channelName' | 'parentOf' | 'categoryOf'>;
}

/** Shows and changes what is set for one channel. Everything rejects with a `UserError` that says why not. */
export class ChannelPanel {
  readonly #parts: ChannelPanelParts;

  constructor(parts: ChannelPanelParts) {
    this.#parts = parts;
  }

  async show(asker: Asker, channelId: string): Promise<View> {
    const { serverSettings, voicePanels, view } = this.#parts;
    assertThere(asker, channelId, view);
    const [settings, known] = await Promise.all([
      serverSettings.get(serverOf(asker)),
      voicePanels.known(asker),
    ]);
    const excludedBy = exclusionOf(lyingOf(channelId, view), settings.reading);
    return channelView({ channelId, settings, excludedBy, known }, asker);
  }

  /** Makes one of the changes that are one press, and shows the channel as it is then. */
  async change(asker: Asker, channelId: string, what: ChannelChange): Promise<View> {
    const { serverReading, voicePanels } = this.#parts;
    assertThere(asker, channelId, this.#parts.view);
    if (what === 'usual') await voicePanels.server.clear(asker, { of: 'channel', channelId });
    else if (what === 'read' || what === 'unread')
      await serverReading.channel(asker, [channelId], what === 'read');
    else await serverReading.exclude(asker, [channelId], what === 'exclude');
    return this.show(asker, channelId);
  }

  /** The form in which the channel's voice is changed. */
  async form(asker: Asker, channelId: string): Promise<Form> {
    assertThere(asker, channelId, this.#parts.view);
    return settingForm(`settings:voiceOf:${channelId}`, existing('voice'), {}, asker.t);
  }

  /** Takes what was filled into that form. */
  async fillIn(asker: Asker, channelId: string, typed: (name: string) => string): Promise<View> {
    assertThere(asker, channelId, this.#parts.view);
    if (isTyped('usual', typed('voice'), asker.t)) return this.change(asker, channelId, 'usual');
    const scope = { of: 'channel', channelId } as const;
    await this.#parts.voicePanels.server.set(asker, scope, voiceIn(typed, asker));
    return this.show(asker, channelId);
  }
}

/** A change by what stands in the id of a button; undefined for what somebody made up. */
export function channelChangeCalled(what: string): ChannelChange | undefined {
  return channelChanges.find((each) => each === what);
}
