import { split } from '../../text/split.ts';
import type { Catalogue, SpeechModel } from '../catalogue.ts';
import { SpeechError, type Speech, type SpeechRequest, type SpokenAudio } from '../speech.ts';
import { asciiOf } from './ascii.ts';
import { inProcess, inThread, type Sound } from './engine-link.ts';
import { espeakModel, espeakVoice, fliteModel } from './models.ts';
import { joined, wavHeader, withoutLead, withPause } from './sound.ts';
import { SynthesisHost } from './synthesis-host.ts';

export interface Embedded extends Speech, Catalogue {
  /** Loads Flite, so that the first words are quick. Rejects with a `SpeechError` when it can't. */
  warm(): Promise<void>;
  /** The same speech as samples, whole. */
  pcm(request: SpeechRequest, signal: AbortSignal): Promise<Sound>;
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
    const pieces = split(readable(request), pieceChars);
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
    if (!model) throw new SpeechError('model-gone', 'There is no such embedded model.', facts);
    const voice = presetOf(request, model);
    if (model === fliteModel) return { host: flite, voice };
    const identifier = espeakVoice(request.language, voice);
    if (!espeak || identifier === undefined) throw refused('language', 'is not spoken here');
    return { host: espeak, voice: identifier };
  }

  return {
    models: () => Promise.resolve(models),
    async speak(request, { signal, onProgress }): Promise<SpokenAudio> {
      onProgress?.({ phase: 'speaking' });
      const made = sounds(request, signal);
      const first = await made.next();
      if (first.done) throw refused('text', 'has nothing in it that this voice can read');
      return { format: 'wav', engine: 'embedded', bytes: wav(first.value, made) };
    },
    async pcm(request, signal) {
      const made: Sound[] = [];
      for await (const sound of sounds(request, signal)) made.push(sound);
      const [first] = made;
      if (!first) throw refused('text', 'has nothing in it that this voice can read');
      return { pcm: joined(made.map(({ pcm }) => pcm)), sampleRate: first.sampleRate };
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
function presetOf(request: SpeechRequest, { languages, limits }: SpeechModel): string {
  const { voice, speed, format } = request;
  if (voice.mode !== 'preset')
    throw refused(
      'voice',
      'can only be one of the built-in ones: cloning and designing need a speech service',
    );
  if (voice.style !== undefined) throw refused('style', 'is not understood by the built-in voices');
  const language = languages.find(({ slug }) => slug === request.language);
  if (!language) throw refused('language', 'is not spoken by this model');
  if (!language.voices.some(({ slug }) => slug === voice.id))
    throw refused('voice', 'is not one of this language');
  if (!(speed >= limits.minSpeed && speed <= limits.maxSpeed))
    throw refused('speed', `must be between ${limits.minSpeed} and ${limits.maxSpeed}`);
  if (format !== undefined && !limits.formats.includes(format))
    throw refused('format', `must be ${limits.formats.join(' or ')}`);
  return voice.id;
}

function readable({ text, model }: SpeechRequest): string {
  const { maxTextChars } = fliteModel.limits;
  // A code point is at most two units: only what may be too long is counted.
  if (text.length > maxTextChars && [...text].length > maxTextChars)
    throw new SpeechError(
      'too-large',
      `The text is longer than ${maxTextChars} characters.`,
      facts,
    );
  return model === fliteModel.slug ? asciiOf(text) : plain(text);
}

/** Without control characters, broken surrogates, and marks that only steer how text is drawn. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\uFFFD\u200B\u2028-\u202E\u2066-\u2069\uFEFF]/gu, ' ');
}

const facts = { engine: 'embedded' } as const;

function refused(field: string, complaint: string): SpeechError {
  return new SpeechError('refused', `The ${field} ${complaint}.`, {
    ...facts,
    fields: { [field]: [complaint] },
  });
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
