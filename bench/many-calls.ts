import { setTimeout as delay } from 'node:timers/promises';

import type { Person, Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Listener } from '@crier/rehearsal/discord/voice-port.ts';
import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { openScene } from '../test/scene.ts';

/** Discord takes some 115 sends a minute and shard, and a join is one. */
const usualShards = 4;
const stepMs = 30_000;
const atOnce = 10;

/** A frame that is no longer than a silence frame counts as one with whoever counts packets without decrypting them. */
const maxSilentBytes = 3;

/** The shortest frame of speech that is longer than a silence frame, however long the nonces are that encrypt them. */
const minTellableBytes = 8;

/** A server whose person listens in its call. */
interface Hall {
  readonly server: Server;
  readonly text: Place;
  readonly call: Place;
  readonly person: Person;
}

export interface FullHall extends Hall {
  readonly listener: Listener;
}

interface ManyOptions {
  /** Packets are counted, and one in fifty is decrypted. */
  readonly light?: boolean;
  /** `undefined` takes one away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly shards?: number;
}

/** The real bot in many servers, one listener in the call of each, and one line that all of them hear. */
export class ManyCalls {
  readonly scene: Scene;
  readonly #line: string;
  /** The line as everybody hears it, but for what is encoded as silence: the frame of lead that is kept in front of a word. */
  readonly frames: readonly Uint8Array[];
  readonly full: FullHall[] = [];
  readonly #empty: Hall[];

  private constructor(
    scene: Scene,
    halls: Hall[],
    line: { readonly text: string; readonly frames: readonly Uint8Array[] },
  ) {
    this.scene = scene;
    this.#empty = halls;
    this.#line = line.text;
    this.frames = line.frames;
  }

  /** Opens a scene with `count` servers; the line is spoken once in another, so that it is kept. */
  static async open(count: number, line: string, options: ManyOptions = {}): Promise<ManyCalls> {
    const { shards = usualShards } = options;
    const halls: Hall[] = [];
    const scene = await openScene({
      discord: { shards },
      environment: options.environment ?? {},
      arrange(discord) {
        for (let index = 0; index < count; index += 1) {
          const server = discord.addGuild({ name: `hall ${index}`, shard: index % shards });
          const text = server.addText();
          const call = server.addVoice();
          discord.voiceServer.guild(server.id).faults.countOnly = options.light ?? false;
          halls.push({ server, text, call, person: discord.addPerson(server) });
        }
      },
    });
    const { discord, text: channel, ann, call, server } = scene;
    const listener = await discord.listen(call, ann);
    const said = discord.command({ channel, by: ann, name: 'say', options: { text: line } });
    await speechHeard(listener, said.sentAtMs, stepMs);
    await said.reply(undefined, stepMs);
    const frames = listener.heard
      .map(({ opus }) => opus)
      .filter(({ length }) => length > maxSilentBytes);
    discord.command({ channel, by: ann, name: 'leave' });
    await discord.botIn(server, undefined);
    return new ManyCalls(scene, halls, { text: line, frames });
  }

  get lineMs(): number {
    return this.frames.length * 20;
  }

  /** Fills servers until the bot is in so many calls. */
  async fill(count: number): Promise<void> {
    const { discord } = this.scene;
    while (this.full.length < count) {
      const halls = this.#empty.splice(0, Math.min(atOnce, count - this.full.length));
      await Promise.all(
        halls.map(async (hall) => {
          const listener = await discord.listen(hall.call, hall.person);
          await this.enter(hall);
          await listener.secured(discord.bot.id, { timeoutMs: stepMs });
          this.full.push({ ...hall, listener });
        }),
      );
    }
  }

  async enter(hall: Hall): Promise<void> {
    this.#command(hall, 'join');
    await this.scene.discord.botIn(hall.server, hall.call, stepMs);
  }

  async leave(hall: Hall): Promise<void> {
    this.#command(hall, 'leave');
    await this.scene.discord.botIn(hall.server, undefined, stepMs);
  }

  sayIn(hall: Hall, text = this.#line): void {
    this.#command(hall, 'say', { text });
  }

  /** Says the line everywhere; resolves when it is heard in every call. */
  async say(halls: readonly FullHall[] = this.full): Promise<void> {
    const before = halls.map((hall) => this.packets(hall));
    for (const hall of halls) {
      this.sayIn(hall);
      // As people do, and not all in one moment.
      await delay(2);
    }
    await until(() => halls.every((hall, index) => this.packets(hall) > (before[index] ?? 0)));
  }

  /** Says a line of its own in every call, all in one moment. Resolves with how long each took to be heard. */
  async sayAtOnce(lineIn: (at: number) => string): Promise<readonly number[]> {
    for (const hall of this.full) this.#figures(hall)?.forget();
    const sinceMs = performance.now();
    for (const [at, hall] of this.full.entries()) this.sayIn(hall, lineIn(at));
    const firstMs = (hall: Hall): number | undefined => this.#figures(hall)?.arrivalsMs[0];
    await until(() => this.full.every((hall) => firstMs(hall) !== undefined));
    return this.full.map((hall) => (firstMs(hall) ?? Number.NaN) - sinceMs);
  }

  /** Waits until nothing is heard any more, and all messages about it are written. */
  async silence(): Promise<void> {
    const quietMs = 500;
    await until(() =>
      this.full.every(
        (hall) => performance.now() - (this.#figures(hall)?.lastRtpAtMs ?? 0) > quietMs,
      ),
    );
  }

  /** When the first packet of sound came after that moment. */
  heardFirst(hall: Hall, sinceMs: number): number | undefined {
    return this.#figures(hall)?.arrivalsMs.find((atMs) => atMs > sinceMs);
  }

  /** Packets of sound that ever came from the bot in that call. */
  packets(hall: Hall): number {
    return this.#figures(hall)?.rtpPackets ?? 0;
  }

  /** Those of them that are speech of the line. */
  speechPackets(hall: Hall): number {
    if (this.frames.some(({ length }) => length < minTellableBytes))
      throw new Error(
        'the line has frames that can’t be told from silence while they are encrypted',
      );
    return this.#figures(hall)?.speechPackets ?? 0;
  }

  async close(): Promise<void> {
    await this.scene.close({ check: false });
  }

  #figures({ server }: Hall) {
    const { discord } = this.scene;
    return discord.voiceServer.guild(server.id).figures(discord.bot.id);
  }

  #command(hall: Hall, name: string, options: Readonly<Record<string, string>> = {}): void {
    this.scene.discord.command({ channel: hall.text, by: hall.person, name, options });
  }
}

async function until(holds: () => boolean): Promise<void> {
  const untilMs = performance.now() + stepMs;
  while (!holds()) {
    if (performance.now() > untilMs) throw new Error('the calls did not get so far in time');
    await delay(20);
  }
}
