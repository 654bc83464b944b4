import { GivenUp, isNoStart, Supervisor, withSecondStart } from '#ops/supervisor.ts';
import type { Child, ChildEvents } from '#ops/supervisor.ts';

import { errorsOf, SpeechError } from '../speech.ts';
import type { Clause, Finished, FromSpeaker, SpeakerStart } from './speaker-port.ts';
import { startSpeakerProcess } from './speaker-process.ts';
import type { SpeakerProcess, StartSpeaker } from './speaker-process.ts';

export interface LocalHostOptions {
  readonly speaker: SpeakerStart;
  readonly start?: StartSpeaker;
  /** After this long without a clause the process is ended, to give its memory back. */
  readonly idleMs?: number;
  /** How long the model may be silent while it is at a clause. */
  readonly silentMs?: number;
  /** A process that has grown by more than this since it had loaded is replaced. */
  readonly maxGrowthBytes?: number;
}

/** A clause with whoever hears it. */
interface Task {
  readonly id: number;
  readonly clause: Clause;
  readonly signal: AbortSignal;
  readonly onSound: (pcm: Int16Array) => void;
  /** Samples that were passed on, and those that the process at it has made: one that makes it again makes all again. */
  heard: number;
  made: number;
  deaths: number;
}

/** The task that a process is at. */
interface Current {
  readonly task: Task;
  readonly skip: () => void;
  readonly giveUp: (why: Error) => void;
  /** Runs when somebody waits for the end of what nobody hears. */
  inTheWay?: NodeJS.Timeout;
}

type Answer = Finished | Extract<FromSpeaker, { readonly kind: 'failed' }>;

/** Clauses that wait at most, behind which nobody would hear anything in time. */
const maxWaiting = 40;
export const usualIdleMs = 600_000;
const usualSilentMs = 60_000;
const startTimeoutMs = 60_000;
/** Nobody waits longer than this for what nobody hears: a new process has loaded the model in about that time. */
const patienceMs = 500;
const usualMaxGrowthBytes = 600 * 2 ** 20;

const localError = errorsOf('local');

/**
 * Keeps one model at work on one clause at a time, in a process that is started with the first clause, ends when it has
 * nothing to do, and is replaced when it dies, hangs or grows.
 */
export class LocalHost {
  readonly #options: LocalHostOptions;
  readonly #speakers: Supervisor<Task, Answer>;
  #current: Current | undefined;
  #lastId = 0;
  #sampleRate: number | undefined;
  /** Whether the process keeps what nobody may keep any more, and how it is ended where it does nothing. */
  #isToForget = false;
  #isGivenClips = false;
  #endIdle: (() => void) | undefined;

