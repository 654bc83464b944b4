import type { GuildView } from '#discord/guild-view.ts';
import type { ServerSettings } from '#store/server-settings.ts';

/** A channel or thread, with what it lies in. */
export interface Lying {
  readonly channelId: string;
  /** The channel of a thread. */
  readonly parentId?: string | undefined;
  /** The category of the channel, or of the thread's channel. */
  readonly categoryId?: string | undefined;
}

/**
 * The place on the server's list of those that are never read aloud in which this one lies, or is itself; undefined where
 * it may be read. Pure.
 */
export function exclusionOf(
  { channelId, parentId, categoryId }: Lying,
  { excludedIds }: Pick<ServerSettings['reading'], 'excludedIds'>,
): string | undefined {
  return excludedIds.find((id) => id === channelId || id === parentId || id === categoryId);
}

/** A channel or thread with what it lies in, as far as Discord has told. */
export function lyingOf(
  channelId: string,
  view: Pick<GuildView, 'parentOf' | 'categoryOf'>,
): Lying {
  return { channelId, parentId: view.parentOf(channelId), categoryId: view.categoryOf(channelId) };
}
