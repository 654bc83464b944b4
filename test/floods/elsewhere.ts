import { setTimeout as delay } from 'node:timers/promises';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { split } from '#text/split.ts';

import type { Stalls } from '../faults/stalls.ts';
import { openRoom, type Room } from './room.ts';

/** Some three minutes, made piece by piece while it is heard. */
const longText = Array.from(
  { length: 100 },
  (_, index) => `Here goes line ${index + 100} of many.`,
).join(' ');
/** As the bot asks for it. */
const pieces = split(longText, { maxChars: 1_000, firstMaxChars: 250 });
const askEveryMs = 400;
const beginsWithinMs = 30_000;
/** The wait that counts for a question which nobody answered in the time that Discord gives. */
const unansweredMs = 3_500;

interface Asked {
  readonly sentAtMs: number;
  readonly tookMs: number;
}

/** Another server, in which somebody is spoken for all the while, and asks for `/help` again and again. */
export class Elsewhere {
  readonly #room: Room;
  readonly #said: Interaction;
  readonly #stalls: Stalls;
  readonly #asked: Promise<Asked>[] = [];
  #open = true;

  private constructor(room: Room, said: Interaction, stalls: Stalls) {
    this.#room = room;
    this.#said = said;
    this.#stalls = stalls;
    void this.#ask();
  }

  static async begin(scene: Scene, stalls: Stalls): Promise<Elsewhere> {
    // The sound that the service's stand-in has to make for the flood must not keep this waiting.
    await scene.deapi.prepare(pieces.map((text) => ({ text })));
    const room = await openRoom(scene.discord, 'elsewhere');
    const said = room.use('say', { text: longText });
    await speechBegins(room.listener, said.sentAtMs, beginsWithinMs);
    return new Elsewhere(room, said, stalls);
  }

  /**
   * The longest pause that was heard, and how much of it is the machine's doing where the bot is not what keeps it busy.
   * Sound that stays away for good counts up to the end.
   */
  longestGapMs(fromMs: number, toMs: number, machine: boolean): number {
    const { heard } = this.#room.listener;
    const isOver = /Spoken/u.test(this.#said.original?.text ?? '');
    const times = heard.map(({ atMs }) => atMs).filter((atMs) => atMs >= fromMs && atMs <= toMs);
    if (!isOver) times.push(toMs);
    let longest = 0;
    for (const [at, nextMs] of times.entries()) {
      const beforeMs = times[at - 1] ?? fromMs;
      if (nextMs - beforeMs <= longest) continue;
      const lostMs = this.#stalls.within(beforeMs, nextMs, { machine });
      longest = Math.max(longest, nextMs - beforeMs - lostMs);
    }
    return longest;
  }

  /** The longest time that an answer took to a question of then. */
  async slowestHelpMs(fromMs: number, toMs: number, machine: boolean): Promise<number> {
    const asked = (await Promise.all(this.#asked)).filter(
      ({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs <= toMs,
    );
    const times = asked.map(
      ({ sentAtMs, tookMs }) =>
        tookMs - this.#stalls.within(sentAtMs, sentAtMs + tookMs, { machine }),
    );
    return Math.max(0, ...times);
  }

  stop(): void {
    this.#open = false;
  }

  async #ask(): Promise<void> {
    while (this.#open) {
      this.#asked.push(this.#help());
      await delay(askEveryMs);
    }
  }

  async #help(): Promise<Asked> {
    const sentAtMs = performance.now();
    try {
      const { latencyMs } = await this.#room.use('help').acknowledged;
      return { sentAtMs, tookMs: latencyMs };
    } catch {
      // The bot is gone, or did not answer in time.
      return { sentAtMs, tookMs: unansweredMs };
    }
  }
}
