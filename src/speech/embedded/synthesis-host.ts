import { unlessAborted } from '../deadline.ts';
import { type SpeechError, errorsOf } from '../speech.ts';
import type { EngineLink, EngineMessage, Sound, StartEngine, SynthesisJob } from './engine-link.ts';

export interface SynthesisHostOptions {
  readonly start: StartEngine;
  /** How long the engine may take to load. */
  readonly startTimeoutMs: number;
  /** How long one piece may take to be spoken; an engine that takes longer is replaced. */
  readonly jobTimeoutMs: number;
  /** After this long without work the engine is ended, to give its memory back; absent: it stays. */
  readonly idleMs?: number;
}

type State =
  | { readonly phase: 'down' }
  | { readonly phase: 'starting'; readonly link: EngineLink }
  | { readonly phase: 'idle'; readonly link: EngineLink }
  | { readonly phase: 'busy'; readonly link: EngineLink; readonly task: Task };

interface Task {
  readonly job: SynthesisJob;
  readonly resolve: (sound: Sound) => void;
  readonly reject: (error: unknown) => void;
  deaths: number;
}

/** Pieces that wait at most: some ten seconds of work, behind which nobody would hear anything in time. */
const maxWaiting = 200;

/**
 * Keeps one engine, which is synchronous and may hang or die, at work on one piece at a time. The engine is started
 * with the first piece and replaced when it dies or hangs; a piece that two engines died of is given up.
 */
export class SynthesisHost {
  readonly #options: SynthesisHostOptions;
  #state: State = { phase: 'down' };
  #queue: Task[] = [];
  #warming: PromiseWithResolvers<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  #closed = false;

  constructor(options: SynthesisHostOptions) {
    this.#options = options;
  }

  /** Speaks one piece. Rejects with a `SpeechError`, or at once with the signal's reason when aborted. */
  async synthesize(piece: Omit<SynthesisJob, 'id'>, signal: AbortSignal): Promise<Sound> {
    signal.throwIfAborted();
    if (this.#closed) throw shutDown();
    if (this.#queue.length >= maxWaiting)
      throw embeddedError('rate-limited', 'The embedded voice has too much to say at once.');
    const { promise, resolve, reject } = Promise.withResolvers<Sound>();
    this.#lastId += 1;
    const task: Task = { job: { id: this.#lastId, ...piece }, resolve, reject, deaths: 0 };
    this.#queue.push(task);
    this.#pump();
    try {
      return await unlessAborted(promise, signal);
    } finally {
      // A piece that is being spoken can't be stopped; its sound is thrown away when it comes.
      this.#queue = this.#queue.filter((other) => other !== task);
    }
  }

  /** Starts the engine, if it isn't, and waits until it has loaded. */
  async warm(): Promise<void> {
    if (this.#closed) throw shutDown();
    if (this.#state.phase === 'idle' || this.#state.phase === 'busy') return;
    this.#warming ??= Promise.withResolvers<void>();
    const { promise } = this.#warming;
    if (this.#state.phase === 'down') this.#start();
    await promise;
  }

  /** Ends the engine; whatever waits is refused. */
  close(): void {
    this.#closed = true;
    const waiting = this.#queue;
    this.#queue = [];
    if (this.#state.phase === 'busy') waiting.push(this.#state.task);
    this.#drop();
    const error = shutDown();
    for (const task of waiting) task.reject(error);
    this.#endWarming(error);
  }

  #pump(): void {
    if (this.#closed) return;
    if (this.#state.phase === 'down' && this.#queue.length > 0) this.#start();
    if (this.#state.phase !== 'idle') return;
    const { link } = this.#state;
    const task = this.#queue.shift();
    if (!task) {
      link.hold(false);
      const { idleMs } = this.#options;
      if (idleMs !== undefined) this.#after(idleMs, () => this.#drop()).unref();
      return;
    }
    this.#state = { phase: 'busy', link, task };
    link.hold(true);
    this.#after(this.#options.jobTimeoutMs, () => this.#hung(task));
    link.post(task.job);
  }

  #start(): void {
    // An engine is not heard any more after it was dropped.
    const current = (): boolean => this.#state.phase !== 'down' && this.#state.link === link;
    const link = this.#options.start({
      message: (message) => {
        if (current()) this.#hear(link, message);
      },
      death: (cause) => {
        if (current()) this.#died(cause);
      },
    });
    this.#state = { phase: 'starting', link };
    this.#after(this.#options.startTimeoutMs, () =>
      this.#died(new Error('the engine did not load in time')),
    );
  }

  #hear(link: EngineLink, message: EngineMessage): void {
    if (message.kind === 'ready') {
      this.#endWarming();
    } else if (this.#state.phase === 'busy' && this.#state.task.job.id === message.id) {
      const { task } = this.#state;
      if (message.kind === 'spoken') task.resolve(message.sound);
      else task.reject(unavailable(`The embedded voice failed: ${message.reason}.`));
    } else {
      return;
    }
    this.#state = { phase: 'idle', link };
    clearTimeout(this.#timer);
    this.#pump();
  }

  #hung(task: Task): void {
    this.#drop();
    task.reject(embeddedError('timeout', 'The embedded voice took too long for a sentence.'));
    this.#pump();
  }

  #died(cause: unknown): void {
    const died = this.#state;
    this.#drop();
    const error = unavailable('The embedded voice broke down.', cause);
    // An engine that can't even load is every waiting piece's trouble.
    const suspects = died.phase === 'busy' ? [died.task] : this.#queue;
    for (const task of suspects) {
      task.deaths += 1;
      if (task.deaths >= 2) task.reject(error);
    }
    const spared = suspects.filter((task) => task.deaths < 2);
    this.#queue = died.phase === 'busy' ? [...spared, ...this.#queue] : spared;
    this.#endWarming(error);
    const staysWarm = this.#options.idleMs === undefined && died.phase !== 'starting';
    if (staysWarm && !this.#closed) this.#start();
    else this.#pump();
  }

  /** Ends the engine without a word. */
  #drop(): void {
    clearTimeout(this.#timer);
    if (this.#state.phase === 'down') return;
    const { link } = this.#state;
    this.#state = { phase: 'down' };
    link.kill();
  }

  #endWarming(error?: SpeechError): void {
    if (error) this.#warming?.reject(error);
    else this.#warming?.resolve();
    this.#warming = undefined;
  }

  #after(ms: number, act: () => void): NodeJS.Timeout {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, ms);
    return this.#timer;
  }
}

const embeddedError = errorsOf('embedded');

function unavailable(message: string, cause?: unknown): SpeechError {
  return embeddedError('unavailable', message, { cause });
}

function shutDown(): SpeechError {
  return unavailable('The embedded voice has been shut down.');
}
