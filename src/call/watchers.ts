/** Listeners to what is spoken and waits, by guild: they outlive its calls. */
export class Watchers {
  readonly #byGuild = new Map<string, Set<() => void>>();

  watch(guildId: string, listener: () => void): () => void {
    const listeners = this.#byGuild.get(guildId) ?? new Set();
    this.#byGuild.set(guildId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#byGuild.get(guildId) === listeners)
        this.#byGuild.delete(guildId);
    };
  }

  tell(guildId: string): void {
    for (const listener of this.#byGuild.get(guildId) ?? []) listener();
  }
}
