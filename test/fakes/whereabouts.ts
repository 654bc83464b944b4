import type { Whereabouts } from '#discord/whereabouts.ts';
import type { Text } from '#i18n/text.ts';

/** People in voice channels of one server. */
export class FakeWhereabouts implements Whereabouts {
  readonly channels = new Map<string, string>();
  /** Channels that nobody may enter. */
  readonly closed = new Set<string>();
  readonly obstacles = new Map<string, Text>();

  put(userId: string, channelId: string): this {
    this.channels.set(userId, channelId);
    return this;
  }

  channelOf(_guildId: string, userId: string): string | undefined {
    return this.channels.get(userId);
  }

  guildOf(userId: string): string | undefined {
    return this.channels.has(userId) ? 'g' : undefined;
  }

  people(_guildId: string, channelId: string): number {
    return [...this.channels.values()].filter((id) => id === channelId).length;
  }

  speakers(guildId: string, channelId: string): number {
    return this.people(guildId, channelId);
  }

  everybody(_guildId: string, channelId: string): readonly string[] {
    return [...this.channels].flatMap(([userId, id]) => (id === channelId ? [userId] : []));
  }

  sees(): boolean {
    return true;
  }

  mayEnter(_guildId: string, channelId: string): boolean {
    return !this.closed.has(channelId);
  }

  obstacle(_guildId: string, channelId: string): Text | undefined {
    return this.obstacles.get(channelId);
  }
}
