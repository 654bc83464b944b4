import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { GatewayTypingStartDispatchData } from 'discord-api-types/v10';
import type { Client } from 'discord.js';

import type { GuildView } from '#discord/guild-view.ts';
import { guarded } from '#discord/listen.ts';
import { UserError } from '#errors.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';
import type { Chooser } from '#voices/chooser.ts';

import { judge } from './judge.ts';
import type { JudgeParts } from './judge.ts';

export interface TypingParts extends JudgeParts {
  readonly serverSettings: Pick<Store['serverSettings'], 'get'>;
  readonly chooser: Pick<Chooser, 'choose'>;
  readonly view: Pick<GuildView, 'knows' | 'parentOf' | 'categoryOf' | 'voiceOf'>;
  /** Opens connections for somebody who is about to speak. */
  readonly warm: () => void;
}

interface Typist {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly roleIds: readonly string[];
}

/** Discord tells again of whoever still types, some ten seconds after. */
export const onceInMs = 8_000;
const anyWords = 'a';

/**
 * Makes ready what the words of somebody who types will need, where they will be read: connections, and the person's
 * voice. Nothing is asked of any service, and nothing of the text is known. Discord tells nothing of this unless the
 * operator wants it.
 */
export class Typing {
  readonly #parts: TypingParts;
  /** People for whom all was made ready just now. */
  readonly #recent = new Set<string>();

  constructor(parts: TypingParts) {
    this.#parts = parts;
  }

  /** Somebody has begun to type, or types on. */
  async typed(packet: GatewayTypingStartDispatchData): Promise<void> {
    const { guild_id: guildId, channel_id: channelId, user_id: userId, member } = packet;
    const { view, content, chooser, warm } = this.#parts;
    if (guildId === undefined || !view.knows(guildId) || !content.visible) return;
    if (member?.user?.bot === true || this.#recent.has(userId)) return;
    const typist = { guildId, channelId, userId, roleIds: member?.roles ?? [] };
    if (!(await this.#willBeRead(typist))) return;
    this.#recent.add(userId);
    setTimeout(() => this.#recent.delete(userId), onceInMs).unref();
    warm();
    try {
      const readIn = view.parentOf(channelId) ?? channelId;
      await chooser.choose(anyWords, { userId, guildId, channelId: readIn }, {});
    } catch (error) {
      // Why no voice speaks for them is told when they have written something.
      if (!(error instanceof UserError)) throw error;
    }
  }

  /** Whether plain words of theirs would be read, written where they type and now. */
  async #willBeRead({ guildId, channelId, userId, roleIds }: Typist): Promise<boolean> {
    const { serverSettings, view } = this.#parts;
    const settings = await serverSettings.get(guildId);
    if (!settings.reading.on) return false;
    const facts = {
      author: 'person',
      system: false,
      channelId,
      parentId: view.parentOf(channelId),
      categoryId: view.categoryOf(channelId),
      content: settings.reading.prefix + anyWords,
      holdsMore: false,
      silent: false,
      addressed: false,
      roleIds,
    } as const;
    const incoming = { guildId, authorId: userId, facts };
    const message = { incoming, voice: view.voiceOf(guildId, userId), ageMs: 0 };
    return (await judge(message, { sameBefore: 0 }, settings, this.#parts)) === 'read';
  }
}

export function listenToTyping(client: Client, log: Log, typing: Typing): void {
  client.ws.on(
    GatewayDispatchEvents.TypingStart,
    (packet: GatewayTypingStartDispatchData) =>
      void guarded(GatewayDispatchEvents.TypingStart, log, async () => typing.typed(packet)),
  );
}
