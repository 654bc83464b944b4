import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { View } from '#discord/view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { ServerReading } from '#features/autoread/server-reading.ts';
import type { Presence } from '#features/calls/presence.ts';
import type { Changes } from '#features/settings/setting.ts';
import type { Text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';

import { assertThere } from './assert-there.ts';
import { gone } from './settings-panels.ts';
import { setupView, startedView, whose } from './setup-view.ts';
import type { Choices, Readers } from './setup-view.ts';

export interface FirstStartParts extends Pick<Store, 'serverSettings'> {
  readonly serverReading: Pick<ServerReading, 'on' | 'hindrances'>;
  readonly presence: Pick<Presence, 'join'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf' | 'obstacle'>;
  readonly view: Pick<GuildView, 'channelName'>;
  readonly voiceChannels: (guildId: string) => readonly string[];
}

/** The most voice channels that are told of where the bot can't be heard. */
const maxTold = 3;

/**
 * Leads through a first start: four choices, the last of which switches on what was chosen. All of them are in the ids of
 * what is pressed next. Everything rejects with a `UserError` that says why not.
 */
export class FirstStart {
  readonly #parts: FirstStartParts;

  constructor(parts: FirstStartParts) {
    this.#parts = parts;
  }

  /** Asks for the next choice, and tells what is missing for those that were made. */
  async ask(asker: Asker, choices: Choices): Promise<View> {
    const { channelId } = choices;
    if (channelId !== undefined) assertThere(asker, channelId, this.#parts.view);
    const hindrances = channelId === undefined ? [] : await this.#hindrances(asker, channelId);
    return setupView(choices, hindrances, asker.t);
  }

  /** Switches on what was chosen, and comes to the person if they are in a call. */
  async start(asker: Asker, choices: readonly string[], comes: boolean): Promise<View> {
    const { serverReading } = this.#parts;
    const [channelId = '', language = '', chosen = ''] = choices;
    const isOurs = asker.t.languages.includes(language);
    assertThere(asker, channelId, this.#parts.view);
    await serverReading.on(asker, channelId, {
      ...readersOf(existing(chosen)),
      'reading.joins': comes,
      writtenLanguage: isOurs ? language : undefined,
    });
    return this.#started(asker, channelId, comes);
  }

  /** Tries again what was missing. */
  async again(asker: Asker, channelId: string): Promise<View> {
    assertThere(asker, channelId, this.#parts.view);
    const { reading } = await this.#parts.serverSettings.get(serverOf(asker));
    return this.#started(asker, channelId, reading.joins);
  }

  /** Why it can't come is told where nothing that is known says why. */
  async #started(asker: Asker, channelId: string, comes: boolean): Promise<View> {
    const { hindrance, callId } = await this.#come(asker);
    const hindrances = await this.#hindrances(asker, channelId);
    const all = hindrance && hindrances.length === 0 ? [hindrance] : hindrances;
    return startedView({ channelId, hindrances: all, callId, comes }, asker.t);
  }

  /** The bot comes to where the person is: who is in no call has it come later. */
  async #come(asker: Asker): Promise<{ readonly callId?: string; readonly hindrance?: Text }> {
    const { presence, whereabouts } = this.#parts;
    if (whereabouts.channelOf(serverOf(asker), asker.id) === undefined) return {};
    try {
      return { callId: await presence.join(asker) };
    } catch (error) {
      if (error instanceof UserError) return { hindrance: error.text };
      throw error;
    }
  }

  /** Why the channel can't be read, or nothing be heard: where the person is, or anywhere. */
  async #hindrances(asker: Asker, channelId: string): Promise<readonly Text[]> {
    const { serverSettings, serverReading, whereabouts, voiceChannels } = this.#parts;
    const guildId = serverOf(asker);
    const settings = await serverSettings.get(guildId);
    const reading = { ...settings.reading, channelIds: [channelId] };
    const told = serverReading.hindrances(asker, { ...settings, reading });
    if (whereabouts.channelOf(guildId, asker.id) !== undefined) return told;
    const obstacles = voiceChannels(guildId)
      .map((id) => whereabouts.obstacle(guildId, id))
      .filter((obstacle) => obstacle !== undefined);
    return [...told, ...obstacles.slice(0, maxTold)];
  }
}

function readersOf(chosen: Readers): Changes {
  return {
    'reading.authorInCall': chosen !== 'everybody',
    'reading.optIn': chosen === 'agreed',
    'reading.onlyMuted': chosen === 'muted',
  };
}

/** Throws a `UserError` for what somebody made up. */
function existing(chosen: string): Readers {
  const found = whose.find((each) => each === chosen);
  if (!found) throw gone();
  return found;
}
