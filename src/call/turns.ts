import { Shares } from './shares.ts';

/** A line that waits, or whose turn it is. */
interface Place<Line> {
  readonly line: Line;
  readonly userId: string;
  /** It was written as a piece of the same thing as the one before it of its author. */
  readonly isPiece: boolean;
}

/** A line that isn't there yet: what it will take isn't known. */
type Any<Line> = Place<Line | undefined>;
type Lanes<Each> = ReadonlyMap<string, readonly Each[]>;

/** A line that isn't there yet is taken to be as long as most are. */
const usualMs = 2_000;
/** So many pieces stay together, as long as all of them take no more than one long line. */
const maxPieces = 4;
const togetherMs = 8_000;

/**
 * Lines in the order in which they are spoken: in turns between people, by the time that theirs take (see `Shares`); of
 * those who are due at about the same time, the longest wait comes first, counted since they had nothing waiting or since their
 * own last turn was over. Each one's own lines stay in the order in which they came, unless they are put in front. A turn
 * that has begun is nobody else's until it is over.
 */
export class Turns<Line> {
  readonly #lengthMs: (line: Line) => number;
  readonly #shares = new Shares();
  #first: Place<Line> | undefined;
  #isFirstBrought = false;
  /** The person whose turn was the last one. */
  #last: string | undefined;
  /** Lines that were put in front of everybody's: each of them is its author's turn. */
  #front: readonly Place<Line>[] = [];
  /** All other lines that wait; the person who has waited longest is the first. */
  readonly #lanes = new Map<string, readonly Place<Line>[]>();
  /** The line that came last. */
  #newest: Place<Line> | undefined;
  #inOrder: readonly Place<Line>[] = [];
  #lines: readonly Line[] = [];

  /** `lengthMs` tells how long a line takes, as far as that is known. */
  constructor(lengthMs: (line: Line) => number) {
    this.#lengthMs = lengthMs;
  }

  /** In order, the one whose turn it is first. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  /**
   * `isSoon`: it came so soon after the line before it that they are pieces of one thing, if that is the same person's and
   * waits. Pieces are spoken one right after the other.
   */
  add(userId: string, line: Line, isSoon = false): void {
    const lane = this.#laneOf(userId);
    if (lane.length === 0) this.#shares.come(userId);
    const isPiece = isSoon && lane.length > 0 && lane.at(-1) === this.#newest;
    this.#newest = { line, userId, isPiece: isPiece && this.#isRoomFor(line, lane) };
    this.#keep(userId, [...lane, this.#newest]);
    this.#settle();
  }

  /**
   * Takes out a line; when it was its turn, the next one has it. `spokenMs`: as much of it was heard, if not all. Does
   * nothing for a line that isn't there.
   */
  remove(line: Line, spokenMs = this.#lengthMs(line)): void {
    const place = this.#inOrder.find((other) => other.line === line);
    if (!place) return;
    const lane = this.#laneOf(place.userId);
    this.#front = this.#front.filter((other) => other !== place);
    // A person who had their turn comes last of those who wait.
    if (place === this.#first) this.#lanes.delete(place.userId);
    this.#keep(
      place.userId,
      lane.filter((other) => other !== place),
    );
    if (place === this.#first) {
      this.#shares.had(place.userId, spokenMs, this.#isFirstBrought);
      this.#last = place.userId;
      this.#first = undefined;
    }
    this.#settle();
  }

