import type { Calls } from '#call/calls.ts';
import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { View } from '#discord/view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { exclusionOf, lyingOf } from '#features/settings/excluded.ts';
import type { Changes } from '#features/settings/setting.ts';
import { withChanges } from '#features/settings/values.ts';
import {
  assertTranslates,
  serviceCalled,
  translationsLike,
} from '#features/wording/possible-translation.ts';
import type { OfferedTranslation } from '#features/wording/possible-translation.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerTranslations } from '#i18n/texts.ts';
import { maxExcluded, maxTranslations } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { announcement, hindrances } from './announcement.ts';
import type { ReadingState } from './announcement.ts';
import type { MessageContent } from './message-content.ts';
import { readingOverview, switchesChosen } from './reading-panel.ts';
import type { ReadingOverview } from './reading-panel.ts';

export type ServerReadingParts = Pick<Store, 'serverSettings'> & {
  readonly content: Pick<MessageContent, 'visible'>;
  readonly calls: Pick<Calls, 'channelOf'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf' | 'obstacle' | 'sees'>;
  readonly view: Pick<GuildView, 'parentOf' | 'categoryOf' | 'channelName'>;
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly inLanguageOf: ServerTranslations;
  /** Undefined where the operator has set none. */
  readonly translation: OfferedTranslation;
};

type Reading = ServerSettings['reading'];

const maxListed = 500;

/** Sets what is read in a server. Everything rejects with a `UserError` that says why not. */
export class ServerReading {
  readonly #parts: ServerReadingParts;

  constructor(parts: ServerReadingParts) {
    this.#parts = parts;
  }

  /** Tells what is set. */
  overview(asker: Asker, settings: ServerSettings): ReadingOverview {
    const state = this.#stateFor(asker, settings.reading);
    return readingOverview(settings, state, this.#parts.catalogue.book, asker);
  }

  /** Why what is set can't be read or heard as things are. */
  hindrances(asker: Asker, { reading }: ServerSettings): readonly Text[] {
    return hindrances(this.#stateFor(asker, reading));
  }

  /** Whether messages are read, as everybody should know it: in the server's language. */
  async announce(asker: Asker): Promise<View> {
    const { serverSettings, inLanguageOf } = this.#parts;
    const guildId = serverOf(asker);
    const { reading: set } = await serverSettings.get(guildId);
    const channelIds = set.channelIds.filter((id) => this.#exclusionOf(id, set) === undefined);
    const reading = { ...set, channelIds };
    return announcement(reading, this.#stateFor(asker, reading), await inLanguageOf(guildId));
  }

  /** Switches on, and reads that channel from now on. Other changes are made with it: all or none. */
  on(asker: Asker, channelId?: string, changes: Changes = {}): Promise<void> {
    return this.#change(asker, (now) => {
      const { reading } = now;
      const channelIds =
        channelId === undefined ? reading.channelIds : this.#withChannel(reading, channelId);
      const locale = asker.locale !== undefined && { locale: asker.locale };
      return withChanges(
        { ...now, reading: { ...reading, on: true, channelIds, ...locale } },
        changes,
      );
    });
  }

  off(asker: Asker): Promise<void> {
    return this.#changeReading(asker, () => ({ on: false }));
  }

  channel(asker: Asker, channelIds: readonly string[], isRead: boolean): Promise<void> {
    return this.#changeReading(asker, (now) => {
      if (isRead) for (const id of channelIds) this.#allowed(now, id);
      return { channelIds: listed(now.channelIds, channelIds, isRead) };
    });
  }

