import { setTimeout as delay } from 'node:timers/promises';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';

import type { Room } from './bench.ts';
import type { Stalls } from './stalls.ts';

const aheadMost = 2;

/** Somebody in another server who speaks all the time, so that what a fault does to others is heard. */
export class Bystander {
  readonly #room: Room;
  readonly #text: string;
  readonly #stalls: Stalls;
  #open = true;
  #last: Interaction[] = [];

  constructor(room: Room, text: string, stalls: Stalls) {
    this.#room = room;
    this.#text = text;
    this.#stalls = stalls;
  }

  async start(): Promise<void> {
    const { sentAtMs } = this.#room.say(this.#text);
    await this.#room.listener.next(({ silence }) => !silence, {
      sinceMs: sentAtMs,
      timeoutMs: 30_000,
    });
    void this.#goOn();
  }

  stop(): void {
    this.#open = false;
  }

  /** The longest pause within a sentence, lost frames counted as pauses; null when nothing was spoken then. */
  gapMs(fromMs: number, toMs: number): number | null {
    const { heard } = this.#room.listener;
    let longest: number | null = null;
    for (const [index, packet] of heard.entries()) {
      const before = heard[index - 1];
      if (!before || packet.atMs < fromMs || packet.atMs > toMs) continue;
      // After silence frames a new sentence begins, whenever it does.
      if (before.silence || packet.silence) continue;
      const pauseMs = packet.atMs - before.atMs - this.#stalls.within(before.atMs, packet.atMs);
      longest = Math.max(longest ?? 0, pauseMs);
    }
    return longest;
  }

  async #goOn(): Promise<void> {
    while (this.#open) {
      this.#last = this.#last.filter(({ original }) => !/Spoken/u.test(original?.text ?? ''));
      if (this.#last.length < aheadMost) {
        try {
          this.#last.push(this.#room.say(this.#text));
        } catch {
          // While the gateway is away nobody can ask for anything.
        }
      }
      await delay(500);
    }
  }
}
