/** So long at most messages wait for that the bot goes back into its calls. */
const heldMs = 10_000;

/**
 * Holds what is written in servers until the bot is back in their calls after a restart, and what waited there is in line again:
 * Discord tells what was written meanwhile before anybody could have gone back.
 */
export class Returning {
  readonly #heldMs: number;
  readonly #known = Promise.withResolvers<void>();
  readonly #back = new Map<string, PromiseWithResolvers<void>>();
  #isKnown = false;
  #isOver = false;
  #isTimed = false;

  constructor(options: { readonly heldMs?: number } = {}) {
    this.#heldMs = options.heldMs ?? heldMs;
  }

  /** It is known to which servers’ calls the bot goes back. */
  begin(guildIds: readonly string[]): void {
    this.#isKnown = true;
    if (!this.#isOver)
      for (const guildId of guildIds) this.#back.set(guildId, Promise.withResolvers());
    this.#known.resolve();
  }

  /** It is back there. */
  done(guildId: string): void {
    this.#back.get(guildId)?.resolve();
    this.#back.delete(guildId);
  }

  /** Resolves when what is written there may be read; undefined when that is so already. */
  until(guildId: string): Promise<void> | undefined {
    if (this.#isOver || (this.#isKnown && !this.#back.has(guildId))) return undefined;
    if (!this.#isTimed) setTimeout(() => this.#end(), this.#heldMs).unref();
    this.#isTimed = true;
    return this.#known.promise.then(() => this.#back.get(guildId)?.promise);
  }

  #end(): void {
    this.#isOver = true;
    for (const guildId of this.#back.keys()) this.done(guildId);
    this.#known.resolve();
  }
}
