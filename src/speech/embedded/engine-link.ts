import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';

/** One piece of text for an engine to speak. */
export interface SynthesisJob {
  readonly id: number;
  readonly text: string;
  /** The engine's own name of the voice. */
  readonly voice: string;
  readonly speed: number;
}

/** Mono sound, as an engine makes it. */
export interface Sound {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

export type EngineMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'spoken'; readonly id: number; readonly sound: Sound }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

export interface EngineEvents {
  message(message: EngineMessage): void;
  /** Whatever ended it; what comes after, another death included, means nothing. */
  death(cause: unknown): void;
}

/** An engine in a thread or process of its own. Posting to a dead one does nothing. */
export interface EngineLink {
  post(job: SynthesisJob): void;
  kill(): void;
  /** Whether it keeps this process alive. */
  hold(held: boolean): void;
}

export type StartEngine = (events: EngineEvents) => EngineLink;

/** Runs an engine in a worker thread: for engines of our own kind of licence. It sees nothing of the environment. */
export function inThread(script: URL): StartEngine {
  return (events) => {
    const worker = new Worker(script, { env: {}, execArgv: [], name: 'speech' });
    worker.on('message', (message: EngineMessage) => events.message(message));
    worker.on('error', (error) => events.death(error));
    worker.on('exit', (code) => events.death(new Error(`the engine's thread ended with ${code}`)));
    return {
      post: (job) => worker.postMessage(job),
      kill: () => void worker.terminate(),
      hold: (held) => (held ? worker.ref() : worker.unref()),
    };
  };
}

/**
 * Runs an engine in a process of its own: for engines whose licence must not reach into this process. It inherits
 * neither the environment (the bot's token) nor Node's options (`--env-file`).
 */
export function inProcess(script: URL): StartEngine {
  return (events) => {
    const child = fork(script, {
      env: {},
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (message) => events.message(message as EngineMessage));
    child.on('error', (error) => events.death(error));
    child.on('exit', (code, signal) =>
      events.death(new Error(`the engine's process ended with ${code ?? signal}`)),
    );
    return {
      post: (job) => {
        // A lost channel is reported by the child's exit.
        if (child.connected) child.send(job, () => {});
      },
      kill: () => void child.kill('SIGKILL'),
      hold: (held) => {
        for (const end of [child, child.channel]) {
          if (held) end?.ref();
          else end?.unref();
        }
      },
    };
  };
}
