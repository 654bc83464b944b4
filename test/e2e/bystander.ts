import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';
import { sequenceStep } from './stretches.ts';

/** As long as Discord lets anybody write: some four minutes of speech. */
const longText = Array.from({ length: 100 }, (_, index) => `Here goes line ${index + 100} of many.`)
  .join(' ')
  .slice(0, 4_000);

/** Three frames' worth. Others use this machine as well, so a few of them may come later. */
const gapMs = 60;
const lateShare = 0.1;
/** A pause that no other process is to blame for. */
const pauseMs = 500;
/** How often this process looks whether it stood still itself: what it receives then seems late. */
const lookMs = 10;

interface Stall {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A server in which somebody is spoken for all the while, whatever happens to others. */
export class Bystander {
  readonly #room: Room;
  readonly #stalls: Stall[] = [];
  readonly #looking: NodeJS.Timeout;

  private constructor(room: Room) {
    this.#room = room;
    let lookedAtMs = performance.now();
    this.#looking = setInterval(() => {
      const nowMs = performance.now();
      if (nowMs - lookedAtMs > 2 * lookMs) this.#stalls.push({ fromMs: lookedAtMs, toMs: nowMs });
      lookedAtMs = nowMs;
    }, lookMs);
  }

  static async begin(scene: Scene): Promise<Bystander> {
    const room = await openRoom(scene, { name: 'bystander' });
    const { sentAtMs } = room.use('say', { text: longText });
    await speechBegins(room.listener, sentAtMs, soonMs);
    return new Bystander(room);
  }

  /** Throws unless the bystander was spoken for all through this, every frame and without a gap. */
  async undisturbed(work: () => Promise<unknown>): Promise<void> {
    const { listener } = this.#room;
    const before = listener.heard.length;
    const refused = listener.refused.length;
    await work();
    const wrong = faultsOf(listener.heard.slice(before), this.#stalls);
    if (listener.refused.length > refused) wrong.push('frames came that nobody could decrypt');
    if (wrong.length > 0) throw new Error(`The bystander was disturbed: ${wrong.join('; ')}`);
  }

  async end(): Promise<void> {
    clearInterval(this.#looking);
    await told(this.#room.use('skip'), /Skipped/);
  }
}

function faultsOf(heard: readonly HeardPacket[], stalls: readonly Stall[]): string[] {
  const faults: string[] = [];
  if (heard.length < 5) faults.push(`only ${heard.length} frames were heard`);
  if (heard.some(({ silence, e2ee }) => !silence && !e2ee)) faults.push('frames came in plain');
  const lost = heard.filter((packet, at) => {
    const before = heard[at - 1];
    return before && sequenceStep(before, packet) !== 1;
  });
  if (lost.length > 0) faults.push(`frames were lost ${lost.length} times`);
  const waits = gaps(heard, stalls);
  const longest = Math.max(0, ...waits);
  if (longest > pauseMs) faults.push(`there was a gap of ${Math.round(longest)} ms`);
  const late = waits.filter((ms) => ms > gapMs).length;
  if (late > 1 + lateShare * waits.length)
    faults.push(`${late} of ${waits.length} gaps were over ${gapMs} ms`);
  return faults;
}

/** Milliseconds between each packet and the next, without those in which nobody could receive. */
function gaps(heard: readonly HeardPacket[], stalls: readonly Stall[]): readonly number[] {
  return heard.slice(1).map(({ atMs: toMs }, at) => {
    const fromMs = heard[at]?.atMs ?? toMs;
    return stalls.reduce(
      (gap, stall) =>
        gap - Math.max(0, Math.min(toMs, stall.toMs) - Math.max(fromMs, stall.fromMs)),
      toMs - fromMs,
    );
  });
}
