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
 * one's own lines stay in the order in which they came. A turn that has begun is nobody else's until it is over.
 */
export class Turns<Line> {
  #first: Place<Line> | undefined;
  /** The lines of everybody that wait; the person who has waited longest is the first. */
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
    // A person who had their turn comes last of those who wait.
    if (place === this.#first) this.#lanes.delete(place.personId);
    this.#keep(
      place.personId,
      lane.filter((other) => other !== place),
    );
    if (place === this.#first) this.#first = undefined;
    this.#settle();
  }

  clear(): void {
    this.#first = undefined;
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

  /** The person whose line would come just before the next one of this person; undefined when that would be the first. */
  before(personId: string): string | undefined {
    const next = { personId };
    const lanes = new Map<string, readonly Pick<Place<Line>, 'personId'>[]>(this.#lanes);
    lanes.set(personId, [...this.#laneOf(personId), next]);
    const waiting = this.#ordered(lanes);
    return (waiting[waiting.indexOf(next) - 1] ?? this.#first)?.personId;
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
    const waiting = this.#ordered(this.#lanes);
    this.#inOrder = this.#first ? [this.#first, ...waiting] : waiting;
    this.#lines = this.#inOrder.map(({ line }) => line);
  }

  #begin(): void {
    const [next] = this.#ordered(this.#lanes);
    // Another round begins: nobody waits, or everybody who does had a turn in this one.
    if (!next || this.#had.has(next.personId)) this.#had.clear();
    if (!next) return;
    this.#had.add(next.personId);
    this.#first = next;
    this.#keep(next.personId, this.#laneOf(next.personId).slice(1));
  }

  #ordered<Any>(lanes: Lanes<Any>): readonly Any[] {
    const taker = this.#first?.personId;
    const people = [...lanes].map(([personId, lines]) => ({
      lines,
      round: this.#had.has(personId) ? 1 : 0,
      isTaker: personId === taker,
    }));
    // People whose turn is later in this round come later in the next, too; the one whose turn it is now, after all who had it.
    people.sort(
      (one, other) => other.round - one.round || Number(one.isTaker) - Number(other.isTaker),
    );
    return people
      .flatMap(({ lines, round }) => lines.map((line, at) => ({ line, round: round + at })))
      .sort((one, other) => one.round - other.round)
      .map(({ line }) => line);
  }
}