  /**
   * Puts a line that waits in front of all others that do, or of its author's alone, whose turns then stay when they are.
   * False when its turn has come, or it isn't there.
   */
  toFront(line: Line, of: 'all' | 'own'): boolean {
    const place = this.#inOrder.find((other) => other.line === line);
    if (!place || place === this.#first) return false;
    const { userId } = place;
    const isInLane = !this.#front.includes(place);
    const alone = { ...place, isPiece: false };
    const others = this.#laneOf(userId).filter((other) => other !== place);
    if (of === 'all') {
      this.#front = [alone, ...this.#front.filter((other) => other !== place)];
      this.#keep(userId, others);
    } else if (isInLane) this.#keep(userId, [alone, ...others.map(unjoined)]);
    this.#settle();
    return true;
  }

  /** Lines take another time than was known: the order of those that wait may be another. */
  weigh(): void {
    this.#settle();
  }

  clear(): void {
    this.#first = undefined;
    this.#front = [];
    this.#lanes.clear();
    this.#settle();
  }

  /** It was silent for long: what was heard before counts no more. */
  forget(): void {
    this.#shares.forget();
  }

  countOf(userId: string): number {
    return this.#inOrder.filter((place) => place.userId === userId).length;
  }

  /** The last line of whoever has most, and how many they have. */
  get longest(): { readonly last: Line; readonly count: number } | undefined {
    const counted = this.#inOrder.map(({ line, userId }) => ({
      last: line,
      count: this.countOf(userId),
    }));
    const most = Math.max(0, ...counted.map(({ count }) => count));
    return counted.findLast(({ count }) => count === most);
  }

  /** The line that would come just before the next one of this person; undefined when that would be the first. */
  before(userId: string): Line | undefined {
    const next: Any<Line> = { userId, line: undefined, isPiece: false };
    const lanes = new Map<string, readonly Any<Line>[]>(this.#lanes);
    const shares = this.#shares.copy();
    if (!lanes.has(userId)) shares.come(userId);
    lanes.set(userId, [...this.#laneOf(userId), next]);
    const order = this.#ordered(lanes, shares);
    return order[order.indexOf(next) - 1]?.line;
  }

  #laneOf(userId: string): readonly Place<Line>[] {
    return this.#lanes.get(userId) ?? [];
  }

  #keep(userId: string, lane: readonly Place<Line>[]): void {
    if (lane.length === 0) this.#lanes.delete(userId);
    else this.#lanes.set(userId, lane);
  }

  /** Whether a line is heard together with the pieces at the end of a lane without taking too long. */
  #isRoomFor(line: Line, lane: readonly Place<Line>[]): boolean {
    const begins = lane.findLastIndex(({ isPiece }) => !isPiece);
    const pieces = [...lane.slice(begins).map((place) => place.line), line];
    const ms = pieces.reduce((sum, piece) => sum + this.#lengthMs(piece), 0);
    return pieces.length <= maxPieces && ms <= togetherMs;
  }

  #settle(): void {
    this.#inOrder = this.#ordered(this.#lanes, this.#shares.copy());
    if (!this.#first) this.#begin();
    this.#lines = this.#inOrder.map(({ line }) => line);
  }

  #begin(): void {
    const [next] = this.#inOrder;
    if (!next) {
      this.#shares.rest();
      this.#last = undefined;
      return;
    }
    this.#first = next;
    this.#isFirstBrought = next === this.#front[0];
    if (this.#isFirstBrought) this.#front = this.#front.slice(1);
    else this.#keep(next.userId, this.#laneOf(next.userId).slice(1));
  }

  /** All lines as they will be spoken if nothing more happens. Spends the shares on it. */
  #ordered<Each extends Any<Line>>(waiting: Lanes<Each>, shares: Shares): (Each | Place<Line>)[] {
    const lanes = new Map(waiting);
    const waitingMs = this.#waitingMs(lanes);
    const order: (Each | Place<Line>)[] = [];
    let last = this.#last;
    const take = (place: Each | Place<Line>, isBrought: boolean): void => {
      const { userId } = place;
      order.push(place);
      shares.had(userId, this.#timeOf(place), isBrought);
      last = userId;
      // One who had a turn comes last of those who wait.
      const lane = lanes.get(userId);
      lanes.delete(userId);
      if (lane) lanes.set(userId, lane);
    };
    if (this.#first) take(this.#first, this.#isFirstBrought);
    for (const place of this.#front) take(place, true);
    for (;;) {
      const goesOn = last !== undefined && lanes.get(last)?.[0]?.isPiece === true;
      const people = [...lanes.keys()].map((userId) => ({
        userId,
        waitingMs: waitingMs.get(userId) ?? 0,
      }));
      const userId = shares.next(people, goesOn ? last : undefined);
      const [next, ...others] = (userId !== undefined && lanes.get(userId)) || [];
      if (userId === undefined || !next) return order;
      waitingMs.set(userId, (waitingMs.get(userId) ?? 0) - this.#timeOf(next));
      if (others.length > 0) lanes.set(userId, others);
      else lanes.delete(userId);
      take(next, false);
    }
  }

  /** The speech that each person has waiting. */
  #waitingMs(lanes: Lanes<Any<Line>>): Map<string, number> {
    return new Map(
      [...lanes].map(([userId, lane]) => [
        userId,
        lane.reduce((sum, place) => sum + this.#timeOf(place), 0),
      ]),
    );
  }

  #timeOf({ line }: Any<Line>): number {
    return line === undefined ? usualMs : this.#lengthMs(line);
  }
}

function unjoined<Line>(place: Place<Line>): Place<Line> {
  return { ...place, isPiece: false };
}
