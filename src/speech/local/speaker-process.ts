import { fork } from 'node:child_process';

import { compileCache } from '#ops/compile-cache.ts';

import type { FromSpeaker, SpeakerStart, ToSpeaker } from './speaker-port.ts';

export interface SpeakerEvents {
  message(message: FromSpeaker): void;
  /** Told of the first cause, and maybe of more. */
  death(cause: Error): void;
}

/** A process that speaks, from outside. Posting to a dead one does nothing. */
export interface SpeakerProcess {
  post(message: ToSpeaker): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Whether it keeps this process alive. */
  hold(held: boolean): void;
}

export type StartSpeaker = (start: SpeakerStart, events: SpeakerEvents) => SpeakerProcess;

/** JavaScript's own memory; the model lies beside it. */
const maxHeapMb = 128;

/**
 * Starts the process. It sees neither the environment (the bot's token) nor Node's options, and its JavaScript may read files
 * but neither write them nor start anything. Native code is bound by nothing but the process.
 */
export function startSpeakerProcess(start: SpeakerStart, events: SpeakerEvents): SpeakerProcess {
  const child = fork(new URL('speaker.ts', import.meta.url), [JSON.stringify(start)], {
    env: {
      NODE_COMPILE_CACHE: compileCache,
      // These make glibc let go of memory that was given back.
      MALLOC_ARENA_MAX: '2',
      MALLOC_TRIM_THRESHOLD_: '131072',
    },
    execArgv: [
      '--permission',
      '--allow-addons',
      '--allow-fs-read=*',
      `--allow-fs-write=${compileCache}`,
      `--max-old-space-size=${maxHeapMb}`,
      '--max-semi-space-size=2',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (message) => events.message(message as FromSpeaker));
  child.on('error', (error) => events.death(error));
  child.on('exit', (code, signal) =>
    events.death(new Error(`the model's process ended with ${signal ?? code}`)),
  );
  return {
    post(message) {
      // A lost channel is reported by the child's exit.
      if (child.connected) child.send(message, () => {});
    },
    kill: () => void child.kill('SIGKILL'),
    hold(held) {
      for (const end of [child, child.channel]) {
        if (held) end?.ref();
        else end?.unref();
      }
    },
  };
}
