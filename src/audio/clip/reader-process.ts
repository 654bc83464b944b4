import { fork } from 'node:child_process';
import type { Socket } from 'node:net';

import { compileCache } from '#ops/compile-cache.ts';

import type { FromReader, ReaderOrder } from './reader-orders.ts';

/** A process that reads people's files, from outside. */
export interface ReaderProcess {
  /** undefined when it could not be started. */
  readonly pid: number | undefined;
  /**
   * The next one may be sent when this one is answered. Resolves when the file is no longer needed here, since the process
   * has it or has ended.
   */
  send(order: ReaderOrder, file: Uint8Array): Promise<void>;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Whether it keeps this process alive. */
  hold(held: boolean): void;
}

export interface ReaderEvents {
  message(message: FromReader): void;
  /** Told of the first cause, and maybe of more. */
  death(reason: string): void;
}

export type StartReader = (events: ReaderEvents) => ReaderProcess;

/** JavaScript's own memory; decoders' lies beside it. */
const maxHeapMb = 64;

/**
 * Starts the process. It sees neither the environment (the bot's token) nor Node's options, and may read files but
 * neither write them nor start anything.
 */
export function startReaderProcess(events: ReaderEvents): ReaderProcess {
  const child = fork(new URL('reader.ts', import.meta.url), {
    env: {
      NODE_COMPILE_CACHE: compileCache,
      // These make glibc let go of memory that was given back, and the process is 30 MB smaller for it.
      MALLOC_ARENA_MAX: '1',
      MALLOC_TRIM_THRESHOLD_: '131072',
    },
    execArgv: [
      '--permission',
      '--allow-fs-read=*',
      `--allow-fs-write=${compileCache}`,
      `--max-old-space-size=${maxHeapMb}`,
      '--max-semi-space-size=2',
      '--expose-gc',
    ],
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (message) => events.message(message as FromReader));
  child.on('error', (error) => events.death(error.message));
  child.on('exit', (code, signal) => events.death(`it ended with ${signal ?? code}`));
  // A pipe that breaks is reported by the child's exit.
  child.stdin?.on('error', () => {});
  return {
    pid: child.pid,
    async send(order, file) {
      const { stdin } = child;
      if (!child.connected || !stdin) return;
      child.send(order, () => {});
      await new Promise<void>((resolve) => {
        stdin.write(file, () => resolve());
      });
    },
    kill: () => void child.kill('SIGKILL'),
    hold(held) {
      const handles = [child, child.channel, child.stdin as Socket | null];
      for (const handle of handles) {
        if (held) handle?.ref();
        else handle?.unref();
      }
    },
  };
}
