import type { Seat } from './group-roster.ts';
import { op } from './opcodes.ts';

/** How long Discord waits for the slowest client before it lets the others go on. */
const patienceMs = 2000;

interface Transition {
  readonly id: number;
  readonly taking: readonly Seat[];
  readonly waiting: Set<Seat>;
  readonly done: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Changes of key or protocol that everybody must be ready for (op 23) before they are executed (op 22). One at a time. */
export class Transitions {
  readonly #onExecuted: () => void;
  #lastId = 0;
  #current: Transition | undefined;

  constructor(onExecuted: () => void) {
    this.#onExecuted = onExecuted;
  }

  get pending(): boolean {
    return this.#current !== undefined;
  }

  /** Announces a transition under a new id. Resolves when it was executed. */
  async run(seats: readonly Seat[], announce: (id: number) => void): Promise<void> {
    if (this.#current) this.#execute(this.#current);
    this.#lastId = (this.#lastId % 0xffff) + 1;
    const id = this.#lastId;
    await new Promise<void>((done) => {
      const timer = setTimeout(() => this.#execute(transition), patienceMs);
      const transition: Transition = { id, taking: seats, waiting: new Set(seats), done, timer };
      this.#current = transition;
      announce(id);
      this.#executeWhenReady();
    });
  }

  /** Returns whether there was such a transition. */
  ready(seat: Seat, id: number): boolean {
    if (this.#current?.id === id) {
      this.#current.waiting.delete(seat);
      this.#executeWhenReady();
    }
    return id !== 0 && id <= this.#lastId;
  }

  /** Nobody waits for a member that left. */
  forget(seat: Seat): void {
    this.#current?.waiting.delete(seat);
    this.#executeWhenReady();
  }

  close(): void {
    clearTimeout(this.#current?.timer);
    this.#current?.done();
    this.#current = undefined;
  }

  #executeWhenReady(): void {
    if (this.#current?.waiting.size === 0) this.#execute(this.#current);
  }

  #execute(transition: Transition): void {
    if (this.#current !== transition) return;
    this.#current = undefined;
    clearTimeout(transition.timer);
    for (const { member } of transition.taking) {
      member.send(op.executeTransition, { transition_id: transition.id });
    }
    transition.done();
    this.#onExecuted();
  }
}
