import type { Seal } from '#ops/seal.ts';
import type { Renderer } from '#speech/renderer.ts';
import type { HeldRoom } from '#speech/speech.ts';

import type { Ask, Asks, Wire, Work, WorkQueue } from './ask.ts';
import { workers } from './asking.ts';
import { openedAsked } from './letter.ts';
import { Telling } from './telling.ts';

export interface WorkingOptions {
  readonly asks: Pick<Asks, 'under' | 'remove'>;
  readonly wire: Pick<Wire, 'tell' | 'listen'>;
  readonly queue: Pick<WorkQueue, 'serve'>;
  readonly seal: Seal;
  /** A cache, which makes for all who ask for the same once, and for each by their own budgets. */
  readonly renderer: Renderer;
  /** Room in budgets that this process keeps for what it asks for itself, by the ask's id. */
  readonly heldRooms: ReadonlyMap<string, HeldRoom>;
  /** Takes up what a lost process may have paid for, so that it isn't paid again. */
  readonly takeUp: (key: string) => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
}

/** Most of them wait for a service; those that compute have bounds of their own. */
const atOnce = 32;

/** Makes frames for whichever process asked for them. */
export class Working {
  readonly #options: WorkingOptions;
  /** The work that is being done, by the key of its frames. */
  readonly #runs = new Map<string, Run>();

  constructor(options: WorkingOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    const { wire, queue, onTrouble } = this.#options;
    await wire.listen(workers, (message) => {
      const [what, subject = '', from] = message.split(' ');
      if (what === 'asked') this.#runs.get(subject)?.look().catch(onTrouble);
      else for (const run of this.#runs.values()) run.heard(what, subject, Number(from));
    });
    await queue.serve((work) => this.#do(work), atOnce);
  }

  async #do(work: Work): Promise<void> {
    const { takeUp, onTrouble } = this.#options;
    // It was taken for lost, for it had not been heard of in time.
    const under = this.#runs.get(work.key);
    if (under) return under.done();
    if (work.isAgain) await takeUp(work.key);
    const run = new Run(work, this.#options);
    this.#runs.set(work.key, run);
    try {
      await run.done();
    } catch (error) {
      // Those who asked have it put into the queue again.
      onTrouble(error);
    } finally {
      this.#runs.delete(work.key);
    }
  }
}

/** One piece of work, for all who ask for it while it is done. */
class Run {
  readonly #work: Work;
  readonly #options: WorkingOptions;
  readonly #told = new Map<string, Telling>();
  readonly #under = new Set<Promise<void>>();

  constructor(work: Work, options: WorkingOptions) {
    this.#work = work;
    this.#options = options;
  }

  /** Resolves when nobody waits for it any more. */
  async done(): Promise<void> {
    await this.look();
    while (this.#under.size > 0) await Promise.race(this.#under);
  }

  /** Begins for those who have come since the last look. */
  async look(): Promise<void> {
    const { asks, onTrouble } = this.#options;
    for (const ask of await asks.under(this.#work.key)) {
      if (this.#told.has(ask.id)) continue;
      const telling = this.#tellingOf(ask);
      if (!telling) {
        await asks.remove(ask.id);
        continue;
      }
      this.#told.set(ask.id, telling);
      const under = telling
        .done()
        .catch(onTrouble)
        .then(() => void this.#under.delete(under));
      this.#under.add(under);
    }
  }

  heard(what: string | undefined, id: string, from: number): void {
    const telling = this.#told.get(id);
    if (what === 'gone') telling?.gone();
    else if (what === 'again') telling?.again(from);
  }

  /** Undefined for what was sealed with another secret. */
  #tellingOf({ id, asker, sealed }: Ask): Telling | undefined {
    const { seal, renderer, heldRooms } = this.#options;
    const asked = openedAsked(seal, id, sealed);
    if (!asked) return undefined;
    const heldRoom = heldRooms.get(id);
    const isTakenUp = this.#work.isAgain || asked.context.isTakenUp === true;
    return new Telling(
      (context) =>
        renderer.render(asked.request, {
          ...asked.context,
          ...context,
          ...(heldRoom && { heldRoom }),
          ...(isTakenUp && { isTakenUp }),
        }),
      { ...this.#options, id, asker },
    );
  }
}
