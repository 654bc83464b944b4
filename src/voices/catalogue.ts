import type { Catalogue, SpeechModel } from '#speech/catalogue.ts';
import { unlessAborted } from '#speech/deadline.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { SpeechError } from '#speech/speech.ts';

import { voiceBook } from './book.ts';
import type { VoiceBook } from './book.ts';
import type { KeptModels } from './kept-models.ts';
import { voiceSearch } from './search.ts';
import type { VoiceSearch } from './search.ts';

export interface EngineVoices {
  readonly engine: EngineName;
  readonly catalogue: Catalogue;
  /** Calls the listener whenever the engine learned by itself that its models changed; returns what takes it off. */
  readonly watch?: (listener: (models: readonly SpeechModel[]) => void) => () => void;
}

export interface LiveCatalogueOptions {
  /** The engine of choice first. */
  readonly engines: readonly EngineVoices[];
  readonly kept: KeptModels;
  /** Is told of an engine that did not answer; its last known models stay. */
  readonly onFailure: (engine: EngineName, error: unknown) => void;
  readonly refreshMs?: number;
  readonly deadlineMs?: number;
  /** Within this time after an answer nobody is asked again. */
  readonly minPauseMs?: number;
}

const quarterHourMs = 15 * 60_000;
const firstAnswerMs = 5_000;
/** A model that vanished is asked about at once, but not by every message that stumbles over it. */
const defaultMinPauseMs = 10_000;

/**
 * Which voices there are, at any moment and without waiting: the last answer of every engine, kept on disk for the
 * next start and refreshed in the background.
 */
export class LiveCatalogue {
  readonly #options: LiveCatalogueOptions;
  readonly #closing = new AbortController();
  readonly #models = new Map<EngineName, readonly SpeechModel[]>();
  /** The failure of each engine that did not answer the last time. */
  readonly #failures = new Map<EngineName, unknown>();
  #view = viewOf([]);
  #refreshing: Promise<void> | undefined;
  #refreshedAtMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #unwatch: ((() => void) | undefined)[] = [];

  constructor(options: LiveCatalogueOptions) {
    this.#options = options;
  }

  get book(): VoiceBook {
    return this.#view.book;
  }

  get search(): VoiceSearch {
    return this.#view.search;
  }

  /** Loads what was last known, and begins to refresh. Resolves when the kept models are there; never rejects. */
  async start(): Promise<void> {
    const known = await this.#options.kept.load();
    for (const { engine, watch } of this.#options.engines) {
      const models = known.get(engine);
      if (models) this.#models.set(engine, models);
      this.#unwatch.push(watch?.((changed) => this.#learn(engine, changed)));
    }
    this.#rebuild();
    void this.refresh();
    this.#timer = setInterval(() => void this.refresh(), this.#options.refreshMs ?? quarterHourMs);
    this.#timer.unref();
  }

  /**
   * Resolves when there is a voice, or after 5 s: at the very first start nothing is known until an engine answers.
   * Rejects with the `SpeechError` for which the engine of choice gave no voices.
   */
  async known(signal: AbortSignal): Promise<void> {
    if (this.book.offers.length > 0) return;
    const refreshed = this.refresh();
    const waited = AbortSignal.any([signal, AbortSignal.timeout(firstAnswerMs)]);
    await unlessAborted(refreshed, waited).catch(() => undefined);
    const [first] = this.#options.engines;
    const failure = first && this.#failures.get(first.engine);
    if (this.book.offers.length === 0 && failure instanceof SpeechError) throw failure;
  }

  /** Asks every engine again; one question at a time. Resolves when all have answered or failed; never rejects. */
  refresh(): Promise<void> {
    if (this.#refreshing) return this.#refreshing;
    const { minPauseMs = defaultMinPauseMs } = this.#options;
    const isRecent = performance.now() - this.#refreshedAtMs < minPauseMs;
    if (isRecent && this.book.offers.length > 0) return Promise.resolve();
    this.#refreshing = this.#ask().finally(() => {
      this.#refreshing = undefined;
      this.#refreshedAtMs = performance.now();
    });
    return this.#refreshing;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const unwatch of this.#unwatch.splice(0)) unwatch?.();
    this.#closing.abort();
  }

  async #ask(): Promise<void> {
    const { engines, kept, onFailure, deadlineMs = 30_000 } = this.#options;
    await Promise.all(
      engines.map(async ({ engine, catalogue }) => {
        try {
          const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(deadlineMs)]);
          const models = await catalogue.models(signal);
          if (models.length === 0) throw new Error('the list of models is empty');
          this.#learn(engine, models);
          this.#failures.delete(engine);
        } catch (error) {
          this.#failures.set(engine, error);
          if (!this.#closing.signal.aborted) onFailure(engine, error);
        }
      }),
    );
    if (this.#closing.signal.aborted || this.#models.size === 0) return;
    await kept.save(this.#models);
  }

  #learn(engine: EngineName, models: readonly SpeechModel[]): void {
    // An engine that knows nothing is an engine in trouble: what it knew before is likelier to be true.
    if (models.length === 0) return;
    const known = this.#models.get(engine);
    this.#models.set(engine, models);
    // A search over thousands of voices isn't built anew for nothing.
    if (known !== models) this.#rebuild();
  }

  #rebuild(): void {
    this.#view = viewOf(
      this.#options.engines.flatMap(({ engine }) => this.#models.get(engine) ?? []),
    );
  }
}

function viewOf(models: readonly SpeechModel[]) {
  const book = voiceBook(models);
  return { book, search: voiceSearch(book) };
}
