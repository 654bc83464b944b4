import { managesReading, serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { nameInServer } from '#discord/guild-view.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { button } from '#discord/panel.ts';
import type { Form, View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { CallRules } from '#features/attendance/call-rules.ts';
import type { ServerReading } from '#features/autoread/server-reading.ts';
import { valueIn } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { serverView } from '#features/voices/server-view.ts';
import type { VoicePanels } from '#features/voices/voice-panels.ts';
import { whoTranslates } from '#features/wording/possible-translation.ts';
import type { OfferedTranslation } from '#features/wording/possible-translation.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { channelMenu } from './channel-view.ts';
import { isForChannels, voiceLists } from './lists.ts';
import { oneView } from './one-view.ts';
import type { NameOf } from './one-view.ts';
import { ownValue } from './own-value.ts';
import { overviewView, sectionMenu, sectionView } from './section-view.ts';
import type { ShownSettings } from './section-view.ts';
import { rowCalled, sectionCalled, sectionOf } from './sections.ts';
import type { Section } from './sections.ts';
import { channelForm, settingForm, severalForm } from './setting-form.ts';

export interface SettingsPanelsParts extends Pick<Store, 'serverSettings'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly serverReading: Pick<ServerReading, 'overview' | 'hindrances'>;
  readonly callRules: Pick<CallRules, 'hindrances'>;
  readonly voicePanels: Pick<VoicePanels, 'known' | 'server'>;
  readonly view: Pick<GuildView, 'channelName' | 'roleName' | 'namesOf'>;
  readonly translation: OfferedTranslation;
}

/** Shows all that can be set for a server, by sections. Everything rejects with a `UserError` that says why not. */
export class SettingsPanels {
  readonly #parts: SettingsPanelsParts;

  constructor(parts: SettingsPanelsParts) {
    this.#parts = parts;
  }

  /** Tells what is read, in a few lines, and the way to every section. */
  async overview(asker: Asker): Promise<View> {
    const { content, buttons } = this.#parts.serverReading.overview(
      asker,
      await this.#settings(asker),
    );
    const channels = managesReading(asker) ? [channelMenu(asker.t)] : [];
    return overviewView(content, [...buttons, ...wholeButtons(asker)], channels, asker);
  }

  /** A section by its name; of one that isn't there any more, the overview. */
  async page(asker: Asker, name: string): Promise<View> {
    const section = sectionCalled(name);
    if (!section) return this.overview(asker);
    return sectionView(section, await this.#shown(asker, section), asker);
  }

  /** The section that a setting is in, or the setting alone, with a page of its list. */
  async at(asker: Asker, key: string, alone = false, page = 0): Promise<View> {
    if (!alone) return this.page(asker, sectionOf(key) ?? '');
    if (voiceLists.includes(key)) return this.voices(asker);
    const row = existing(key);
    const shown = await this.#shown(asker, sectionOf(key));
    return oneView(row, shown, this.#namesIn(asker), asker, page);
  }

  /** All voices that are set for some, with menus that take any of them back. */
  async voices(asker: Asker): Promise<View> {
    const { server, known } = this.#parts.voicePanels;
    const settings = await this.#settings(asker);
    const [banned, voices] = await Promise.all([server.banned(asker), known(asker)]);
    const facts = {
      settings,
      banned,
      known: voices,
      called: server.called(asker),
      obstacle: server.obstacle(asker, settings),
    };
    return serverView(facts, asker.t, [sectionMenu('voices', asker)]);
  }

  /** The form in which a setting is changed; `id` is that under which it comes back. */
  async form(asker: Asker, key: string, id: string): Promise<Form> {
    return settingForm(id, existing(key), await this.#settings(asker), asker.t);
  }

  /** The form in which is typed what is to be for a channel. */
  async formFor(asker: Asker, key: string, channelId: string): Promise<Form> {
    const row = existing(key);
    if (!isForChannels(key)) throw gone();
    const set = valueIn(await this.#settings(asker), key);
    const value = ownValue(set, channelId);
    return channelForm(`settings:set:${key}:${channelId}`, row, value, asker.t);
  }

  /** The form for all of a section that is on or off. */
  async several(asker: Asker, name: string): Promise<Form> {
    const section = sectionCalled(name);
    if (!section) throw gone();
    return severalForm(section, await this.#settings(asker), asker.t);
  }

  #settings(asker: Asker): Promise<ServerSettings> {
    return this.#parts.serverSettings.get(serverOf(asker));
  }

  async #shown(asker: Asker, section: Section | undefined): Promise<ShownSettings> {
    const settings = await this.#settings(asker);
    const { catalogue, voicePanels } = this.#parts;
    // Only there are voices told, and only those who set them see it.
    const known =
      section === 'voices' ? await voicePanels.known(asker) : { book: catalogue.book, kept: [] };
    return { settings, known, hindrances: this.#hindrances(asker, settings, section) };
  }

  #hindrances(
    asker: Asker,
    settings: ServerSettings,
    section: Section | undefined,
  ): readonly Text[] {
    const { serverReading, callRules, voicePanels, translation } = this.#parts;
    if (section === 'places') return serverReading.hindrances(asker, settings);
    if (section === 'manner' && Object.keys(settings.reading.translations).length > 0)
      return [whoTranslates(translation)];
    if (section === 'call') return callRules.hindrances(serverOf(asker), settings);
    const obstacle =
      section === 'voices' ? voicePanels.server.obstacle(asker, settings) : undefined;
    return obstacle ? [obstacle] : [];
  }

  #namesIn(asker: Asker): NameOf {
    const { view } = this.#parts;
    const guildId = serverOf(asker);
    return (id) => {
      const person = view.namesOf(guildId, id);
      const called = person && nameInServer(person);
      return view.channelName(guildId, id) ?? view.roleName(guildId, id) ?? called;
    };
  }
}

/** The ways to what concerns many settings at once, for those who may change all of them. */
function wholeButtons({ managesServer, t }: Asker) {
  if (!managesServer) return [];
  return [
    button('autoread:log', ($) => $.settingsPanel.whole.history, t),
    button('settings:templates', ($) => $.settingsPanel.whole.templates, t),
    button('settings:export', ($) => $.settingsPanel.whole.export, t),
  ];
}

/** Throws a `UserError` for what isn't there any more, as a panel of another version may have it. */
export function existing(key: string): Row {
  const row = rowCalled(key);
  if (!row) throw gone();
  return row;
}

export function gone(): UserError {
  return new UserError(text(($) => $.settingsPanel.gone));
}
