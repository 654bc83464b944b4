import { isNoStart, Supervisor, withSecondStart } from '#ops/supervisor.ts';
import type { Child, ChildEvents } from '#ops/supervisor.ts';

import { errorsOf, SpeechError } from '../speech.ts';
import type { EngineMessage, Sound, StartEngine, SynthesisJob } from './engine-link.ts';

export interface SynthesisHostOptions {
  readonly start: StartEngine;
  /** How long the engine may take to load. */
  readonly startTimeoutMs: number;
  /** How long one piece may take to be spoken; an engine that takes longer is replaced. */
  readonly jobTimeoutMs: number;
  /** After this long without work the engine is ended, to give its memory back; absent: it stays. */
  readonly idleMs?: number;
}

interface Task {
  readonly job: SynthesisJob;
  /** How many engines died while they were at it. */
  deaths: number;
}

type Answer = Exclude<EngineMessage, { readonly kind: 'ready' }>;

/** Pieces that wait at most: some ten seconds of work, behind which nobody would hear anything in time. */
const maxWaiting = 200;

/**
 * Keeps one engine, which is synchronous and may hang or die, at work on one piece at a time. The engine is started
 * with the first piece and replaced when it dies or hangs; a piece that two engines died of is given up.
 */
export class SynthesisHost {
  readonly #options: SynthesisHostOptions;
  readonly #engines: Supervisor<Task, Answer>;
  #lastId = 0;

  constructor(options: SynthesisHostOptions) {
    this.#options = options;
    const start = (events: ChildEvents<Answer>) => this.#start(events);
    this.#engines = new Supervisor({ ...options, name: 'the engine', start });
  }

  /** Speaks one piece. Rejects with a `SpeechError`, or at once with the signal's reason when aborted. */
  async synthesize(piece: Omit<SynthesisJob, 'id'>, signal: AbortSignal): Promise<Sound> {
    signal.throwIfAborted();
    if (this.#engines.load >= maxWaiting)
      throw embeddedError('rate-limited', 'The built-in engine has too much to say at once.');
    this.#lastId += 1;
    const task: Task = { job: { id: this.#lastId, ...piece }, deaths: 0 };
    const answer = await withSecondStart(() => this.#engines.run(task, signal)).catch(
      (error: unknown) => {
        signal.throwIfAborted();
        throw speechErrorOf(error);
      },
    );
    if (answer.kind === 'spoken') return answer.sound;
    throw unavailable(`The built-in engine failed: ${answer.reason}.`);
  }

  /** Starts the engine, if it isn't, and waits until it has loaded. */
  async warm(): Promise<void> {
    await withSecondStart(() => this.#engines.started()).catch((error: unknown) => {
      throw speechErrorOf(error);
    });
  }

  /** Ends the engine; whatever waits is refused. */
  close(): void {
    this.#engines.close();
  }

  #start(events: ChildEvents<Answer>): Child<Task> {
    const { start, jobTimeoutMs, idleMs } = this.#options;
    let task: Task | undefined;
    let hanging: NodeJS.Timeout | undefined;
    let [hasLoaded, isKilled] = [false, false];
    const link = start({
      message(message) {
        if (message.kind === 'ready') {
          hasLoaded = true;
          events.ready();
        } else if (message.id === task?.job.id) {
          clearTimeout(hanging);
          events.answer(message);
        }
      },
      death: (cause) => {
        // It may be told of twice, and its end was perhaps wanted.
        if (isKilled) return;
        if (task) task.deaths += 1;
        const isItsFault = !task || task.deaths >= 2;
        events.ended(
          isItsFault ? unavailable('The built-in engine broke down.', cause) : undefined,
        );
        if (hasLoaded && idleMs === undefined) this.#engines.warm();
      },
    });
    return {
      async begin(next) {
        task = next;
        const late = embeddedError('timeout', 'The built-in engine took too long for a sentence.');
        hanging = setTimeout(() => events.ended(late), jobTimeoutMs);
        link.post(next.job);
      },
      isWorn: () => false,
      kill() {
        isKilled = true;
        clearTimeout(hanging);
        link.kill();
      },
      hold: (held) => link.hold(held),
    };
  }
}

const embeddedError = errorsOf('embedded');

function speechErrorOf(cause: unknown): SpeechError {
  if (cause instanceof SpeechError) return cause;
  return isNoStart(cause)
    ? unavailable('The built-in engine broke down.', cause)
    : unavailable('The built-in engine has been shut down.');
}

function unavailable(message: string, cause?: unknown): SpeechError {
  return embeddedError('unavailable', message, { cause });
}
