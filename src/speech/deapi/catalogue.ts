import { z } from 'zod';

import type { Memo } from '#ops/memo.ts';

import type { ModelLimits } from '../catalogue.ts';
import type { Clock } from '../clock.ts';
import { unlessAborted } from '../deadline.ts';
import { number, partOf } from '../http/json.ts';
import type { ClipLength } from '../speech.ts';
import { type DeapiModel, deapiModel, transcriberOf } from './models.ts';
import { deapiError } from './refusals.ts';
import { ratesBeside } from './sample-rate.ts';

export interface CatalogueOptions {
  /**
   * One page of `GET /models`, of the kinds of models that are used here or of all: the whole body. Rejects with a
   * `SpeechError`.
   */
  readonly page: (number: number, kinds: 'used' | 'all', signal: AbortSignal) => Promise<unknown>;
  readonly clock: Clock;
  readonly memo?: Memo;
  /** Older lists are read again, behind the back of whoever asks. */
  readonly maxAgeMs: number;
  /** A refresh in the background failed. */
  readonly onTrouble: (error: unknown) => void;
}

/** The service lists 25 models unless asked for 50, which is the most it gives. */
export const modelsPerPage = 50;
const maxPages = 40;
const memoName = 'deapi-models';
const listing = z.object({ data: z.array(z.unknown()), meta: partOf({ last_page: number }) });
/** After a failed refresh the next is not tried sooner. */
const retryMs = 30_000;

/**
 * The models of the account: answers from memory, is kept fresh in the background, and starts with the list of the last
 * run when the network is down. Knows what the service refused although its list offers it.
 */
export class DeapiCatalogue {
  readonly #options: CatalogueOptions;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(models: readonly DeapiModel[]) => void>();
  readonly #refused = new Map<string, Set<string>>();
  readonly #clipLimits = new Map<string, Partial<ModelLimits>>();
  #entries: readonly unknown[] | undefined;
  #models: readonly DeapiModel[] | undefined;
  #readAtMs = Number.NEGATIVE_INFINITY;
  #triedAtMs = Number.NEGATIVE_INFINITY;
  #refresh: Promise<void> | undefined;

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  /** From memory when anything is known. */
  async models(signal: AbortSignal): Promise<readonly DeapiModel[]> {
    signal.throwIfAborted();
    if (!this.#models) await unlessAborted(this.#first(), signal);
    this.#refreshWhenOld();
    return this.#models ?? [];
  }

  /** The model as it is known at this moment, without waiting. */
  find(slug: string): DeapiModel | undefined {
    return this.#models?.find((model) => model.slug === slug);
  }

  /**
   * A model that writes down recordings, the first that the service lists. Rejects with `model-gone` when it lists none,
   * else as `models` does.
   */
  async transcriber(signal: AbortSignal): Promise<string> {
    await this.models(signal);
    const listed = () => this.#entries?.map(transcriberOf).find((slug) => slug !== undefined);
    // A list that was kept by an earlier version holds none.
    if (listed() === undefined) await this.refresh(signal);
    const slug = listed();
    if (slug === undefined)
      throw deapiError('model-gone', 'no model of the list writes down recordings');
    return slug;
  }

  get ageMs(): number {
    return this.#options.clock.nowMs() - this.#readAtMs;
  }

  /** Reads the list anew; callers at the same time share one reading. */
  async refresh(signal: AbortSignal): Promise<void> {
    await unlessAborted(this.#shared(), signal);
  }

  /** Reads the list anew, behind the back of the caller: something of it was refused. */
  suspect(): void {
    this.#shared().catch(this.#options.onTrouble);
  }

  /** A mode, a format or a sample rate is not taken after all. */
  refuse(slug: string, what: string): void {
    this.#refused.set(slug, (this.#refused.get(slug) ?? new Set()).add(what));
    this.#rebuild();
  }

  /** The service has said how long a clip for a model has to be. */
  learnClipLength(slug: string, { leastMs, mostMs }: ClipLength): void {
    this.#clipLimits.set(slug, {
      ...(leastMs !== undefined && { minClipMs: leastMs }),
      ...(mostMs !== undefined && { maxClipMs: mostMs }),
    });
    this.#rebuild();
  }

