import { z } from 'zod';

import type { Memo } from '#ops/memo.ts';

import type { Clock } from '../clock.ts';
import { unlessAborted } from '../deadline.ts';
import { number, partOf } from '../http/json.ts';
import { type DeapiModel, deapiModel } from './models.ts';
import { deapiError } from './refusals.ts';

export interface CatalogueOptions {
  /** One page of `GET /models`: the whole body. Rejects with a `SpeechError`. */
  readonly page: (number: number, signal: AbortSignal) => Promise<unknown>;
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

  /** A mode or a format that the model lists is not taken after all. */
  refuse(slug: string, modeOrFormat: string): void {
    this.#refused.set(slug, (this.#refused.get(slug) ?? new Set()).add(modeOrFormat));
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
    const entries: unknown[] = [];
    for (let at = 1; at <= maxPages; at += 1) {
      const answer = listing.safeParse(await this.#options.page(at, this.#closing.signal));
      if (!answer.success) throw deapiError('bad-answer', 'the list of models is no list');
      const { data, meta } = answer.data;
      entries.push(...data);
      if (at >= (meta.last_page ?? 1) || data.length === 0) break;
    }
    const speaking = entries.filter((entry) => deapiModel(entry) !== undefined);
    // The list known before is likelier to be true than that nothing speaks: filters that match nothing are no error.
    if (speaking.length === 0) throw deapiError('bad-answer', 'no model of the list speaks');
    this.#readAtMs = this.#options.clock.nowMs();
    const before = JSON.stringify(this.#entries);
    this.#entries = speaking;
    if (before === JSON.stringify(speaking)) return;
    this.#rebuild();
    void this.#options.memo?.put(memoName, speaking);
  }

  #rebuild(): void {
    const models = new Map<string, DeapiModel>();
    for (const entry of this.#entries ?? []) {
      const model = deapiModel(entry);
      if (model && !models.has(model.slug)) models.set(model.slug, this.#corrected(model));
    }
    this.#models = [...models.values()];
    for (const listener of this.#listeners) listener(this.#models);
  }

  #corrected(model: DeapiModel): DeapiModel {
    const refused = this.#refused.get(model.slug);
    if (!refused) return model;
    const modes = model.modes.filter((mode) => !refused.has(mode));
    const formats = model.limits.formats.filter((format) => !refused.has(format));
    return {
      ...model,
      modes,
      limits: { ...model.limits, formats: formats.length > 0 ? formats : ['mp3'] },
    };
  }
}
