import { AsyncLocalStorage } from 'node:async_hooks';

/** Does work as a part of what was going on when this was taken, so that what is logged meanwhile belongs to that. */
export type Within = ReturnType<typeof AsyncLocalStorage.snapshot>;

export function here(): Within {
  return AsyncLocalStorage.snapshot();
}

/** For what outlives whatever it was begun for. Taken at the start, when nothing was going on for anybody. */
export const ofNobody: Within = here();

/** Those that wait for the call of a guild to be joined: the one who came last, of each guild. */
export class Joining {
  readonly #byGuild = new Map<string, Within>();

  of(guildId: string): Within | undefined {
    return this.#byGuild.get(guildId);
  }

  async wait(guildId: string, join: () => Promise<void>): Promise<void> {
    const within = here();
    this.#byGuild.set(guildId, within);
    try {
      await join();
    } finally {
      if (this.of(guildId) === within) this.#byGuild.delete(guildId);
    }
  }
}
