import type { Calls } from '#call/calls.ts';
import { managesReading, serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { View } from '#discord/view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { withChanges } from '#features/settings/setting-values.ts';
import type { SettingChanges } from '#features/settings/setting.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

import { announcement } from './announcement.ts';
import type { MessageContent } from './message-content.ts';
import { readingPanel, switchesChosen } from './reading-panel.ts';
import type { ReadingState } from './reading-state.ts';

export type ServerReadingParts = Pick<Store, 'serverSettings'> & {
  readonly content: Pick<MessageContent, 'visible'>;
  readonly calls: Pick<Calls, 'channelOf'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf' | 'obstacle' | 'sees'>;
};

/** Decides for a server's admins what is read in it. Everything rejects with a `UserError` that says why not. */
export interface ServerReading {
  show(asker: Asker): Promise<View>;
  /** Whether messages are read, as everybody should know it. */
  announce(asker: Asker): Promise<View>;
  /** Switches on, and reads that channel from now on. */
  on(asker: Asker, channelId?: string): Promise<void>;
  off(asker: Asker): Promise<void>;
  channel(asker: Asker, channelId: string, isRead: boolean): Promise<View>;
  /** All channels that are read. */
  channels(asker: Asker, channelIds: readonly string[]): Promise<View>;
  /** All switches that are on, as the menu has them. */
  switches(asker: Asker, ids: readonly string[]): Promise<View>;
  /** Applies the options chosen in `/autoread`. */
  options(asker: Asker, changes: SettingChanges): Promise<View>;
  ignoreRole(asker: Asker, roleId: string, isIgnored: boolean): Promise<View>;
}

const maxChannels = 500;

export function serverReading(parts: ServerReadingParts): ServerReading {
  const { serverSettings } = parts;
  const edit = async (
    asker: Asker,
    change: (settings: ServerSettings) => ServerSettings,
  ): Promise<ServerSettings> =>
    serverSettings.change(managedBy(asker), { actorId: asker.id }, change);
  const panel = (asker: Asker, settings: ServerSettings): View =>
    readingPanel(settings, stateFor(asker, settings, parts), { mayChange: managesReading(asker) });
  const reading =
    (change: (reading: ServerSettings['reading']) => Partial<ServerSettings['reading']>) =>
    (settings: ServerSettings): ServerSettings => ({
      ...settings,
      reading: { ...settings.reading, ...change(settings.reading) },
    });
  const changed = async (
    asker: Asker,
    change: (settings: ServerSettings) => ServerSettings,
  ): Promise<View> => panel(asker, await edit(asker, change));

  return {
    show: async (asker) => panel(asker, await serverSettings.get(serverOf(asker))),

    async announce(asker) {
      const settings = await serverSettings.get(serverOf(asker));
      return announcement(settings.reading, stateFor(asker, settings, parts));
    },

    async on(asker, channelId) {
      await edit(
        asker,
        reading(({ channelIds }) => ({
          on: true,
          channelIds: withId(channelIds, channelId),
          ...(asker.locale !== undefined && { locale: asker.locale }),
        })),
      );
    },

    async off(asker) {
      await edit(
        asker,
        reading(() => ({ on: false })),
      );
    },

    channel: (asker, channelId, isRead) =>
      changed(
        asker,
        reading(({ channelIds }) => ({
          channelIds: isRead ? withId(channelIds, channelId) : withoutId(channelIds, channelId),
        })),
      ),

    channels: (asker, channelIds) =>
      changed(
        asker,
        reading(() => ({ channelIds })),
      ),

    switches: (asker, ids) =>
      changed(asker, (settings) => withChanges(settings, switchesChosen(ids))),

    async options(asker, changes) {
      // The role that Discord calls @everyone has the server's id, and is named in no message.
      if (changes['reading.requiredRoleId'] === serverOf(asker))
        throw new UserError('Everybody has that role. Choose another, or `any-role`.');
      return changed(asker, (settings) => withChanges(settings, changes));
    },

    ignoreRole: async (asker, roleId, isIgnored) =>
      changed(
        asker,
        reading(({ ignoredRoleIds: ids }) => ({
          ignoredRoleIds: isIgnored ? withId(ids, roleId) : withoutId(ids, roleId),
        })),
      ),
  };
}

/** The facts about the bot itself that decide what this person will hear. */
function stateFor(
  asker: Asker,
  { reading }: Pick<ServerSettings, 'reading'>,
  { content, calls, whereabouts }: ServerReadingParts,
): ReadingState {
  const guildId = serverOf(asker);
  const channelId = whereabouts.channelOf(guildId, asker.id);
  return {
    seesContent: content.visible,
    unseenIds: reading.channelIds.filter((id) => !whereabouts.sees(guildId, id)),
    obstacle: channelId === undefined ? undefined : whereabouts.obstacle(guildId, channelId),
    callId: calls.channelOf(guildId),
  };
}

function managedBy(asker: Asker): string {
  const guildId = serverOf(asker);
  if (!managesReading(asker))
    throw new UserError(
      'Only people with the right **Manage Server** or **Manage Channels** decide what is read here.',
    );
  return guildId;
}

function withId(ids: readonly string[], id: string | undefined): readonly string[] {
  if (id === undefined || ids.includes(id)) return ids;
  if (ids.length >= maxChannels)
    throw new UserError(`There are ${maxChannels} already. Take one off first.`);
  return [...ids, id];
}

function withoutId(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((each) => each !== id);
}