  constructor(options: LocalHostOptions) {
    this.#options = options;
    this.#speakers = new Supervisor({
      name: 'the model',
      start: (events: ChildEvents<Answer>) => this.#start(events),
      startTimeoutMs,
      idleMs: options.idleMs ?? usualIdleMs,
    });
  }

  /** The model’s sample rate, which is known since it was loaded for the first time. */
  get sampleRate(): number {
    if (this.#sampleRate === undefined) throw new Error('the model was never loaded');
    return this.#sampleRate;
  }

  /** Loads the model, unless it is. Rejects with a `SpeechError` when it can’t be. */
  async warm(): Promise<void> {
    await withSecondStart(() => this.#speakers.started()).catch((error: unknown) => {
      throw speechErrorOf(error);
    });
  }

  /**
   * Speaks one clause and passes its sound on as it is made. Rejects with a `SpeechError`, or at once with the signal’s reason
   * when aborted: nothing is passed on after that.
   */
  async speak(
    clause: Clause,
    onSound: (pcm: Int16Array) => void,
    signal: AbortSignal,
  ): Promise<Finished> {
    signal.throwIfAborted();
    if (this.#speakers.load >= maxWaiting)
      throw localError('rate-limited', 'This machine has too much to say at once.');
    this.#lastId += 1;
    const task: Task = { id: this.#lastId, clause, signal, onSound, heard: 0, made: 0, deaths: 0 };
    const onAbort = (): void => this.#skip(task);
    signal.addEventListener('abort', onAbort);
    const answering = withSecondStart(() => this.#speakers.run(task, signal));
    this.#hurry();
    try {
      const answer = await answering;
      if (answer.kind === 'failed')
        throw localError('job-failed', `The model failed: ${answer.reason}.`);
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      throw speechErrorOf(error);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Nothing of any clip is kept: the process that was given some ends, after the clause that it is at. */
  forget(): void {
    if (!this.#isGivenClips) return;
    if (this.#current) this.#isToForget = true;
    else this.#endIdle?.();
  }

  /** Ends the process; whatever waits is refused. */
  close(): void {
    this.#speakers.close();
  }

  /** Ends what nobody hears any more. */
  #skip(task: Task): void {
    if (this.#current?.task !== task) return;
    this.#current.skip();
    this.#hurry();
  }

  /** Somebody may wait for the end of what nobody hears: after a while it is ended with its process. */
  #hurry(): void {
    const current = this.#current;
    if (!current?.task.signal.aborted || current.inTheWay || this.#speakers.load < 2) return;
    current.inTheWay = setTimeout(() => current.giveUp(new Error('nobody hears it')), patienceMs);
  }

  #start(events: ChildEvents<Answer>): Child<Task> {
    const { speaker, start = startSpeakerProcess, silentMs = usualSilentMs } = this.#options;
    const { maxGrowthBytes = usualMaxGrowthBytes } = this.#options;
    let current: Current | undefined;
    let hanging: NodeJS.Timeout | undefined;
    let [isKilled, atFirstBytes, lastBytes] = [false, 0, 0];
    const done = (): void => {
      clearTimeout(hanging);
      clearTimeout(current?.inTheWay);
      if (this.#current === current) this.#current = undefined;
      current = undefined;
    };
    const late = localError('timeout', 'The model took too long for a sentence.', {
      isSilent: true,
    });
    const watch = (): void => {
      clearTimeout(hanging);
      hanging = setTimeout(() => events.ended(late), silentMs);
    };
    const process: SpeakerProcess = start(speaker, {
      message: (message) => {
        if (message.kind === 'ready') {
          this.#sampleRate = message.sampleRate;
          atFirstBytes = message.rssBytes;
          events.ready();
        } else if (message.id === current?.task.id) {
          if (message.kind === 'sound') {
            watch();
            pass(current.task, message.pcm);
            return;
          }
          if (message.kind === 'finished') lastBytes = message.rssBytes;
          done();
          events.answer(message);
        }
      },
      death: (cause) => {
        // It may be told of twice, and its end was perhaps wanted.
        if (isKilled) return;
        const task = current?.task;
        if (task) task.deaths += 1;
        const isGivenUp = !task || task.deaths >= 2 || task.signal.aborted;
        events.ended(isGivenUp ? unavailable('The model’s process broke down.', cause) : undefined);
      },
    });
    this.#endIdle = () => events.ended();
    [this.#isToForget, this.#isGivenClips] = [false, false];
    return {
      begin: async (task) => {
        current = {
          task,
          skip: () => process.post({ kind: 'skip', id: task.id }),
          giveUp: (why) => events.ended(why),
        };
        this.#current = current;
        task.made = 0;
        if (task.clause.voice.kind === 'clip') this.#isGivenClips = true;
        watch();
        process.post({ kind: 'speak', id: task.id, clause: task.clause });
      },
      isWorn: () => this.#isToForget || lastBytes > atFirstBytes + maxGrowthBytes,
      kill: () => {
        isKilled = true;
        done();
        process.kill();
      },
      hold: (held) => process.hold(held),
    };
  }
}

/** Passes sound on to whoever still hears it, but for what an earlier process made of it. */
function pass(task: Task, pcm: Int16Array): void {
  const fresh = pcm.subarray(Math.max(0, task.heard - task.made));
  task.made += pcm.length;
  if (task.signal.aborted || fresh.length === 0) return;
  task.heard += fresh.length;
  task.onSound(fresh);
}

function speechErrorOf(cause: unknown): SpeechError {
  if (cause instanceof SpeechError) return cause;
  if (isNoStart(cause)) return unavailable('The model does not load.', cause);
  return cause instanceof GivenUp
    ? unavailable('The model has been shut down.')
    : unavailable('The model failed.', cause);
}

function unavailable(message: string, cause?: unknown): SpeechError {
  return localError('unavailable', message, { cause });
}
