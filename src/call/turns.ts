/** A line that waits, or whose turn it is. */
interface Place<Line> {
  readonly line: Line;
  readonly personId: string;
}

type Lanes<Any> = ReadonlyMap<string, readonly Any[]>;

/**
 * Lines in the order in which they are spoken: in rounds, in each of which everybody has a turn of one line. A person
 * who comes anew, or again, belongs to the round that goes on, so that nobody waits for the second line of anybody. Within
 * a round the longest wait comes first, counted since they had nothing waiting or since their own last turn was over. Each
 * one's own lines stay in the order in which they came, unless they are put in front. A turn that has begun is nobody else's
 * until it is over.
 */
export class Turns<Line> {
  #first: Place<Line> | undefined;
  /** Lines that were put in front of everybody's: each of them is its author's turn, and no round begins or ends by it. */
  #front: readonly Place<Line>[] = [];
  /** All other lines that wait; the person who has waited longest is the first. */
  readonly #lanes = new Map<string, readonly Place<Line>[]>();
  /** People who had a turn in the round that goes on. */
  readonly #had = new Set<string>();
  #inOrder: readonly Place<Line>[] = [];
  #lines: readonly Line[] = [];

  /** In order, the one whose turn it is first. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  add(personId: string, line: Line): void {
    this.#keep(personId, [...this.#laneOf(personId), { line, personId }]);
    this.#settle();
  }

  /** Takes out a line; when it was its turn, the next one has it. Does nothing for a line that isn't there. */
  remove(line: Line): void {
    const place = this.#inOrder.find((other) => other.line === line);
    if (!place) return;
    const lane = this.#laneOf(place.personId);
    this.#front = this.#front.filter((other) => other !== place);
    // A person who had their turn comes last of those who wait.
    if (place === this.#first) this.#lanes.delete(place.personId);
    this.#keep(
      place.personId,
      lane.filter((other) => other !== place),
    );
    if (place === this.#first) this.#first = undefined;
    this.#settle();
  }

  /**
   * Puts a line that waits in front of all others that do, or of its author's alone, whose turns then stay when they are.
   * False when its turn has come, or it isn't there.
   */
  toFront(line: Line, of: 'all' | 'own'): boolean {
    const place = this.#inOrder.find((other) => other.line === line);
    if (!place || place === this.#first) return false;
    const { personId } = place;
    const isInLane = !this.#front.includes(place);
    const others = this.#laneOf(personId).filter((other) => other !== place);
    if (of === 'all') {
      this.#front = [place, ...this.#front.filter((other) => other !== place)];
      this.#keep(personId, others);
    } else if (isInLane) this.#keep(personId, [place, ...others]);
    this.#settle();
    return true;
  }

  clear(): void {
    this.#first = undefined;
    this.#front = [];
    this.#lanes.clear();
    this.#settle();
  }

  countOf(personId: string): number {
    return this.#inOrder.filter((place) => place.personId === personId).length;
  }

  /** The last line of whoever has most, and how many they have. */
  get longest(): { readonly last: Line; readonly count: number } | undefined {
    const counted = this.#inOrder.map(({ line, personId }) => ({
      last: line,
      count: this.countOf(personId),
    }));
    const most = Math.max(0, ...counted.map(({ count }) => count));
    return counted.findLast(({ count }) => count === most);
  }

  /** The line that would come just before the next one of this person; undefined when that would be the first. */
  before(personId: string): Line | undefined {
    const next: Pick<Place<Line>, 'personId'> & Partial<Place<Line>> = { personId };
    const lanes = new Map<string, readonly (typeof next)[]>(this.#lanes);
    lanes.set(personId, [...this.#laneOf(personId), next]);
    const waiting = [...this.#front, ...this.#ordered(lanes)];
    return (waiting[waiting.indexOf(next) - 1] ?? this.#first)?.line;
  }

  #laneOf(personId: string): readonly Place<Line>[] {
    return this.#lanes.get(personId) ?? [];
  }

  #keep(personId: string, lane: readonly Place<Line>[]): void {
    if (lane.length === 0) this.#lanes.delete(personId);
    else this.#lanes.set(personId, lane);
  }

  #settle(): void {
    if (!this.#first) this.#begin();
    const waiting = [...this.#front, ...this.#ordered(this.#lanes)];
    this.#inOrder = this.#first ? [this.#first, ...waiting] : waiting;
    this.#lines = this.#inOrder.map(({ line }) => line);
  }

  #begin(): void {
    const [brought] = this.#front;
    const next = brought ?? this.#ordered(this.#lanes)[0];
    // Another round begins: nobody waits, or everybody who does had a turn in this one.
    if (!next || (!brought && this.#had.has(next.personId))) this.#had.clear();
    if (!next) return;
    this.#had.add(next.personId);
    this.#first = next;
    if (brought) this.#front = this.#front.slice(1);
    else this.#keep(next.personId, this.#laneOf(next.personId).slice(1));
  }

  #ordered<Any>(lanes: Lanes<Any>): readonly Any[] {
    // Those who have a turn before any of these lines, in the order of the turns.
    const takers = [this.#first, ...this.#front].map((place) => place?.personId);
    const people = [...lanes].map(([personId, lines]) => {
      const taken = takers.lastIndexOf(personId);
      return { lines, taken, round: taken >= 0 || this.#had.has(personId) ? 1 : 0 };
    });
    // People whose turn is later in this round come later in the next, too; those who take theirs first, after all who had it.
    people.sort((one, other) => other.round - one.round || one.taken - other.taken);
    return people
      .flatMap(({ lines, round }) => lines.map((line, at) => ({ line, round: round + at })))
      .sort((one, other) => one.round - other.round)
      .map(({ line }) => line);
  }
}
