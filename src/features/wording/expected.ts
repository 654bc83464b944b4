import type { ScriptRequest } from '#speech/script.ts';
import type { SpeechRequest } from '#speech/speech.ts';
import { spokenMs } from '#text/limit.ts';

/** Most sounds of a dictionary are this short; they are asked for only when they are heard. */
const soundMs = 1_000;

/** About how long it takes to say something that isn't made yet. */
export function expectedMs({ passages, ...request }: ScriptRequest): number {
  if (!passages) return speechMs(request);
  const times = passages.map((each) => (each.kind === 'sound' ? soundMs : speechMs(each.request)));
  return times.reduce((sum, ms) => sum + ms, 0);
}

function speechMs({ text, language, speed }: SpeechRequest): number {
  return spokenMs(text, language) / speed;
}
