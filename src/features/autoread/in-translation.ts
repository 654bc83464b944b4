import type { ComingLine, ComingLines } from '#features/calls/coming-lines.ts';
import type { Translated } from '#features/wording/translating.ts';
import { Lanes } from '#ops/lanes.ts';
import type { Log } from '#ops/log.ts';

/** A translation that is under way. */
export interface Begun {
  readonly translated: Promise<Translated>;
}

/**
 * Messages that wait for their translation, and behind them those of their server that were written since: they are
 * translated side by side, and come into the call in the order in which they were written.
 */
export class InTranslation {
  readonly #log: Log;
  readonly #coming: Pick<ComingLines, 'add'>;
  readonly #lanes = new Lanes();

  constructor({ log, coming }: { readonly log: Log; readonly coming: Pick<ComingLines, 'add'> }) {
    this.#log = log;
    this.#coming = coming;
  }

  /**
   * Goes on with a message in its turn. Where it needs no translation, and none of its server is under way, that is now,
   * and is waited for; else nobody waits for it here. `hasWaited`: much may have been decided since it was written.
   * `line`: the message where it is none of the call's lines yet; dropped meanwhile, it doesn't go on.
   */
  async run(
    guildId: string,
    translation: Begun | undefined,
    goOn: (translated: Translated | undefined, hasWaited: boolean) => Promise<void>,
    line?: ComingLine,
  ): Promise<void> {
    if (!translation && !this.#lanes.isBusy(guildId)) return goOn(undefined, false);
    // It may fail before its turn comes.
    translation?.translated.catch(() => undefined);
    const coming = line && this.#coming.add(line);
    void this.#lanes.run(guildId, async () => {
      try {
        const translated = await translation?.translated;
        if (!coming?.isDropped) await goOn(translated, true);
      } catch (error) {
        this.#log.error({ error, guildId }, 'a message behind a translation could not be read');
      } finally {
        coming?.[Symbol.dispose]();
      }
    });
  }
}
