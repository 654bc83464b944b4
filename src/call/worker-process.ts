import { fork } from 'node:child_process';

import type { FromWorker, ToWorker } from './voice-port.ts';
import { workerEnvironment } from './worker-environment.ts';

/** A running voice worker, wherever it runs: the one place that would change if workers ran on other machines. */
export interface VoiceWorker {
  /** Names it in the log; a process id. */
  readonly id: number;
  /** `taken` is called once the message has left this process. */
  send(message: ToWorker, taken?: () => void): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
}

export interface VoiceWorkerEvents {
  message(message: FromWorker): void;
  /** Told once. */
  died(reason: string): void;
}

/** Starts a voice worker. */
export type StartWorker = (events: VoiceWorkerEvents) => VoiceWorker;

/** Workers as child processes, which see of the bot's environment only what `workerEnvironment` lets through. */
export function processWorkers(environment: NodeJS.ProcessEnv): StartWorker {
  const env = workerEnvironment(environment);
  return (events) => {
    const child = fork(new URL('worker/main.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: [],
      env,
    });
    let dead = false;
    const die = (reason: string) => {
      if (dead) return;
      dead = true;
      events.died(reason);
    };
    child.on('message', (message) => {
      if (!dead) events.message(message as FromWorker);
    });
    child.on('error', (error) => die(error.message));
    child.on('exit', (code, signal) => die(`exited with ${signal ?? code}`));
    return {
      id: child.pid ?? 0,
      send: (message, taken) => {
        if (child.connected) child.send(message, () => taken?.());
        else taken?.();
      },
      kill: () => child.kill('SIGKILL'),
    };
  };
}
