import { feed } from '../feed.ts';
import { follow } from '../follow.ts';
import { packFrames, unpackFrames } from '../frame-pack.ts';
import { Track } from '../track.ts';
import type { Change } from './change.ts';
import type { FromChanger } from './changer-orders.ts';
import { startChangerProcess } from './changer-process.ts';
import type { ChangerProcess, StartChanger } from './changer-process.ts';

export const standardLimits = {
  /** Sounds that are changed at a time; others pass as they are. */
  maxSounds: 60,
  /** Listeners wait no longer for the process to start: a call gives a line up that comes some seconds late. */
  startMs: 2_500,
  /** Nor for more of a sound once it runs. */
  patienceMs: 1_000,
  /** One that hangs is noticed so long before whoever listens has heard all that was made. */
  marginMs: 200,
  /** After it died or hung, all sound passes as it is for so long. */
  restMs: 10_000,
  /**
   * After so long without a sound the process is ended, to give its memory back: as much as a voice worker takes. The next
   * line that needs it starts it again while it is spoken by the engine.
   */
  idleMs: 30_000,
};

export interface ChangerOptions {
  readonly limits?: Partial<typeof standardLimits>;
  readonly start?: StartChanger;
  /** Told why sound passes as it is. */
  readonly log: (why: string) => void;
}

/** A sound being changed. */
export interface Changed {
  readonly track: Track;
  /** Nobody wants the rest of it. */
  stop(): void;
}

/** A sound that goes through the process. */
interface Sound {
  readonly source: Track;
  readonly made: Track;
  readonly tempo: number;
  /** When its first frames were there. */
  firstMs: number | undefined;
  /** When the process could begin with it. */
  begunMs: number;
  sentFrames: number;
  takenFrames: number;
  deadline: NodeJS.Timeout | undefined;
  /** Ends what gives it frames. */
  unfeed: () => void;
}

/**
 * Changes sound that is made already, in a process of its own which runs only while that is needed. Whatever goes wrong
 * there, or takes too long, the rest of the sound passes as it is.
 */
export class Changer {
  readonly #limits: typeof standardLimits;
  readonly #start: StartChanger;
  readonly #log: (why: string) => void;
  readonly #sounds = new Map<number, Sound>();
  #count = 0;
  #running: ChangerProcess | undefined;
  #isUp = false;
  /** When it said something, or was asked for something after it had nothing to do. */
  #lastHeardMs = -Infinity;
  #restsUntilMs = -Infinity;
  #idle: NodeJS.Timeout | undefined;

  constructor({ limits, start = startChangerProcess, log }: ChangerOptions) {
    this.#limits = { ...standardLimits, ...limits };
    this.#start = start;
    this.#log = log;
  }

