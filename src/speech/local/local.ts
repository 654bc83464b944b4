import { text } from '#i18n/text.ts';

import type { Catalogue, SpeechModel } from '../catalogue.ts';
import { refusedBy } from '../limits.ts';
import { isFastEnough } from '../live.ts';
import { errorsOf } from '../speech.ts';
import type { Speech, SpeechRequest, SpokenAudio, Voice } from '../speech.ts';
import { wavHeader } from '../wav-header.ts';
import { clausesOf } from './clauses.ts';
import type { LocalHost } from './host.ts';
import { knownModels } from './known-models.ts';
import type { LocalModel } from './models.ts';
import { realTimeFactorOf } from './real-time.ts';
import { Shelf } from './shelf.ts';
import type { Borrowed, ShelfOptions } from './shelf.ts';
import type { LocalVoice } from './speaker-port.ts';
import { keptSpeeds } from './speeds.ts';

export interface Local extends Speech, Catalogue {
  /** Loads the best model, so that the first words are quick, and measures all some time later. Rejects with a `SpeechError`. */
  warm(): Promise<void>;
  /** Nothing of anybody’s clip is kept. */
  forget(): void;
  /** Ends the processes in which models speak. */
  close(): void;
}

export interface LocalOptions extends ShelfOptions {
  /** A model doesn’t keep up with itself, told once. */
  readonly onSlow?: (slug: string, realTimeFactor: number) => void;
  /** It could not be measured, or that not be kept. */
  readonly onTrouble?: (error: unknown) => void;
  /** How long after the first was loaded models are measured. */
  readonly measureAfterMs?: number;
}

const usualMeasureAfterMs = 20_000;

const localError = errorsOf('local');

/** Speech by models on this machine: a process for each that is asked for, which ends when it has had nothing to do. */
export function local({ measureAfterMs = usualMeasureAfterMs, ...options }: LocalOptions): Local {
  const shelf = new Shelf(options);
  const speeds = keptSpeeds(options.folder);
  const closing = new AbortController();
  let measuring: NodeJS.Timeout | undefined;

  const withSpeed = ({ model }: LocalModel): SpeechModel => {
    const realTimeFactor = speeds.of(model.slug);
    return realTimeFactor === undefined ? model : { ...model, realTimeFactor };
  };
  const offered = (): readonly SpeechModel[] => shelf.look().map(withSpeed).toSorted(bestFirst);
  const load = async (model: LocalModel): Promise<void> => {
    using borrowed = shelf.borrow(model);
    await borrowed.host.warm();
  };
  const measure = async (model: LocalModel): Promise<void> => {
    const { slug } = model.folder;
    const kept = speeds.of(slug);
    using borrowed = kept === undefined ? shelf.borrow(model) : undefined;
    const factor = borrowed ? await realTimeFactorOf(model, borrowed.host, closing.signal) : kept;
    if (factor === undefined) return;
    if (!isFastEnough(factor)) options.onSlow?.(slug, factor);
    if (kept === undefined) speeds.keep(slug, factor);
  };
  /** One after the other; then the first one is there again, where memory is only for so many. */
  const measureAll = async (first: LocalModel): Promise<void> => {
    const all = offered().flatMap(({ slug }) => shelf.modelOf(slug) ?? []);
    for (const model of all) await measure(model).catch(trouble);
    if (!closing.signal.aborted) await load(first).catch(trouble);
  };
  const trouble = (error: unknown): void => {
    if (!closing.signal.aborted) options.onTrouble?.(error);
  };

  return {
    models: async () => offered(),
    async speak(request, { signal, onProgress }): Promise<SpokenAudio> {
      const model = shelf.modelOf(request.model);
      if (!model) throw localError('model-gone', 'There is no such model on this machine.');
      const voice = voiceOf(request, model);
      const borrowed = shelf.borrow(model);
      onProgress?.({ phase: 'speaking' });
      const clauses = clausesOf(request.text, model.folder.kind);
      const made = sounds(borrowed, { clauses, voice, speed: request.speed }, signal);
      const first = await made.next();
      if (first.done) throw unreadable();
      const { sampleRate } = borrowed.host;
      // Speech that nobody begins to read has to give its model back, too.
      const giveBack = (): void => void made.return(undefined);
      signal.addEventListener('abort', giveBack, { once: true });
      return { format: 'wav', engine: 'local', bytes: wav(sampleRate, first.value, made) };
    },
    async warm() {
      const [best] = offered();
      const first = best && shelf.modelOf(best.slug);
      if (!first) return;
      await load(first);
      measuring ??= setTimeout(() => void measureAll(first), measureAfterMs).unref();
    },
    forget: () => shelf.forget(),
    close() {
      clearTimeout(measuring);
      closing.abort();
      shelf.close();
    },
  };
}

