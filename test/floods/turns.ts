import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';

const answersWithinMs = 5_000;

/** The longest turn of the event loop of the bot's main thread, by the probe inside it. */
export class Turns {
  readonly #folder = mkdtempSync(join(tmpdir(), 'crier-turns-'));

  /** The variables that the bot has to be started with. */
  get environment(): Readonly<Record<string, string>> {
    return { CRIER_FLOODS_TURNS: this.#file };
  }

  readonly nodeOption = `--import=${new URL('turns-probe.ts', import.meta.url).href}`;

  /** Time on a core in ms, since this was last asked for; NaN when the bot doesn't answer any more. */
  async longestMs(bot: BotProcess): Promise<number> {
    rmSync(this.#file, { force: true });
    bot.kill('SIGUSR2');
    for (let waitedMs = 0; waitedMs < answersWithinMs; waitedMs += 50) {
      await delay(50);
      const longestMs = Number.parseFloat(this.#read());
      if (!Number.isNaN(longestMs)) return longestMs;
    }
    return Number.NaN;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  get #file(): string {
    return join(this.#folder, 'longest');
  }

  #read(): string {
    try {
      return readFileSync(this.#file, 'utf8');
    } catch {
      return '';
    }
  }
}
