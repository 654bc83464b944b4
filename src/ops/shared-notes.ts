/** Short texts by names, which all processes of the bot share. */
export interface SharedNotes {
  /**
   * Changes one, while no other process does. `work` is given what is written there, if anything, and the time by the one clock that
   * all go by, in milliseconds since 1970 UTC. Rejects when it can't be reached, and then nothing was changed.
   */
  change<Result>(
    name: string,
    work: (written: string | undefined, nowMs: number) => Changed<Result>,
  ): Promise<Result>;
}

interface Changed<Result> {
  readonly written: string;
  readonly result: Result;
}
