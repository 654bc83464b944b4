import { setTimeout as wait } from 'node:timers/promises';

import { LRUCache } from 'lru-cache';

import { follow } from '#audio/follow.ts';
import { packFrames, unpackFrames } from '#audio/frame-pack.ts';
import { Track } from '#audio/track.ts';
import type { Source } from '#audio/track.ts';

import type { CacheKeys } from './cache-key.ts';
import { codePoints } from './code-points.ts';
import type { EngineName } from './engine-names.ts';
import type { FrameName, FrameStore } from './frame-store.ts';
import type { Renderer } from './renderer.ts';
import { SharedRender } from './shared-render.ts';
import type { Payer, Saved, SpeechContext, SpeechRequest } from './speech.ts';

export interface CacheOptions {
  readonly keys: CacheKeys;
  /** Memory for frames; 8 kB hold a second of speech. With a store nothing takes more than an eighth of it. */
  readonly maxBytes: number;
  /** How long what was spoken stays in memory, counted from when it was made: a copy of the store's is no younger. */
  readonly ttlMs: number;
  /** Asked when memory has nothing. */
  readonly store?: FrameStore;
  /** Frames of another engine, which spoke because this one could not, are heard but not kept. */
  readonly engine?: EngineName;
  /** The cost of a request, about: US dollars, or undefined. Absent for an engine that costs nothing. */
  readonly priceOf?: (request: SpeechRequest) => number | undefined;
  /** Kept frames spoke for somebody, and nothing was paid. */
  readonly onSaved?: (request: SpeechRequest, saved: Saved, payer: Payer | undefined) => void;
  /** Keeps frames that somebody saved for as long as they have them: `by` is what they saved. Never rejects. */
  readonly keepFor?: (name: FrameName, packed: Uint8Array, by: string) => Promise<void>;
  /** Told where the sound of each request comes from. */
  readonly onServed?: (from: ServedFrom) => void;
  /** Longest wait for the store; after it the speech is made again, and paid again if it is there. */
  readonly storeTimeoutMs?: number;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
}

/** Kept in `memory` or on the `disk`, `made` for this request, or for another one that had begun: `shared`. */
export type ServedFrom = 'memory' | 'disk' | 'shared' | 'made';

interface Kept {
  readonly voice: string;
  readonly packed: Uint8Array;
}

/** Somebody who waits for frames; without the words where they are those of an earlier process. */
interface Party {
  readonly context: SpeechContext;
  readonly request: SpeechRequest | undefined;
}

interface Flight {
  readonly name: FrameName;
  readonly render: SharedRender;
  /** To be called when the frames are kept, or won't be. */
  readonly over: () => void;
  /** They wait for it; the first of them pays when it isn't kept. */
  parties: readonly Party[];
  isKept: boolean;
  /** When the store was given it; absent for what is being made. */
  storedMs: number | undefined;
}

/** A disk that answers at all does so by then, also on a machine that has much else to do: right after a start, most of all. */
const usualStoreTimeoutMs = 5_000;
/** Bytes that a key and its place in the cache take, about. */
const entryBytes = 400;

/**
 * Keeps the frames of what was spoken, and lets equal requests share one rendering while it is made: the same words
 * are never paid for twice.
 */
export function withCache(inner: Renderer, options: CacheOptions): CachedRenderer {
  return new CachedRenderer(inner, options);
}

export class CachedRenderer implements Renderer {
  readonly #inner: Renderer;
  readonly #options: CacheOptions;
  readonly #memory: LRUCache<string, Kept>;
  readonly #flights = new Map<string, Flight>();

