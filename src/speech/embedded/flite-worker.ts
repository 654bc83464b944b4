import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';

import type { EngineMessage, SynthesisJob } from './engine-link.ts';
import { loadFlite } from './flite.ts';

/** Between two pieces of what is being said there is less. */
const pauseMs = 200;
/** After so long a silence, the first words are heard some 20 ms later. */
const restMs = 10_000;

/** The thread in which Flite speaks. */
const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');

const flite = await loadFlite();
// The first run is compiled as it goes and takes three times as long as any later one: nobody should wait for it.
flite.speak('Ready to speak.', 'slt', 1);
flite.prepare();

// Each run leaves its memory behind, some ten megabytes, and a thread that rests collects nothing for as long as it rests.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
let pausing: NodeJS.Timeout | undefined;
const resting = setTimeout(() => {
  flite.rest();
  collect();
}, restMs);

port.on('message', ({ id, text, voice, speed }: SynthesisJob) => {
  clearTimeout(pausing);
  try {
    const sound = flite.speak(text, voice, speed);
    const message: EngineMessage = { kind: 'spoken', id, sound };
    port.postMessage(message, [sound.pcm.buffer as ArrayBuffer]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    port.postMessage({ kind: 'failed', id, reason } satisfies EngineMessage);
  }
  flite.prepare();
  pausing = setTimeout(collect, pauseMs);
  resting.refresh();
});
port.postMessage({ kind: 'ready' } satisfies EngineMessage);
