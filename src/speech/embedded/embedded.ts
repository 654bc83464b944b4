import { text } from '#i18n/text.ts';
import { isInstalled } from '#ops/installed.ts';

import type { Catalogue, SpeechModel } from '../catalogue.ts';
import type { Speech, SpeechRequest, SpokenAudio } from '../speech.ts';
import { wavHeader } from '../wav-header.ts';
import { castOf, refused } from './casting.ts';
import type { Part } from './casting.ts';
import { inProcess, inThread, type Sound } from './engine-link.ts';
import { espeakModel, fliteModel } from './models.ts';
import { withoutLead, withPause } from './sound.ts';
import { SynthesisHost } from './synthesis-host.ts';

export interface Embedded extends Speech, Catalogue {
  /** Loads Flite, so that the first words are quick. Rejects with a `SpeechError` when it can't. */
  warm(): Promise<void>;
  /** Somebody is about to speak: an engine that has spoken not long ago, and was ended since, is started again. */
  expect(): void;
  /** Ends the thread and the process in which the engines run. */
  close(): void;
}

export interface EmbeddedOptions {
  /** eSpeak NG (GPL 3) is used when it is installed, unless this is false. */
  readonly espeak?: boolean;
  /** It ends when it has had nothing to do for so long. */
  readonly espeakIdleMs?: number;
}

const timeouts = { startTimeoutMs: 20_000, jobTimeoutMs: 20_000 };
const pauseMs = 150;
/**
 * The process of eSpeak NG holds 90 MB, of which 24 are the data of all its languages, and starts in half a second. So it
 * ends soon, and is there again as soon as somebody types where it was needed within the last hour.
 */
const usualEspeakIdleMs = 60_000;
const espeakRecentMs = 3_600_000;
/** Half a second of sound: what listens can begin with it while the rest is passed on. */
const chunkBytes = 16_000;

/**
 * Speech without a key or a network: Flite for English, in a worker thread, and eSpeak NG for many other languages,
 * in a process of its own that starts with the first such request and ends when it has had nothing to do.
 */
export function embedded(options: EmbeddedOptions = {}): Embedded {
  const flite = new SynthesisHost({
    start: inThread(new URL('./flite-worker.ts', import.meta.url)),
    ...timeouts,
  });
  const espeak =
    options.espeak !== false && isInstalled('@echogarden/espeak-ng-emscripten')
      ? new SynthesisHost({
          start: inProcess(new URL('./espeak-child.ts', import.meta.url)),
          ...timeouts,
          idleMs: options.espeakIdleMs ?? usualEspeakIdleMs,
        })
      : undefined;
  const models: readonly SpeechModel[] = espeak ? [fliteModel, espeakModel] : [fliteModel];

  let espeakSpokeAtMs = -Infinity;

  /** The sound of each piece of the text, without silence before and with a pause after. */
  async function* sounds(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<Sound> {
    const { engine, parts } = castOf(request, models);
    const host = engine === 'espeak' && espeak ? espeak : flite;
    if (host === espeak) espeakSpokeAtMs = performance.now();
    const speak = ({ text, voice }: Part): Promise<Sound> => {
      const sound = host.synthesize({ text, voice, speed: request.speed }, signal);
      // Asked for ahead of time: it may fail before anybody waits for it.
      sound.catch(() => {});
      return sound;
    };
    let next = parts[0] && speak(parts[0]);
    for (let index = 1; next; index += 1) {
      const audible = withoutLead(await next);
      const following = parts[index];
      next = following && speak(following);
      if (audible) yield next ? withPause(audible, pauseMs) : audible;
    }
  }

  return {
    models: () => Promise.resolve(models),
    async speak(request, { signal, onProgress }): Promise<SpokenAudio> {
      onProgress?.({ phase: 'speaking' });
      const made = sounds(request, signal);
      const first = await made.next();
      if (first.done)
        throw refused(
          'text',
          text(($) => $.speech.builtIn.unreadable),
        );
      return { format: 'wav', engine: 'embedded', bytes: wav(first.value, made) };
    },
    warm: () => flite.warm(),
    expect() {
      // One that doesn't start is told of by whoever speaks then.
      if (performance.now() - espeakSpokeAtMs < espeakRecentMs) espeak?.warm().catch(() => {});
    },
    close() {
      flite.close();
      espeak?.close();
    },
  };
}

async function* wav(first: Sound, rest: AsyncGenerator<Sound>): AsyncGenerator<Uint8Array> {
  try {
    yield wavHeader(first.sampleRate);
    yield* chunksOf(first);
    for await (const sound of rest) yield* chunksOf(sound);
  } finally {
    await rest.return(undefined);
  }
}

function* chunksOf({ pcm }: Sound): Generator<Uint8Array> {
  const bytes = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}