  constructor(inner: Renderer, options: CacheOptions) {
    this.#inner = inner;
    this.#options = options;
    const { maxBytes, store } = options;
    this.#memory = new LRUCache({
      maxSize: maxBytes,
      // A text of many minutes would push out all the short ones that people repeat, and the store gives it back as well.
      ...(store && { maxEntrySize: Math.floor(maxBytes / 8) }),
      sizeCalculation: ({ packed }) => packed.length + entryBytes,
      ttl: options.ttlMs,
      // Nobody has to ask for what is too old before it goes.
      ttlAutopurge: true,
    });
  }

  render(request: SpeechRequest, context: SpeechContext): Track {
    if (context.signal.aborted) {
      const track = new Track();
      track.fail(context.signal.reason);
      return track;
    }
    const make = (inner: SpeechContext) => this.#inner.render(request, inner);
    return this.#join(this.#nameOf(request), make, { context, request });
  }

  /** Whether a request is kept or being made, so that nothing is paid for it. */
  has(request: SpeechRequest): boolean {
    const name = this.#nameOf(request);
    if (this.#memory.has(name.key) || this.#flights.has(name.key)) return true;
    return this.#options.store?.has(name) ?? false;
  }

  /** The sound kept under a name, or being made; else what `make` makes, which is kept under it. */
  resume(name: FrameName, make: (context: SpeechContext) => Track, context: SpeechContext): Track {
    return this.#join(name, make, { context, request: undefined });
  }

  /** Removes all that was spoken with a voice (`CacheKeys.ofVoice`). Rejects when the store could not. */
  async forget(voice: string): Promise<void> {
    for (const [key, kept] of this.#memory.entries()) {
      if (kept.voice === voice) this.#memory.delete(key);
    }
    for (const [key, flight] of this.#flights) {
      if (flight.name.voice !== voice) continue;
      flight.isKept = false;
      this.#flights.delete(key);
    }
    await this.#options.store?.forget(voice);
  }

  #nameOf(request: SpeechRequest): FrameName {
    const { keys } = this.#options;
    return { key: keys.ofRequest(request), voice: keys.ofVoice(request.voice) };
  }

  #join(name: FrameName, make: (context: SpeechContext) => Track, party: Party): Track {
    const kept = this.#memory.get(name.key);
    const frames = kept && unpackFrames(kept.packed);
    if (frames) {
      this.#saved(party);
      this.#options.onServed?.('memory');
      void this.#keepFor(name, kept.packed, [party]);
      return Track.of(frames, this.#sourceIn('memory'));
    }
    return this.#board(name, make, party).render.join(party.context);
  }

  #board(name: FrameName, make: (context: SpeechContext) => Track, party: Party): Flight {
    const under = this.#flights.get(name.key);
    if (under) this.#options.onServed?.('shared');
    const flight = under ?? this.#take(name, make, party.context);
    flight.parties = [...flight.parties, party];
    return flight;
  }

  #take(name: FrameName, make: (context: SpeechContext) => Track, first: SpeechContext): Flight {
    const { store } = this.#options;
    const { promise: kept, resolve: over } = Promise.withResolvers<void>();
    const leave = () => {
      if (this.#flights.get(name.key) === flight) this.#flights.delete(name.key);
    };
    const makeIt = (context: SpeechContext): Track => {
      this.#options.onServed?.('made');
      return make(context);
    };
    const start = (context: SpeechContext): Track =>
      store ? this.#fromStore(store, name, makeIt, context) : makeIt(context);
    // Others who wait are judged by their own budgets, as is everybody who comes from now on.
    const onOverBudget = () => {
      leave();
      const { parties, render } = flight;
      flight.parties = parties.filter(({ context }) => context === first);
      const others = new Map(parties.map((party) => [party.context, party]));
      render.handOver((context) => {
        const party = others.get(context) ?? { context, request: undefined };
        return this.#board(name, make, party).render;
      });
    };
    const events = { onAbandoned: leave, onOverBudget };
    const flight: Flight = {
      name,
      render: new SharedRender(start, first, { name, kept }, events),
      over,
      parties: [],
      isKept: true,
      storedMs: undefined,
    };
    const { track } = flight.render;
    const settle = () => {
      if (!track.ended) return;
      leave();
      unwatch();
      void this.#keep(flight).then(over);
      if (track.error === undefined) this.#shared(flight);
    };
    const unwatch = track.watch(settle);
    this.#flights.set(name.key, flight);
    // An inner renderer that keeps frames itself gives a track that is whole already.
    settle();
    return flight;
  }

  /** All but who paid for it were spared that, and nobody paid for what was kept. */
  #shared({ parties, render, storedMs }: Flight): void {
    if (this.#isSubstitute(render)) return;
    for (const party of storedMs === undefined ? parties.slice(1) : parties)
      if (!party.context.signal.aborted) this.#saved(party);
  }

  #saved({ request, context: { onSaved, payer } }: Party): void {
    const { priceOf, onSaved: note } = this.#options;
    if (!priceOf || !request) return;
    const usd = priceOf(request);
    const saved = { chars: codePoints(request.text), ...(usd !== undefined && { usd }) };
    onSaved?.(saved);
    note?.(request, saved, payer);
  }

  /** Whether another engine spoke because this one could not. */
  #isSubstitute({ spoken }: SharedRender): boolean {
    const { engine } = this.#options;
    return engine !== undefined && (spoken?.engine ?? engine) !== engine;
  }

  /** This engine spoke all that is kept: speech of another in its stead isn't. */
  #sourceIn(cache: Source['cache']): Source | undefined {
    const { engine } = this.#options;
    return engine === undefined ? undefined : { engine, cache };
  }

  /** Never rejects, as the store never does. */
  async #keep({ name, render, isKept, storedMs, parties }: Flight): Promise<void> {
    const { store, ttlMs, now = Date.now } = this.#options;
    const { track } = render;
    const isGood = track.error === undefined && track.frames.length > 0;
    if (!isKept || this.#isSubstitute(render) || !isGood) return;
    const packed = packFrames(track.frames);
    const ageMs = storedMs === undefined ? 0 : Math.max(0, now() - storedMs);
    if (ageMs < ttlMs)
      this.#memory.set(name.key, { voice: name.voice, packed }, { ttl: ttlMs - ageMs });
    if (storedMs === undefined) await store?.put(name, packed);
    await this.#keepFor(name, packed, parties);
  }

  /** Once for each thing that somebody saved. */
  async #keepFor(name: FrameName, packed: Uint8Array, parties: readonly Party[]): Promise<void> {
    const { keepFor } = this.#options;
    if (!keepFor) return;
    const saved = new Set(parties.flatMap(({ context }) => context.keptFor ?? []));
    for (const by of saved) await keepFor(name, packed, by);
  }

  #fromStore(
    store: FrameStore,
    name: FrameName,
    make: (context: SpeechContext) => Track,
    context: SpeechContext,
  ): Track {
    const track = new Track();
    const fill = async () => {
      const { storeTimeoutMs = usualStoreTimeoutMs } = this.#options;
      const late = wait(storeTimeoutMs, undefined, { ref: false });
      const kept = await Promise.race([store.get(name), late]);
      context.signal.throwIfAborted();
      const frames = kept && unpackFrames(kept.packed);
      if (!kept || !frames) {
        const made = make(context);
        follow(made, track, (outcome) => track.finish(outcome));
        return;
      }
      const flight = this.#flights.get(name.key);
      if (flight) flight.storedMs = kept.writtenMs;
      this.#options.onServed?.('disk');
      track.comesFrom(this.#sourceIn('disk'));
      for (const frame of frames) track.append(frame);
      track.end();
    };
    fill().catch((error: unknown) => track.fail(error));
    return track;
  }
}
