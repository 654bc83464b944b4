import { parentPort } from 'node:worker_threads';

import type { EngineMessage, SynthesisJob } from './engine-link.ts';
import { loadFlite } from './flite.ts';

/** The thread in which Flite speaks. */
const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');

const flite = await loadFlite();
// The first run is compiled as it goes and takes three times as long as any later one: nobody should wait for it.
flite.speak('Ready to speak.', 'slt', 1);
flite.prepare();

port.on('message', ({ id, text, voice, speed }: SynthesisJob) => {
  try {
    const sound = flite.speak(text, voice, speed);
    const message: EngineMessage = { kind: 'spoken', id, sound };
    port.postMessage(message, [sound.pcm.buffer as ArrayBuffer]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    port.postMessage({ kind: 'failed', id, reason } satisfies EngineMessage);
  }
  flite.prepare();
});
port.postMessage({ kind: 'ready' } satisfies EngineMessage);
