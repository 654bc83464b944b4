import { setTimeout as delay } from 'node:timers/promises';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { HeardPacket, Listener } from '@crier/rehearsal/discord/voice-port.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { similarity } from '@crier/rehearsal/hearing/similarity.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { stretches } from '../test/e2e/stretches.ts';
import { openScene } from '../test/scene.ts';
import type { Scenario } from './row.ts';

const runs = 3;
const stepMs = 60_000;
const people = ['Bob', 'Cem', 'Dea', 'Eva'];
/** When each of them writes a line, counted from when the first does. */
const writtenAtMs = [0, 300, 600, 900, 4_000, 4_300, 4_600, 4_900];
const floodLines = 20;

const flood = (run: number, at: number): string =>
  `Line number ${100 * (run + 1) + at} of those that one person writes without end.`;
const line = (run: number, at: number): string => `Here is ${100 * (run + 1) + at} of others.`;

interface Wait {
  readonly waitMs: number;
  /** The whole length of the last line of the flood that was heard before it. */
  readonly heldUpMs: number;
}

/** How much longer four people wait for their lines where a fifth one floods the call. */
export const fairWait: Scenario = {
  names: ['fair/wait', 'fair/line', 'fair/beyond'],
  async measure() {
    const scene = await openScene();
    try {
      const call = await Crowd.enter(scene);
      const measured: { readonly longerMs: number; readonly lineMs: number }[][] = [];
      for (let run = 0; run < runs; run += 1) {
        const calm = await call.waits(2 * run, false);
        const flooded = await call.waits(2 * run + 1, true);
        measured.push(
          flooded.map(({ waitMs, heldUpMs }, at) => ({
            longerMs: waitMs - (calm[at]?.waitMs ?? Number.NaN),
            lineMs: heldUpMs,
          })),
        );
      }
      const beyond = measured.map((run) =>
        Math.max(...run.map(({ longerMs, lineMs }) => longerMs - lineMs)),
      );
      return [
        { name: 'fair/wait', unit: 'ms', samples: measured.flat().map((one) => one.longerMs) },
        { name: 'fair/line', unit: 'ms', samples: measured.flat().map((one) => one.lineMs) },
        { name: 'fair/beyond', unit: 'ms', samples: beyond },
      ];
    } finally {
      await scene.close({ check: false });
    }
  },
};

/** The bot in a call with one who floods and four others. */
class Crowd {
  readonly #scene: Scene;
  readonly #listener: Listener;
  readonly #people: readonly Person[];

  private constructor(scene: Scene, listener: Listener, others: readonly Person[]) {
    this.#scene = scene;
    this.#listener = listener;
    this.#people = others;
  }

  static async enter(scene: Scene): Promise<Crowd> {
    const { discord, server, call, ann, text: channel } = scene;
    const listener = await discord.listen(call, ann);
    const others = people.map((name) => discord.addPerson(server, { name }));
    for (const person of others) discord.join(call, person);
    discord.command({ channel, by: ann, name: 'join' });
    await discord.botIn(server, call);
    // Faster speech is known by nobody who compares it with what was made.
    const by = discord.addPerson(server, { name: 'Mo', permissions: ['ManageChannels'] });
    const asking = discord.command({ channel, by, name: 'autoread show' });
    const panel = await asking.shown(({ components }) => components.length > 0, stepMs);
    const changed = discord.forge(panel, 'autoread:switches:', by, []);
    await changed.shown(({ text }) => text.includes('nothing'), stepMs);
    return new Crowd(scene, listener, others);
  }

  /** How long each line of the others waits from being written to its first packet. */
  async waits(run: number, isFlooded: boolean): Promise<readonly Wait[]> {
    const { deapi } = this.#scene;
    const lines = writtenAtMs.map((_, at) => line(run, at));
    const floods = Array.from({ length: isFlooded ? floodLines : 0 }, (_, at) => flood(run, at));
    await deapi.prepare([...lines, ...floods].map((text) => ({ text })));
    const beganAtMs = performance.now();
    for (const text of floods) this.#say(text, this.#scene.ann);
    if (isFlooded) {
      await speechBegins(this.#listener, beganAtMs, stepMs);
      // In the middle of the first line.
      await delay(1_000);
    }
    const firstAtMs = performance.now();
    const said: {
      readonly text: string;
      readonly atMs: number;
      readonly over: Promise<unknown>;
    }[] = [];
    for (const [at, text] of lines.entries()) {
      await delay(Math.max(0, firstAtMs + (writtenAtMs[at] ?? 0) - performance.now()));
      const by = this.#people[at % people.length];
      if (!by) throw new Error('nobody is there to say it');
      const { sentAtMs, ...saying } = this.#say(text, by);
      said.push({ text, atMs: sentAtMs, over: saying.spoken });
    }
    await Promise.all(said.map(({ over }) => over));
    const heard = stretches(this.#listener.heard.filter(({ atMs }) => atMs > beganAtMs));
    await this.#hush();
    const ofOthers = await Promise.all(said.map(async ({ text }) => this.#find(heard, text)));
    const ofFlood = heard.filter((packets) => !ofOthers.includes(packets));
    return said.map(({ atMs }, at) => {
      const heardAtMs = ofOthers[at]?.[0]?.atMs ?? Number.NaN;
      const before = ofFlood.findLast((packets) => (packets[0]?.atMs ?? Infinity) < heardAtMs);
      return { waitMs: heardAtMs - atMs, heldUpMs: 20 * (before?.length ?? 0) };
    });
  }

  #say(text: string, by: Person): { readonly sentAtMs: number; readonly spoken: Promise<unknown> } {
    const { discord, text: channel } = this.#scene;
    const saying = discord.command({ channel, by, name: 'say', options: { text } });
    const spoken = saying.shown((message) => message.text.includes('Spoken'), stepMs);
    // Those of the flood are cleared in the end.
    spoken.catch(() => undefined);
    return { sentAtMs: saying.sentAtMs, spoken };
  }

  async #hush(): Promise<void> {
    const { discord, text: channel, ann } = this.#scene;
    for (const name of ['clear', 'skip'])
      await discord.command({ channel, by: ann, name }).reply(undefined, stepMs);
    await delay(1_000);
  }

  /** The stretch of speech that is this line, by its sound. */
  async #find(heard: readonly HeardPacket[][], text: string): Promise<HeardPacket[]> {
    const pcm = this.#scene.deapi.jobs.findLast(({ fields }) => fields['text'] === text)?.pcm;
    for (const packets of heard) {
      const sound = await decodeHeard(packets.map(({ opus }) => opus));
      const alike = similarity(sound, pcm ?? new Float32Array(), { sampleRate: heardSampleRate });
      if (alike > 0.95) return packets;
    }
    throw new Error(`a line was not heard as it was made: ${text}`);
  }
}
