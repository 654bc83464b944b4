import { fork } from 'node:child_process';

import { compileCache } from '#ops/compile-cache.ts';

import type { ChangerOrder, FromChanger } from './changer-orders.ts';

/** The process that changes sound, from outside. */
export interface ChangerProcess {
  /** `taken` is called once the order has left this process. */
  send(order: ChangerOrder, taken?: () => void): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Whether it keeps this process alive. */
  hold(held: boolean): void;
}

export interface ChangerEvents {
  message(message: FromChanger): void;
  /** Told of the first cause, and maybe of more. */
  died(reason: string): void;
}

export type StartChanger = (events: ChangerEvents) => ChangerProcess;

/** JavaScript's own memory; codecs' lies beside it. */
const maxHeapMb = 64;

/** Starts it. It sees neither the environment (the bot's token) nor Node's options, and may write nowhere and start nothing. */
export function startChangerProcess(events: ChangerEvents): ChangerProcess {
  const child = fork(new URL('changer-child.ts', import.meta.url), {
    env: { NODE_COMPILE_CACHE: compileCache, MALLOC_ARENA_MAX: '1' },
    execArgv: [
      '--permission',
      '--allow-fs-read=*',
      `--allow-fs-write=${compileCache}`,
      // The encoder is native code.
      '--allow-addons',
      `--max-old-space-size=${maxHeapMb}`,
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (message) => events.message(message as FromChanger));
  child.on('error', (error) => events.died(error.message));
  child.on('exit', (code, signal) => events.died(`it ended with ${signal ?? code}`));
  return {
    send(order, taken) {
      if (child.connected) child.send(order, () => taken?.());
      else taken?.();
    },
    kill: () => void child.kill('SIGKILL'),
    hold(held) {
      for (const handle of [child, child.channel]) {
        if (held) handle?.ref();
        else handle?.unref();
      }
    },
  };
}
