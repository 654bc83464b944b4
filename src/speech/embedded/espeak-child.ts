import load from '@echogarden/espeak-ng-emscripten';

import type { EngineMessage, Sound, SynthesisJob } from './engine-link.ts';
import { joined } from './sound.ts';

/** The process in which eSpeak NG speaks: its licence (GPL 3) ends at the message channel. */
const sampleRate = 22_050;
const naturalWordsPerMinute = 175;

const { eSpeakNGWorker } = await load();
const espeak = new eSpeakNGWorker();

function speak({ text, voice, speed }: SynthesisJob): Sound {
  if (espeak.set_voice(voice) !== 0) throw new Error('eSpeak NG does not have this voice');
  espeak.set_rate(Math.round(naturalWordsPerMinute * speed));
  const parts: Int16Array[] = [];
  espeak.synthesize(ssmlOf(text), (pcm) => {
    parts.push(pcm);
    return false;
  });
  return { pcm: joined(parts), sampleRate };
}

/** Text in which nothing is markup: eSpeak NG reads SSML, and phonemes in double brackets. */
function ssmlOf(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('[[', '[ [');
}

function tell(message: EngineMessage): void {
  process.send?.(message);
}

// The bot may be killed without a chance to end its child.
process.on('disconnect', () => process.exit());
process.on('message', (job: SynthesisJob) => {
  try {
    tell({ kind: 'spoken', id: job.id, sound: speak(job) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    tell({ kind: 'failed', id: job.id, reason });
  }
});
tell({ kind: 'ready' });
