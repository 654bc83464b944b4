import { flushCompileCache } from 'node:module';

import { warmAudio } from '#audio/warm.ts';
import { warmWords } from '#features/wording/words.ts';
import type { Log } from '#ops/log.ts';

import type { Engines } from './engines.ts';

/**
 * Reads and compiles what the first words would otherwise wait for. It holds everything up for most of a second, several on
 * a busy machine, and an answer to a command has three: so it is for the time before Discord lets the bot in. Never rejects:
 * speech goes on without what can’t be read.
 */
export async function warmUp(speaker: Pick<Engines, 'prepare'>, log: Log): Promise<void> {
  await Promise.all([warmAudio(), speaker.prepare(), warmWords()]).catch((error: unknown) =>
    log.warn({ error }, 'what speech needs could not be read ahead'),
  );
  // Node holds the compiled code that it has read until all of it is written down, which it would only do at its end.
  flushCompileCache();
}
