import { setTimeout as delay } from 'node:timers/promises';

import type { Person, Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Listener } from '@crier/rehearsal/discord/voice-port.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { childrenThatRun } from '../child-processes.ts';
import { Bystander } from './bystander.ts';
import { type Clip, type ClipHeard, clipHeard, frameKey } from './heard.ts';
import type { Stalls } from './stalls.ts';

const pollMs = 15;
export const patienceMs = 30_000;

const texts = {
  /** On which faults fall. */
  long: 'This is the sentence that is on its way while something breaks.',
  /** Which shows that speech works. */
  short: 'And here I am again.',
  other: 'Meanwhile somebody speaks in another server, and goes on speaking, for quite a while.',
} as const;

/** A scene with its sentences known, in which faults are provoked. */
export class Bench {
  readonly scene: Scene;
  readonly stalls: Stalls;
  bystander: Bystander | undefined;
  #long: Clip = { text: texts.long, frames: [] };
  #short: Clip = { text: texts.short, frames: [] };
  readonly #closing: (() => void)[] = [];
  #rooms = 0;

  constructor(scene: Scene, stalls: Stalls) {
    this.scene = scene;
    this.stalls = stalls;
  }

  /** Closes with the scene what a fault opened beside it. */
  onClose(close: () => void): void {
    this.#closing.push(close);
  }

  close(): void {
    this.bystander?.stop();
    for (const close of this.#closing) close();
  }

  get discord(): Scene['discord'] {
    return this.scene.discord;
  }

  get long(): Clip {
    return this.#long;
  }

  get short(): Clip {
    return this.#short;
  }

  /** Hears every sentence once in peace, and lets somebody speak in another server from then on. */
  async calm({ bystander }: { readonly bystander: boolean }): Promise<void> {
    const room = await this.room('calm');
    this.#long = await this.#known(room, texts.long);
    this.#short = await this.#known(room, texts.short);
    if (!bystander) return;
    this.bystander = new Bystander(await this.room('bystander'), texts.other, this.stalls);
    await this.bystander.start();
  }

  /** All that is heard until it is said to be spoken: a sentence being made for the first time may have pauses. */
  async #known(room: Room, text: string): Promise<Clip> {
    const said = room.say(text);
    await said.reply((reply) => reply.text.includes('Spoken'), patienceMs);
    const { heard } = room.listener;
    await this.until(() => heard.at(-1)?.silence === true);
    const frames = heard.filter(({ atMs, silence }) => !silence && atMs >= said.sentAtMs);
    return { text, frames: frames.map(({ opus }) => frameKey(opus)) };
  }

  /** A server with a text channel, a call, and a person who listens in it. */
  async room(name: string, options: { readonly shard?: number } = {}): Promise<Room> {
    const { discord } = this;
    const server = discord.addGuild({ ...options, name: `${name} ${(this.#rooms += 1)}` });
    const text = server.addText({ name: 'text' });
    const call = server.addVoice({ name: 'call' });
    const ann = discord.addPerson(server, { name: 'Ann', permissions: ['MoveMembers'] });
    const listener = await discord.listen(call, ann);
    return new Room(this, { server, text, call, ann, listener });
  }

  /** The same, with the bot in the call and heard there. */
  async joined(name: string): Promise<Room> {
    const room = await this.room(name);
    const { sentAtMs } = room.say(texts.short);
    const heard = await room.heard(this.short, sentAtMs);
    if (!heard.whole) throw new Error(`the bot was not heard in ${name} before the fault`);
    return room;
  }

  /** The same, and the long sentence is being heard. */
  async speaking(name: string): Promise<{ readonly room: Room; readonly said: Interaction }> {
    const room = await this.joined(name);
    const said = room.say(texts.long);
    await room.begins(this.long, said.sentAtMs);
    await delay(300);
    return { room, said };
  }

  /** Polls until it holds. Resolves with whether it did in time. */
  async until(holds: () => boolean, timeoutMs: number = patienceMs): Promise<boolean> {
    const endMs = performance.now() + timeoutMs;
    while (!holds()) {
      if (performance.now() > endMs) return false;
      await delay(pollMs);
    }
    return true;
  }

  /** Processes that the bot started and that hold its voice connections. */
  workers(): Promise<readonly number[]> {
    return childrenThatRun(this.scene.bot.pid, 'call/worker/main');
  }
}

interface Parts {
  readonly server: Server;
  readonly text: Place;
  readonly call: Place;
  readonly ann: Person;
  readonly listener: Listener;
}

/** A server in which something goes wrong. */
export class Room {
  readonly server: Server;
  readonly text: Place;
  readonly call: Place;
  readonly ann: Person;
  readonly listener: Listener;
  /** Everybody who hears, in all its calls. */
  readonly listeners: Listener[];
  readonly #bench: Bench;

  constructor(bench: Bench, { server, text, call, ann, listener }: Parts) {
    this.#bench = bench;
    this.server = server;
    this.text = text;
    this.call = call;
    this.ann = ann;
    this.listener = listener;
    this.listeners = [listener];
  }

  /** Switches of its voice side. */
  get voice() {
    return this.#bench.discord.voiceServer.guild(this.server.id);
  }

  say(text: string, options: Record<string, string> = {}): Interaction {
    return this.use('say', { text, ...options });
  }

  use(name: string, options: Record<string, string> = {}): Interaction {
    return this.#bench.discord.command({ name, options, channel: this.text, by: this.ann });
  }

  /** Waits until the clip was heard whole, or `otherwise` holds, or the time is up. Gives what was heard by then. */
  async heard(
    clip: Clip,
    sinceMs: number,
    {
      timeoutMs = patienceMs,
      otherwise = () => false,
    }: { timeoutMs?: number; otherwise?: () => boolean } = {},
  ): Promise<ClipHeard> {
    const now = (): ClipHeard => clipHeard(clip, this.listeners, sinceMs, this.#bench.stalls);
    await this.#bench.until(() => otherwise() || now().whole, timeoutMs);
    return now();
  }

  /** Waits for the clip's first frame. */
  async begins(clip: Clip, sinceMs: number): Promise<void> {
    const begun = (): boolean =>
      clipHeard(clip, this.listeners, sinceMs, this.#bench.stalls).firstAtMs !== undefined;
    if (!(await this.#bench.until(begun))) throw new Error('the sentence was not begun');
  }

  /** The line that a person could read, in an answer or in the text channel, and that has these words. */
  read(words: RegExp, ...answers: readonly Interaction[]): string | undefined {
    const inAnswers = answers.flatMap(({ state }) => state.arrivals.concat(state.followUps));
    const inChannel = this.#bench.discord.messagesIn(this.text);
    return [...inAnswers, ...inChannel]
      .flatMap(({ text }) => text.split('\n'))
      .find((line) => words.test(line))
      ?.trim();
  }
}
