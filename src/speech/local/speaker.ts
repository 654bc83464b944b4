import sherpa from 'sherpa-onnx-node';

import { spokenBy } from './addon.ts';
import { ReferenceSounds } from './reference-sounds.ts';
import type { Clause, FromSpeaker, SpeakerStart, ToSpeaker } from './speaker-port.ts';

/**
 * The process in which a model speaks, one clause after the other. What a corrupt model does to it ends here, as does the
 * licence of what the library holds of eSpeak NG (GPL 3). It says nothing but messages: the library’s own words to the
 * error output hold the text that it is given, and go nowhere.
 */
const { files, threads } = JSON.parse(process.argv[2] ?? '') as SpeakerStart;
const model = new sherpa.OfflineTts({
  model: { [files.kind]: files.paths, numThreads: threads, debug: 0, provider: 'cpu' },
  maxNumSentences: 1,
});
const recordings = new ReferenceSounds(model.sampleRate);
let skipped = 0;

async function speak(id: number, { text, voice, speed }: Clause): Promise<void> {
  const recording = voice.kind === 'speaker' ? undefined : await recordings.of(voice);
  const startedMs = performance.now();
  let samples = 0;
  let isBroken = false;
  const onSound = (part: Float32Array): boolean => {
    if (skipped === id) return false;
    const pcm = integersOf(part);
    isBroken = pcm === undefined;
    if (!pcm) return false;
    samples += part.length;
    tell({ kind: 'sound', id, pcm });
    return true;
  };
  await spokenBy(
    model,
    { text, speed, speaker: voice.kind === 'speaker' ? voice.id : 0, recording },
    onSound,
  );
  if (isBroken) throw new Error('it made numbers that are no sound');
  tell({
    kind: 'finished',
    id,
    madeMs: performance.now() - startedMs,
    lastsMs: (1_000 * samples) / model.sampleRate,
    rssBytes: process.memoryUsage.rss(),
  });
}

/** Undefined where a model fails at a text without saying so: that would be heard as silence, or as noise. */
function integersOf(samples: Float32Array): Int16Array | undefined {
  const integers = new Int16Array(samples.length);
  for (let at = 0; at < samples.length; at += 1) {
    const sample = Math.max(-1, Math.min(1, samples[at] ?? 0));
    if (Number.isNaN(sample)) return undefined;
    integers[at] = Math.round(sample * 32_767);
  }
  return integers;
}

function tell(message: FromSpeaker): void {
  process.send?.(message);
}

// The bot may be killed without a chance to end its child.
process.on('disconnect', () => process.exit());
process.on('message', (message: ToSpeaker) => {
  if (message.kind === 'skip') {
    skipped = message.id;
    return;
  }
  const { id, clause } = message;
  speak(id, clause).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown';
    tell({ kind: 'failed', id, reason });
  });
});
tell({ kind: 'ready', sampleRate: model.sampleRate, rssBytes: process.memoryUsage.rss() });
