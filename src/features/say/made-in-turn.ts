import type { Asker } from '#discord/asker.ts';
import type { ComingLines } from '#features/calls/coming-lines.ts';
import { Lanes } from '#ops/lanes.ts';

import type { Saying } from './saying.ts';

/** A saying that is still to be made. */
export interface ToMake {
  readonly make: () => Promise<Saying>;
  /** The words that its author may take back until then. */
  readonly typed?: () => string;
}

/** One person's texts become words one after the other, and so come into the call in the order in which they were given. */
export class MadeInTurn {
  readonly #coming: Pick<ComingLines, 'add'>;
  readonly #lanes = new Lanes();

  constructor(coming: Pick<ComingLines, 'add'>) {
    this.#coming = coming;
  }

  /** `isDropped`: nobody wants it any more. Rejects as `make` does. */
  async run({ id: authorId, guildId }: Asker, { make, typed }: ToMake) {
    using coming = this.#coming.add({ guildId, authorId, typed });
    const saying = await this.#lanes.run(authorId, make);
    return { saying, isDropped: coming.isDropped };
  }
}
