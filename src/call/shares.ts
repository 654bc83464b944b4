/** A person who waits for a turn. */
export interface Candidate {
  readonly userId: string;
  /** The speech of all that they have waiting. */
  readonly waitingMs: number;
}

/** Any line takes at least so much of people's attention, however short it is. */
const leastMs = 500;
/** Those who ask for no more than this yield to nobody: little is spoken in the order in which it was written. */
const littleMs = 10_000;
/** Somebody yields who asks for so many times as much as another who waits. */
const timesAsMuch = 2;
/** Nobody yields for longer than so much speech of others. */
const patienceMs = 120_000;
/** Rounds are rounds as long as nobody had so much more than others. */
const leewayMs = 2_000;
/** Heard speech counts half after so much more of it. */
const halvedAfterMs = 45_000;

interface Share {
  /** The round in which they are due: in each of them everybody has a turn. */
  dueRound: number;
  /** The same in a time that counts each one's own speech. */
  dueMs: number;
  /** How long they spoke lately. */
  recentMs: number;
  /** How long others spoke while they have waited for their turn. */
  waitedMs: number;
}

/**
 * Shares speech out between people, by the time that it takes. In each round everybody has a turn of one line, but whoever
 * had clearly more time than others waits longer for the next (start-time fair queueing). Whoever asks for much more than others, by what waits and by what
 * was heard lately, lets them go first: a flood keeps nobody waiting beyond the line that is being spoken.
 */
export class Shares {
  #of = new Map<string, Share>();
  /** How far the turns have come: whoever comes is due from here on, whatever they had long ago. */
  #round = 0;
  #nowMs = 0;

  /** The same, to look ahead on. */
  copy(): Shares {
    const copy = new Shares();
    copy.#round = this.#round;
    copy.#nowMs = this.#nowMs;
    copy.#of = new Map([...this.#of].map(([userId, share]) => [userId, { ...share }]));
    return copy;
  }

  /** Somebody begins to wait for a turn. */
  come(userId: string): void {
    const share = this.#shareOf(userId);
    share.dueRound = Math.max(share.dueRound, this.#round);
    share.dueMs = Math.max(share.dueMs, this.#nowMs);
    share.waitedMs = 0;
  }

  /**
   * Whose turn is next: of those due in the same round, the one who is named first. `goesOn` has only said a part of
   * something, and goes on unless they have to yield.
   */
  next(waiting: readonly Candidate[], goesOn?: string): string | undefined {
    const who = this.#notYielding(waiting);
    if (goesOn !== undefined && who.includes(goesOn)) return goesOn;
    const due = (userId: string): Share => this.#shareOf(userId);
    const soonestMs = Math.min(...who.map((userId) => due(userId).dueMs));
    const soon = who.filter((userId) => due(userId).dueMs < soonestMs + leewayMs);
    const round = Math.min(...soon.map((userId) => due(userId).dueRound));
    return soon.find((userId) => due(userId).dueRound === round);
  }

  /** A turn is over that took so much time. `isOutOfTurn`: somebody put the line in front of all others. */
  had(userId: string, spokenMs: number, isOutOfTurn: boolean): void {
    const ms = Math.max(leastMs, spokenMs);
    const own = this.#shareOf(userId);
    if (!isOutOfTurn) {
      this.#round = Math.max(this.#round, own.dueRound);
      this.#nowMs = Math.max(this.#nowMs, own.dueMs);
    }
    own.dueRound += 1;
    own.dueMs += ms;
    for (const share of this.#of.values()) {
      share.recentMs *= 0.5 ** (ms / halvedAfterMs);
      share.waitedMs += ms;
      // Yielding gives no claim on it later.
      share.dueRound = Math.max(share.dueRound, this.#round);
      share.dueMs = Math.max(share.dueMs, this.#nowMs - leewayMs);
    }
    own.recentMs += ms;
    own.waitedMs = 0;
  }

  /** Nobody waits: the turns begin anew, and only what was heard lately still counts. */
  rest(): void {
    this.#round = 0;
    this.#nowMs = 0;
    for (const [userId, share] of this.#of) {
      share.dueRound = 0;
      share.dueMs = 0;
      if (share.recentMs < leastMs) this.#of.delete(userId);
    }
  }

  /** It was silent for so long that nothing counts any more. */
  forget(): void {
    this.#of.clear();
    this.#round = 0;
    this.#nowMs = 0;
  }

  #notYielding(waiting: readonly Candidate[]): readonly string[] {
    const impatient = waiting.filter(({ userId }) => this.#shareOf(userId).waitedMs >= patienceMs);
    if (impatient.length > 0) return impatient.map(({ userId }) => userId);
    const asked = waiting.map(({ userId, waitingMs }) => ({
      userId,
      ms: this.#shareOf(userId).recentMs + waitingMs,
    }));
    const least = Math.min(...asked.map(({ ms }) => ms));
    const most = Math.max(littleMs, least * timesAsMuch);
    return asked.filter(({ ms }) => ms <= most).map(({ userId }) => userId);
  }

  #shareOf(userId: string): Share {
    const known = this.#of.get(userId);
    if (known) return known;
    const share = { dueRound: this.#round, dueMs: this.#nowMs, recentMs: 0, waitedMs: 0 };
    this.#of.set(userId, share);
    return share;
  }
}
