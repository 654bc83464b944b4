import type { Calls } from '#call/calls.ts';
import { managesReading, serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { View } from '#discord/view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { Changes } from '#features/settings/setting.ts';
import { withChanges } from '#features/settings/values.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

import { announcement } from './announcement.ts';
import type { ReadingState } from './announcement.ts';
import type { MessageContent } from './message-content.ts';
import { readingPanel, switchesChosen } from './reading-panel.ts';

export type ServerReadingParts = Pick<Store, 'serverSettings'> & {
  readonly content: Pick<MessageContent, 'visible'>;
  readonly calls: Pick<Calls, 'channelOf'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf' | 'obstacle' | 'sees'>;
};

/** What is read in a server. Everything rejects with a `UserError` that says why not. */
export interface ServerReading {
  show(asker: Asker): Promise<View>;
  /** Whether messages are read, as everybody should know it. */
  announce(asker: Asker): Promise<View>;
  /** Switches on, and reads that channel from now on. */
  on(asker: Asker, channelId?: string): Promise<View>;
  off(asker: Asker): Promise<View>;
  channel(asker: Asker, channelId: string, isRead: boolean): Promise<View>;
  /** All channels that are read. */
  channels(asker: Asker, channelIds: readonly string[]): Promise<View>;
  /** All switches that are on, as the menu has them. */
  switches(asker: Asker, ids: readonly string[]): Promise<View>;
  /** Applies the options chosen in `/autoread`. */
  options(asker: Asker, changes: Changes): Promise<View>;
  ignoreRole(asker: Asker, roleId: string, isIgnored: boolean): Promise<View>;
}

type Reading = ServerSettings['reading'];

const maxIds = 500;

export function serverReading(parts: ServerReadingParts): ServerReading {
  const { serverSettings } = parts;
  const panel = (asker: Asker, settings: ServerSettings): View =>
    readingPanel(settings, stateFor(asker, settings, parts), { mayChange: managesReading(asker) });
  const change = async (
    asker: Asker,
    edit: (settings: ServerSettings) => ServerSettings,
  ): Promise<View> =>
    panel(asker, await serverSettings.change(serverOf(asker), { actorId: asker.id }, edit));
  const changeReading = (
    asker: Asker,
    changed: (reading: Reading) => Partial<Reading>,
  ): Promise<View> =>
    change(asker, (settings) => ({
      ...settings,
      reading: { ...settings.reading, ...changed(settings.reading) },
    }));

  return {
    show: async (asker) => panel(asker, await serverSettings.get(serverOf(asker))),

    async announce(asker) {
      const settings = await serverSettings.get(serverOf(asker));
      return announcement(settings.reading, stateFor(asker, settings, parts));
    },

    on: (asker, channelId) =>
      changeReading(asker, ({ channelIds }) => ({
        on: true,
        channelIds: channelId === undefined ? channelIds : listed(channelIds, channelId, true),
        ...(asker.locale !== undefined && { locale: asker.locale }),
      })),

    off: (asker) => changeReading(asker, () => ({ on: false })),

    channel: (asker, channelId, isRead) =>
      changeReading(asker, ({ channelIds }) => ({
        channelIds: listed(channelIds, channelId, isRead),
      })),

    channels: (asker, channelIds) => changeReading(asker, () => ({ channelIds })),

    switches: (asker, ids) => change(asker, (now) => withChanges(now, switchesChosen(ids))),

    async options(asker, changes) {
      // The role that Discord calls @everyone has the server's id, and is named in no message.
      if (changes['reading.requiredRoleId'] === serverOf(asker))
        throw new UserError('Everybody has that role. Choose another, or `any-role`.');
      return change(asker, (now) => withChanges(now, changes));
    },

    ignoreRole: (asker, roleId, isIgnored) =>
      changeReading(asker, ({ ignoredRoleIds }) => ({
        ignoredRoleIds: listed(ignoredRoleIds, roleId, isIgnored),
      })),
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

/** The list with this id, or without it. */
function listed(ids: readonly string[], id: string, isListed: boolean): readonly string[] {
  if (!isListed) return ids.filter((each) => each !== id);
  if (ids.includes(id)) return ids;
  if (ids.length >= maxIds) throw new UserError(`There are ${maxIds} already. Take one off first.`);
  return [...ids, id];
}
