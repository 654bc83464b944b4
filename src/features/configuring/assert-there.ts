import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';

import { gone } from './settings-panels.ts';

/** Throws a `UserError` for a channel that was deleted since a panel was opened, or that somebody made up. */
export function assertThere(
  asker: Asker,
  channelId: string,
  view: Pick<GuildView, 'channelName'>,
): void {
  if (view.channelName(serverOf(asker), channelId) === undefined) throw gone();
}
