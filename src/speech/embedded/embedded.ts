import { split } from '../../text/split.ts';
import type { Catalogue, SpeechModel } from '../catalogue.ts';
import { refusedBy } from '../limits.ts';
import { SpeechError, type Speech, type SpeechRequest, type SpokenAudio } from '../speech.ts';
import { asciiOf } from './ascii.ts';
import { inProcess, inThread, type Sound } from './engine-link.ts';
import { espeakModel, espeakVoice, fliteModel } from './models.ts';
import { wavHeader, withoutLead, withPause } from './sound.ts';
import { SynthesisHost } from './synthesis-host.ts';

export interface Embedded extends Speech, Catalogue {
  /** Loads Flite, so that the first words are quick. Rejects with a `SpeechError` when it can't. */
  warm(): Promise<void>;
  /** Ends the thread and the process in which the engines run. */
  close(): void;
}

export interface EmbeddedOptions {
  /** eSpeak NG (GPL 3) is used when it is installed, unless this is false. */
  readonly espeak?: boolean;
}

/** Pieces are small, so that the first is heard early and nobody's long text holds up another's first words. */
const pieceChars = { maxChars: 120, firstMaxChars: 60 };
const pauseMs = 150;
/** Half a second of sound: what listens can begin with it while the rest is passed on. */
const chunkBytes = 16_000;

/**
 * Speech without a key or a network: Flite for English, in a worker thread, and eSpeak NG for many other languages,
 * in a process of its own that starts with the first such request and ends when it has had nothing to do.
 */
export function embedded(options: EmbeddedOptions = {}): Embedded {
  const flite = new SynthesisHost({
    start: inThread(new URL('./flite-worker.ts', import.meta.url)),
    startTimeoutMs: 20_000,
    jobTimeoutMs: 20_000,
  });
  const espeak =
    options.espeak !== false && isInstalled('@echogarden/espeak-ng-emscripten')
      ? new SynthesisHost({
          start: inProcess(new URL('./espeak-child.ts', import.meta.url)),
          startTimeoutMs: 20_000,
          jobTimeoutMs: 20_000,
          idleMs: 600_000,
        })
      : undefined;
  const models: readonly SpeechModel[] = espeak ? [fliteModel, espeakModel] : [fliteModel];

  /** The sound of each piece of the text, without silence before and with a pause after. */
  async function* sounds(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<Sound> {
    const { host, voice } = castOf(request);
    const speak = (text: string): Promise<Sound> => {
      const sound = host.synthesize({ text, voice, speed: request.speed }, signal);
      // Asked for ahead of time: it may fail before anybody waits for it.
      sound.catch(() => {});
      return sound;
    };
    const pieces = piecesOf(request);
    let next = pieces[0] === undefined ? undefined : speak(pieces[0]);
    for (let index = 1; next; index += 1) {
      const audible = withoutLead(await next);
      const following = pieces[index];
      next = following === undefined ? undefined : speak(following);
      if (audible) yield next ? withPause(audible, pauseMs) : audible;
    }
  }

  function castOf(request: SpeechRequest): { host: SynthesisHost; voice: string } {
    const model = models.find(({ slug }) => slug === request.model);
    if (!model)
      throw new SpeechError('model-gone', 'There is no such built-in model.', {
        engine: 'embedded',
      });
    const voice = presetOf(request, model);
    if (model === fliteModel) return { host: flite, voice };
    const identifier = espeakVoice(request.language, voice);
    if (!espeak || identifier === undefined)
      throw refused('lang', 'The built-in voices do not speak this language.');
    return { host: espeak, voice: identifier };
  }

  return {
    models: () => Promise.resolve(models),
    async speak(request, { signal, onProgress }): Promise<SpokenAudio> {
      onProgress?.({ phase: 'speaking' });
      const made = sounds(request, signal);
      const first = await made.next();
      if (first.done)
        throw refused('text', 'There is nothing in the text that this voice can read.');
      return { format: 'wav', engine: 'embedded', bytes: wav(first.value, made) };
    },
    warm: () => flite.warm(),
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

/** The slug of the preset that the request asks for; throws when the model can't do as asked. */
function presetOf(request: SpeechRequest, model: SpeechModel): string {
  const refusal = refusedBy(model, request);
  if (refusal) throw refusal;
  const { voice } = request;
  if (voice.mode !== 'preset' || voice.style !== undefined)
    throw refused('instruct', 'The built-in voices take no style.');
  return voice.id;
}

const lineEnd = /(?<=[\p{L}\p{M}\p{N}])[^\S\n]*\n\s*/gu;

/** What the engine is given, one after the other. A new line ends a sentence, too. */
function piecesOf({ text, model }: SpeechRequest): readonly string[] {
  const clean = model === fliteModel.slug ? asciiOf : plain;
  return split(text.toWellFormed().replaceAll(lineEnd, '. '), pieceChars)
    .map((piece) => clean(piece))
    .filter((piece) => piece !== '');
}

/** Without control characters, broken surrogates, and marks that only steer how text is drawn. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\uFFFD\u200B\u2028-\u202E\u2066-\u2069\uFEFF]/gu, ' ').trim();
}

function refused(field: string, words: string): SpeechError {
  return new SpeechError('refused', words, { engine: 'embedded', fields: { [field]: [words] } });
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