  channels(asker: Asker, channelIds: readonly string[]): Promise<void> {
    return this.#changeReading(asker, (now) => {
      for (const id of channelIds) if (!now.channelIds.includes(id)) this.#allowed(now, id);
      return { channelIds };
    });
  }

  /** Reads nothing of channels or categories from now on, whoever asks for it; or allows that again. */
  exclude(asker: Asker, channelIds: readonly string[], isExcluded: boolean): Promise<void> {
    return this.#changeReading(asker, ({ excludedIds: now }) => {
      // Nobody can choose what was deleted, to take it off a list that is full.
      const isThere = (id: string): boolean =>
        this.#parts.view.channelName(serverOf(asker), id) !== undefined;
      const kept = now.length >= maxExcluded ? now.filter((id) => isThere(id)) : now;
      return { excludedIds: listed(kept, channelIds, isExcluded, maxExcluded) };
    });
  }

  ignoreRoles(asker: Asker, roleIds: readonly string[], isIgnored: boolean): Promise<void> {
    return this.#changeReading(asker, ({ ignoredRoleIds }) => ({
      ignoredRoleIds: listed(ignoredRoleIds, roleIds, isIgnored),
    }));
  }

  /** Has what is read of channels translated from now on into a language, by its tag; undefined: into none any more. */
  async translate(
    asker: Asker,
    channelIds: readonly string[],
    tag: string | undefined,
  ): Promise<void> {
    if (tag !== undefined) assertTranslates(tag, this.#parts.translation);
    return this.#changeReading(asker, ({ translations: now }) => {
      const others = Object.entries(now).filter(([id]) => !channelIds.includes(id));
      const added = tag === undefined ? [] : channelIds.map((id) => [id, tag] as const);
      if (added.length > 0 && others.length + added.length > maxTranslations)
        throw new UserError(text(($) => $.autoread.full, { count: maxTranslations }));
      return { translations: Object.fromEntries([...others, ...added]) };
    });
  }

  /** Languages that somebody may mean who types the name of one, at most so many. */
  translationsLike(typed: string, { t }: Asker, count: number) {
    return translationsLike(typed, t, this.#parts.translation, count);
  }

  /** All switches that are on, as the menu has them. */
  switches(asker: Asker, ids: readonly string[]): Promise<void> {
    return this.#change(asker, (now) => withChanges(now, switchesChosen(ids)));
  }

  options(asker: Asker, changes: Changes): Promise<void> {
    return this.#change(asker, (now) => this.changed(asker, now, changes));
  }

  /** The settings with those changed. Throws a `UserError` for what can't be read. */
  changed(asker: Asker, now: ServerSettings, changes: Changes): ServerSettings {
    // The role that Discord calls @everyone has the server's id, and is named in no message.
    if (changes['reading.requiredRoleId'] === serverOf(asker))
      throw new UserError(text(($) => $.autoread.everybodysRole));
    const isOn = changes['reading.on'] === true && asker.locale !== undefined;
    return withChanges(now, isOn ? { 'reading.locale': asker.locale, ...changes } : changes);
  }

  /** The channels that would be read from now on, and of which nothing may be read. */
  excluded(now: ServerSettings, { reading }: ServerSettings): readonly string[] {
    return reading.channelIds.filter(
      (id) => !now.reading.channelIds.includes(id) && this.#exclusionOf(id, reading) !== undefined,
    );
  }

  #withChannel(now: Reading, channelId: string): readonly string[] {
    this.#allowed(now, channelId);
    return listed(now.channelIds, [channelId], true);
  }

  /** Throws a `UserError` for a channel of which nothing is read, which names what is on the list. */
  #allowed(now: Reading, channelId: string): void {
    const excluded = this.#exclusionOf(channelId, now);
    if (excluded !== undefined)
      throw new UserError(text(($) => $.autoread.excluded, { channel: `<#${excluded}>` }));
  }

  #exclusionOf(channelId: string, reading: Reading): string | undefined {
    return exclusionOf(lyingOf(channelId, this.#parts.view), reading);
  }

  #changeReading(asker: Asker, changed: (now: Reading) => Partial<Reading>): Promise<void> {
    return this.#change(asker, (now) => ({
      ...now,
      reading: { ...now.reading, ...changed(now.reading) },
    }));
  }

  async #change(asker: Asker, edit: (now: ServerSettings) => ServerSettings): Promise<void> {
    await this.#parts.serverSettings.change(serverOf(asker), { actorId: asker.id }, edit);
  }

  /** The facts about the bot itself that decide what this person will hear. */
  #stateFor(asker: Asker, { channelIds }: Reading): ReadingState {
    const { content, calls, whereabouts, translation } = this.#parts;
    const guildId = serverOf(asker);
    const channelId = whereabouts.channelOf(guildId, asker.id);
    return {
      seesContent: content.visible,
      unseenIds: channelIds.filter((id) => !whereabouts.sees(guildId, id)),
      obstacle: channelId === undefined ? undefined : whereabouts.obstacle(guildId, channelId),
      callId: calls.channelOf(guildId),
      translator: translation && serviceCalled(translation),
    };
  }
}

/** The list with these ids, or without them. */
function listed(
  ids: readonly string[],
  changed: readonly string[],
  isListed: boolean,
  count = maxListed,
): readonly string[] {
  const others = ids.filter((each) => !changed.includes(each));
  if (!isListed) return others;
  const added = [...new Set([...ids, ...changed])];
  if (added.length > Math.max(count, ids.length))
    throw new UserError(text(($) => $.autoread.full, { count }));
  return added;
}
