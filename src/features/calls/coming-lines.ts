/** A line that was given and is in no queue yet, since it is still being translated or stands behind one that is. */
export interface ComingLine {
  readonly guildId: string | undefined;
  readonly authorId: string;
  /** The words as they were typed; absent where they are somebody else's. */
  readonly typed?: (() => string) | undefined;
  /** Told when it is dropped. */
  readonly onDropped?: () => void;
}

/** Follows one of them. */
export interface Coming extends Disposable {
  readonly isDropped: boolean;
}

/** The lines that come into calls soon: who stops or takes back what they said means these, too. */
export class ComingLines {
  readonly #lines = new Set<ComingLine>();
  readonly #dropped = new WeakSet<ComingLine>();

  /** It is there until it is disposed of or dropped. */
  add(line: ComingLine): Coming {
    const [lines, dropped] = [this.#lines, this.#dropped];
    lines.add(line);
    return {
      get isDropped() {
        return dropped.has(line);
      },
      [Symbol.dispose]: () => void lines.delete(line),
    };
  }

  /** Those of somebody in a server, in the order in which they were given. */
  of(guildId: string, authorId: string): readonly ComingLine[] {
    return [...this.#lines].filter(
      (line) => line.guildId === guildId && line.authorId === authorId,
    );
  }

  /** Drops those of somebody. */
  forget(userId: string): void {
    this.drop(({ authorId }) => authorId === userId);
  }

  /** They are not said. Returns how many there were. */
  drop(isMeant: (line: ComingLine) => boolean): number {
    const meant = [...this.#lines].filter((line) => isMeant(line));
    for (const line of meant) {
      this.#lines.delete(line);
      this.#dropped.add(line);
      line.onDropped?.();
    }
    return meant.length;
  }
}