const rankOf = ({ slug }: SpeechModel): number =>
  knownModels.findIndex(({ folder }) => folder === slug) + 1 || Infinity;

/** Those that keep up with a call before those that don’t, and those that are recommended before others. */
function bestFirst(one: SpeechModel, other: SpeechModel): number {
  const [slow, slower] = [one, other].map((model) => Number(!isFastEnough(model.realTimeFactor)));
  const [rank, higher] = [rankOf(one), rankOf(other)];
  return (slow ?? 0) - (slower ?? 0) || (rank === higher ? 0 : rank - higher);
}

/** Throws when the model can’t do as asked. */
function voiceOf(request: SpeechRequest, { model, voices }: LocalModel): LocalVoice {
  const refusal = refusedBy(model, request);
  if (refusal) throw refusal;
  const voice = localVoice(request.voice, voices);
  if (!voice) throw localError('model-gone', 'There is no such voice on this machine.');
  return voice;
}

function localVoice(voice: Voice, voices: LocalModel['voices']): LocalVoice | undefined {
  switch (voice.mode) {
    case 'preset':
      return voices.get(voice.id);
    case 'clone':
      return { kind: 'clip', bytes: voice.clip.bytes };
    case 'design':
      return undefined;
  }
}

interface Reading {
  readonly clauses: readonly string[];
  readonly voice: LocalVoice;
  readonly speed: number;
}

/** The sound of each clause as it is made; the next one is asked for when one begins to be heard. */
async function* sounds(
  borrowed: Borrowed,
  { clauses, voice, speed }: Reading,
  signal: AbortSignal,
): AsyncGenerator<Int16Array> {
  using given = borrowed;
  const leaving = new AbortController();
  const until = AbortSignal.any([signal, leaving.signal]);
  const speak = (clause: string | undefined) =>
    clause === undefined ? undefined : soundOf(given.host, { text: clause, voice, speed }, until);
  try {
    let next = speak(clauses[0]);
    for (let index = 1; next; index += 1) {
      const heard: ReadableStream<Int16Array> = next;
      next = undefined;
      for await (const pcm of heard) {
        next ??= speak(clauses[index]);
        yield pcm;
      }
      next ??= speak(clauses[index]);
    }
  } finally {
    // Nobody listens any more: no more of it is to be made.
    leaving.abort();
  }
}

function soundOf(
  host: LocalHost,
  clause: Parameters<LocalHost['speak']>[0],
  signal: AbortSignal,
): ReadableStream<Int16Array> {
  let isLeft = false;
  return new ReadableStream<Int16Array>({
    start(controller) {
      const onSound = (pcm: Int16Array): void => {
        if (!isLeft) controller.enqueue(pcm);
      };
      const speak = async (): Promise<void> => {
        try {
          await host.speak(clause, onSound, signal);
          if (!isLeft) controller.close();
        } catch (error) {
          controller.error(error);
        }
      };
      void speak();
    },
    cancel() {
      isLeft = true;
    },
  });
}

async function* wav(
  sampleRate: number,
  first: Int16Array,
  rest: AsyncGenerator<Int16Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield wavHeader(sampleRate);
    yield bytesOf(first);
    for await (const pcm of rest) yield bytesOf(pcm);
  } finally {
    await rest.return(undefined);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function unreadable() {
  const why = text(($) => $.speech.unreadable);
  return localError('refused', 'the model refuses the text', { fields: { text: [why] } });
}
