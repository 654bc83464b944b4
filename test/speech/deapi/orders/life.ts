import type { Jobs } from '#jobs/job.ts';
import { withJobs } from '#jobs/paying.ts';
import { takeUpJobs } from '#jobs/taking-up.ts';
import { Unfinished } from '#jobs/unfinished.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import { askingFor } from '#speech/deapi/asking.ts';
import { Durations } from '#speech/deapi/durations.ts';
import { LearnedTier } from '#speech/deapi/learned-tier.ts';
import { quotasOf } from '#speech/deapi/quotas.ts';
import { routes } from '#speech/deapi/routes.ts';
import { deapiSpeaking } from '#speech/deapi/speaking.ts';
import type { FrameName, FrameStore } from '#speech/frame-store.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import { withRetry } from '#speech/retry.ts';
import { SpeechError } from '#speech/speech.ts';

import { mp3, speechLike } from '../../../audio/sound.ts';
import type { VirtualClock } from '../../virtual-clock.ts';
import { noModels } from '../no-models.ts';
import { line } from '../rig.ts';
import { type Ears, earsOf } from './ears.ts';
import { type OrderedService, priceUsd } from './service.ts';
import type { Sockets } from './sockets.ts';

const sound = Buffer.from(await mp3(speechLike(0.3)));
const keys = cacheKeys(Buffer.alloc(32, 1));

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield sound;
}

/** Frames that outlive a process. */
export class Disk implements FrameStore {
  readonly frames = new Map<string, Uint8Array>();
  async get({ key }: FrameName) {
    const packed = this.frames.get(key);
    return packed && { packed, writtenMs: Date.now() };
  }
  has({ key }: FrameName) {
    return this.frames.has(key);
  }
  async put({ key }: FrameName, packed: Uint8Array) {
    this.frames.set(key, packed);
  }
  async forget() {}
}

/** Somebody waits for the words. */
export interface Ask {
  /** How it ended for them; undefined while it goes on. */
  end?: string;
  readonly leave: () => void;
}

interface Around {
  readonly service: OrderedService;
  readonly sockets: Sockets;
  readonly jobs: Jobs;
  readonly disk: Disk;
  readonly clock: VirtualClock;
}

/** One process of the bot, from its start until it is killed: all between the job's rows and the wire is real. */
export class Life {
  /** The addresses from which results were fetched, and when. */
  readonly opened: { readonly address: string; readonly atMs: number }[] = [];
  readonly troubles: unknown[] = [];
  readonly #around: Around;
  readonly #ears: Ears;
  readonly #closing = new AbortController();
  readonly #unfinished = new Unfinished();
  readonly #paying;
  readonly #renderer;
  #isDead = false;

  private constructor(around: Around) {
    this.#around = around;
    const { service, jobs, disk, clock } = around;
    const onTrouble = (error: unknown): void => {
      if (!this.#isDead) this.troubles.push(error);
    };
    const durations = new Durations();
    this.#ears = earsOf(around, onTrouble);
    const speaking = this.#speaking(durations);
    this.#paying = withJobs(
      {
        engine: 'deapi',
        delivery: 'job',
        speech: speaking,
        follow: async (...job) => speaking.follow(...job),
        estimate: () => priceUsd,
      },
      {
        jobs: { begin: (intent) => jobs.begin(intent), note: (...noted) => jobs.note(...noted) },
        unfinished: this.#unfinished,
        onTrouble,
      },
    );
    const patient = withRetry(this.#paying, { maxWaitMs: 2_000, maxAttempts: 3, clock });
    this.#renderer = withCache(renderedSpeech(patient), {
      keys,
      store: disk,
      engine: 'deapi',
      maxBytes: 1_000_000,
      ttlMs: 3_600_000,
    });
    service.nowS = () => Math.floor(clock.wallMs() / 1_000);
  }

  static async begin(around: Around): Promise<Life> {
    const life = new Life(around);
    const { jobs, clock, sockets } = around;
    await takeUpJobs({
      jobs,
      unfinished: life.#unfinished,
      paying: life.#paying,
      renderer: life.#renderer,
      now: () => clock.wallMs(),
      signal: life.#closing.signal,
      onTrouble: (error) => void life.troubles.push(error),
    });
    await life.#ears.listen();
    await sockets.listened();
    return life;
  }

  ask(isTakenUp: boolean): Ask {
    const leaving = new AbortController();
    const ask: Ask = { leave: () => leaving.abort(new Error('left')) };
    const signal = AbortSignal.any([leaving.signal, this.#closing.signal]);
    const payer = { userId: 'ann', way: 'asked' } as const;
    const track = this.#renderer.render(line, { signal, isTakenUp, payer });
    track.whole().then(
      () => (ask.end ??= 'sound'),
      (error: unknown) => (ask.end ??= endOf(error)),
    );
    return ask;
  }

  /** The process is gone: nothing that it would still do is done. `closed` ends its store before. */
  async kill(closed: () => Promise<unknown>): Promise<void> {
    this.#isDead = true;
    await closed();
    this.#closing.abort(new Error('killed'));
    await this.#ears.close();
    await this.#around.sockets.left();
  }

  #speaking(durations: Durations) {
    const { service, clock } = this.#around;
    const { board, ways } = this.#ears;
    const quotas = quotasOf(
      new LearnedTier({ assumed: 'premium', account: 'one', clock }),
      clock,
      undefined,
    );
    const { http } = service;
    const scrub = (words: string): string => words;
    const wire = { http, routes: routes.v2, quotas, ways, clock };
    return deapiSpeaking({
      ...wire,
      news: [askingFor({ ...wire, scrub, durations }), board],
      webhook: () => this.#ears.webhook(),
      results: {
        warm: () => undefined,
        open: async (address) => {
          this.opened.push({ address, atMs: clock.nowMs() });
          return { format: 'mp3', bytes: chunks() };
        },
        text: async () => '',
      },
      reread: async () => {
        throw new Error('what was read is good');
      },
      jobTimeoutMs: 120_000,
      catalogue: noModels(clock),
      key: 'key',
    });
  }
}

function endOf(error: unknown): string {
  if (error instanceof SpeechError) return error.failure;
  return error instanceof Error ? error.message : String(error);
}