  /** Calls `listener` whenever the list changed. Returns what takes it off again. */
  watch(listener: (models: readonly DeapiModel[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closing.abort(new Error('the catalogue is closed'));
    this.#listeners.clear();
  }

  /** The list of the last run is there at once; only without one the network has to be waited for. */
  async #first(): Promise<void> {
    const kept = await this.#options.memo?.get(memoName);
    if (!this.#entries && Array.isArray(kept) && kept.length > 0) {
      this.#entries = kept;
      this.#rebuild();
    }
    if (!this.#models || this.#models.length === 0) await this.#shared();
  }

  #refreshWhenOld(): void {
    const isOld = this.ageMs > this.#options.maxAgeMs;
    const isTried = this.#options.clock.nowMs() - this.#triedAtMs < retryMs;
    if (isOld && !isTried && !this.#closing.signal.aborted) this.suspect();
  }

  #shared(): Promise<void> {
    this.#refresh ??= this.#read().finally(() => {
      this.#refresh = undefined;
    });
    return this.#refresh;
  }

  async #read(): Promise<void> {
    this.#triedAtMs = this.#options.clock.nowMs();
    const filtered = await this.#pages('used');
    // A filter that matches nothing is no error: the names of the kinds may have changed.
    const { entries, isWhole } = filtered.entries.some(speaks)
      ? filtered
      : await this.#pages('all');
    const used = entries.filter((entry) => speaks(entry) || transcriberOf(entry) !== undefined);
    // The list known before is likelier to be true than that nothing speaks.
    if (!used.some(speaks)) throw deapiError('bad-answer', 'no model of the list speaks');
    // Models that may stand on a page that could not be read are still known from before.
    if (!isWhole) used.push(...(this.#entries ?? []));
    // A list that isn't whole is read again soon.
    else this.#readAtMs = this.#options.clock.nowMs();
    const before = JSON.stringify(this.#entries);
    this.#entries = onceEach(used);
    if (before === JSON.stringify(this.#entries)) return;
    this.#rebuild();
    void this.#options.memo?.put(memoName, this.#entries);
  }

  /** All pages that can be read. Rejects when the first can't be. */
  async #pages(kinds: 'used' | 'all'): Promise<{ entries: readonly unknown[]; isWhole: boolean }> {
    const entries: unknown[] = [];
    let isWhole = true;
    let lastPage = 1;
    for (let at = 1; at <= Math.min(lastPage, maxPages); at += 1) {
      try {
        const answer = listing.safeParse(await this.#options.page(at, kinds, this.#closing.signal));
        if (!answer.success) throw deapiError('bad-answer', 'the list of models is no list');
        const { data, meta } = answer.data;
        entries.push(...data);
        lastPage = data.length === 0 ? at : (meta.last_page ?? 1);
      } catch (error) {
        if (at === 1) throw error;
        this.#closing.signal.throwIfAborted();
        isWhole = false;
        this.#options.onTrouble(error);
      }
    }
    return { entries, isWhole };
  }

  #rebuild(): void {
    // Refusals that came before any list was read count once there is one.
    if (!this.#entries) return;
    const models = new Map<string, DeapiModel>();
    for (const entry of this.#entries) {
      const model = deapiModel(entry);
      if (model && !models.has(model.slug)) models.set(model.slug, this.#corrected(model));
    }
    this.#models = [...models.values()];
    for (const listener of this.#listeners) listener(this.#models);
  }

  #corrected(model: DeapiModel): DeapiModel {
    const refused = this.#refused.get(model.slug);
    const limits = { ...model.limits, ...this.#clipLimits.get(model.slug) };
    if (!refused) return { ...model, limits };
    const modes = model.modes.filter((mode) => !refused.has(mode));
    const formats = limits.formats.filter((format) => !refused.has(format));
    const rates = ratesBeside(refused, model);
    return {
      ...model,
      modes,
      limits: {
        ...limits,
        formats: formats.length > 0 ? formats : ['mp3'],
        ...(rates && { sampleRatesHz: rates }),
      },
    };
  }
}

function speaks(entry: unknown): boolean {
  return deapiModel(entry) !== undefined;
}

/** The first of each slug. */
function onceEach(entries: readonly unknown[]): readonly unknown[] {
  const slugs = new Map<string, unknown>();
  for (const entry of entries) {
    const slug = deapiModel(entry)?.slug ?? transcriberOf(entry);
    if (slug !== undefined && !slugs.has(slug)) slugs.set(slug, entry);
  }
  return [...slugs.values()];
}