  /** Somebody will need it soon. */
  warm(): void {
    if (performance.now() >= this.#restsUntilMs) this.#process();
    this.#rest();
  }

  /** The track with that change, as it is made; the track itself where that can't be. */
  change(source: Track, change: Change): Changed {
    if (this.#sounds.size >= this.#limits.maxSounds) {
      this.#log(`${this.#sounds.size} sounds are being changed already`);
      return { track: source, stop: () => undefined };
    }
    if (performance.now() < this.#restsUntilMs) return { track: source, stop: () => undefined };
    const id = (this.#count += 1);
    const process = this.#process();
    if (this.#sounds.size === 0) this.#lastHeardMs = performance.now();
    process.send({ type: 'begin', sound: id, change });
    const sound: Sound = {
      source,
      made: new Track(),
      tempo: change.tempo,
      firstMs: undefined,
      begunMs: performance.now(),
      sentFrames: 0,
      takenFrames: 0,
      deadline: undefined,
      unfeed: () => undefined,
    };
    this.#sounds.set(id, sound);
    sound.unfeed = feed(source, (frames, last, taken) => {
      sound.sentFrames += frames.length;
      process.send({ type: 'frames', sound: id, frames: packFrames(frames), last }, taken);
      this.#watch(id, sound);
    });
    this.#rest();
    return { track: sound.made, stop: () => this.#stop(id) };
  }

  /** Ends the process; sound that goes through it passes as it is. */
  close(): void {
    this.#restsUntilMs = Infinity;
    this.#end();
  }

  #process(): ChangerProcess {
    if (this.#running) return this.#running;
    const process: ChangerProcess = this.#start({
      message: (message) => {
        if (this.#running === process) this.#hear(message);
      },
      died: (reason) => {
        if (this.#running === process) this.#giveUp(reason);
      },
    });
    this.#running = process;
    this.#isUp = false;
    this.#lastHeardMs = performance.now();
    return process;
  }

  #hear(message: FromChanger): void {
    this.#lastHeardMs = performance.now();
    if (message.type === 'ready') return this.#up();
    const sound = this.#sounds.get(message.sound);
    if (!sound) return;
    if (message.type === 'failed') return this.#pass(message.sound, sound, message.reason);
    sound.takenFrames += message.taken;
    for (const frame of unpackFrames(message.frames) ?? []) sound.made.append(frame);
    if (sound.made.frames.length > 0) sound.firstMs ??= performance.now();
    if (!message.last) return this.#watch(message.sound, sound);
    this.#forget(message.sound);
    sound.made.finish(sound.source.outcome ?? {});
  }

  #up(): void {
    this.#isUp = true;
    for (const [id, sound] of this.#sounds) {
      sound.begunMs = performance.now();
      this.#watch(id, sound);
    }
  }

  get #patienceMs(): number {
    return this.#isUp ? this.#limits.patienceMs : this.#limits.startMs;
  }

  /** A sound of which something is to be made has to come while whoever listens still hears what there is, or soon after. */
  #watch(id: number, sound: Sound): void {
    clearTimeout(sound.deadline);
    if (sound.sentFrames === sound.takenFrames && !sound.source.ended) return;
    const patienceMs = this.#patienceMs;
    const drySinceMs = (sound.firstMs ?? sound.begunMs) + sound.made.durationMs;
    const hangsMs = Math.max(this.#lastHeardMs + patienceMs, drySinceMs - this.#limits.marginMs);
    const atMs = Math.min(hangsMs, drySinceMs + patienceMs);
    const deadline = setTimeout(
      () => {
        // After a stall of this process, what the other said is still unread.
        setImmediate(() => {
          if (sound.deadline === deadline) this.#late(id, sound, drySinceMs);
        });
      },
      Math.max(0, atMs - performance.now()),
    );
    sound.deadline = deadline;
  }

  #late(id: number, sound: Sound, drySinceMs: number): void {
    const patienceMs = this.#patienceMs;
    const nowMs = performance.now();
    // A process that says nothing to anybody hangs, and so would the next sound.
    if (nowMs - this.#lastHeardMs >= patienceMs)
      return this.#giveUp(this.#isUp ? 'it hangs' : 'it does not start');
    if (nowMs < drySinceMs + patienceMs) return this.#watch(id, sound);
    this.#send({ type: 'stop', sound: id });
    this.#pass(id, sound, 'it comes too late');
  }

  #giveUp(reason: string): void {
    this.#restsUntilMs = performance.now() + this.#limits.restMs;
    this.#log(`the process that changes it: ${reason}`);
    this.#end();
  }

  #end(): void {
    clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = undefined;
    running?.kill();
    for (const [id, sound] of this.#sounds) this.#pass(id, sound);
  }

  /** The rest of it passes as it is, from where the changed part ends. */
  #pass(id: number, sound: Sound, reason?: string): void {
    if (reason !== undefined) this.#log(reason);
    this.#forget(id);
    const { source, made, tempo } = sound;
    const first = Math.floor(made.frames.length * tempo);
    follow(source, made, (outcome) => made.finish(outcome), first);
  }

  #stop(id: number): void {
    if (!this.#forget(id)) return;
    this.#send({ type: 'stop', sound: id });
  }

  #send(order: Parameters<ChangerProcess['send']>[0]): void {
    this.#running?.send(order);
  }

  #forget(id: number): boolean {
    const sound = this.#sounds.get(id);
    if (!sound) return false;
    clearTimeout(sound.deadline);
    sound.deadline = undefined;
    sound.unfeed();
    this.#sounds.delete(id);
    this.#rest();
    return true;
  }

  /** Keeps this process alive only while it does something, and is ended when it does nothing for long. */
  #rest(): void {
    clearTimeout(this.#idle);
    const isBusy = this.#sounds.size > 0;
    this.#running?.hold(isBusy);
    if (!isBusy) this.#idle = setTimeout(() => this.#end(), this.#limits.idleMs).unref();
  }
}
