import { QuotaBook, tierQuotas } from '@crier/rehearsal/deapi/quotas.ts';
import type { LimitHeaders, Tier } from '@crier/rehearsal/deapi/quotas.ts';
import { seededRandom } from '@crier/rehearsal/random.ts';
import { FormData } from 'undici';

import { askingFor } from '#speech/deapi/asking.ts';
import type { Budget } from '#speech/deapi/budget.ts';
import { Durations } from '#speech/deapi/durations.ts';
import type { Answer, Call } from '#speech/deapi/http.ts';
import type { JobNews } from '#speech/deapi/job-news.ts';
import { LearnedTier } from '#speech/deapi/learned-tier.ts';
import { quotasOf } from '#speech/deapi/quotas.ts';
import { routes } from '#speech/deapi/routes.ts';
import { deapiSpeaking } from '#speech/deapi/speaking.ts';
import { Ways } from '#speech/deapi/ways.ts';
import { type Payer, type Speech, SpeechError } from '#speech/speech.ts';

import { VirtualClock } from '../virtual-clock.ts';
import { noModels } from './no-models.ts';
import { line } from './rig.ts';

/** How the end of jobs becomes known beside by asking; the gateway answers with the sound, and nothing is asked. */
export type ToldBy = 'nothing' | 'webhook' | 'socket' | 'gateway';

export interface SimulationOptions {
  readonly startsAt: string;
  readonly tier: Tier;
  readonly assumed?: Tier;
  readonly headers?: LimitHeaders;
  readonly toldBy?: ToldBy;
  /** How long a job takes, of a number from 0 to 1. */
  readonly jobMs?: (share: number) => number;
  readonly seed?: number;
}

/** The outcome of a line. */
export interface Heard {
  readonly way: Payer['way'];
  readonly askedMs: number;
  /** How long after the job's end it was known, if the line was spoken. */
  readonly lagMs?: number;
  readonly error?: SpeechError;
}

/** An account at a service that counts as the stand-in does, in virtual time; clients speak with it as they do. */
export class SimulatedAccount {
  readonly clock: VirtualClock;
  readonly heard: Heard[] = [];
  readonly calls = { submit: 0, status: 0, refused: 0 };
  readonly tier: LearnedTier;
  readonly #speech: Speech;
  readonly #endsMs = new Map<string, number>();
  readonly #book: QuotaBook;
  readonly #jobMs: () => number;
  /** When each status call was made. */
  readonly statusCallsMs: number[] = [];

  constructor({ startsAt, tier, assumed, toldBy = 'nothing', ...more }: SimulationOptions) {
    const { headers = 'none', jobMs = (share) => 500 + 3_500 * share, seed = 1 } = more;
    const clock = new VirtualClock(startsAt);
    this.clock = clock;
    const random = seededRandom(seed);
    this.#jobMs = () => jobMs(random());
    this.#book = new QuotaBook(tierQuotas[tier], headers, () => clock.wallMs());
    this.tier = new LearnedTier({ assumed, account: 'one', clock });
    const quotas = quotasOf(this.tier, clock, undefined);
    const http = async (call: Call) => this.#answer(call);
    const ways = new Ways();
    if (toldBy === 'webhook') ways.webhookTold();
    if (toldBy === 'socket') ways.socketSubscribed();
    const told = toldBy === 'webhook' || toldBy === 'socket' ? [this.#teller()] : [];
    const asking = askingFor({
      http,
      routes: routes.v2,
      scrub: (words) => words,
      quotas,
      durations: new Durations(),
      clock,
      ways,
    });
    const jobs = deapiSpeaking({
      http,
      routes: routes.v2,
      quotas,
      news: [asking, ...told],
      ways,
      webhook: () => ({ url: 'https://bot.example', secret: 'x'.repeat(40) }),
      results: {
        warm: () => undefined,
        open: async () => ({ format: 'mp3', bytes: silence() }),
        text: async () => '',
      },
      clock,
      jobTimeoutMs: 120_000,
      catalogue: noModels(clock),
      key: 'key',
      reread: async () => ({ state: 'pending' }),
    });
    this.#speech = toldBy === 'gateway' ? this.#gateway(quotas.speech) : jobs;
  }

  /** Speaks all lines, each at its time (ms from the start), whatever became of those before. */
  async speak(lines: readonly { readonly atMs: number; readonly way: Payer['way'] }[]) {
    const { clock } = this;
    const signal = new AbortController().signal;
    const spoken: Promise<void>[] = [];
    const all = async () => {
      for (const { atMs, way } of lines) {
        await clock.sleep(Math.max(0, atMs - clock.nowMs()), signal);
        spoken.push(this.#line(way, signal));
      }
      await Promise.all(spoken);
    };
    await clock.during(all());
  }

  async #line(way: Payer['way'], signal: AbortSignal): Promise<void> {
    const askedMs = this.clock.nowMs();
    let id = '';
    const context = {
      signal,
      payer: { userId: 'ann', way },
      onSubmitted: (jobId: string) => void (id = jobId),
    };
    try {
      await this.#speech.speak({ ...line, text: `Line ${this.heard.length}.` }, context);
      const lagMs = this.clock.nowMs() - (this.#endsMs.get(id) ?? Number.NaN);
      this.heard.push({ way, askedMs, lagMs });
    } catch (error) {
      if (!(error instanceof SpeechError)) throw error;
      this.heard.push({ way, askedMs, error });
    }
  }

  #answer({ path, form }: Call): Answer {
    const route = form ? 'submit' : 'status';
    const { admitted, headers: named } = this.#book.admit(route);
    const headers = Object.fromEntries(
      Object.entries(named).map(([name, value]) => [name.toLowerCase(), value]),
    );
    if (!admitted) {
      this.calls.refused += 1;
      return { status: 429, headers, text: '', json: { message: 'Too Many Attempts.' } };
    }
    this.calls[route] += 1;
    const ok = (data: object): Answer => ({ status: 200, headers, text: '', json: { data } });
    if (route === 'submit') {
      const id = `job-${this.calls.submit}`;
      this.#endsMs.set(id, this.clock.nowMs() + this.#jobMs());
      return ok({ request_id: id });
    }
    this.statusCallsMs.push(this.clock.nowMs());
    const endsMs = this.#endsMs.get(path.split('/').at(-1) ?? '') ?? Infinity;
    if (this.clock.nowMs() < endsMs) return ok({ status: 'processing' });
    return ok({ status: 'done', result_url: 'https://results.deapi.ai/a.mp3' });
  }

  /** One request, of which the sound is the answer: it counts as a submit. */
  #gateway(budget: Budget): Speech {
    return {
      speak: async (_, { payer, onSubmitted, signal }) => {
        budget.begin({ way: payer?.way });
        const answer = this.#answer({ path: 'audio/speech', form: new FormData(), signal });
        if (answer.status === 200) {
          const id = `job-${this.calls.submit}`;
          onSubmitted?.(id);
          await this.clock.sleep((this.#endsMs.get(id) ?? 0) - this.clock.nowMs(), signal);
        }
        const usedUp = budget.finish(answer);
        if (usedUp) throw usedUp;
        return { engine: 'deapi', format: 'mp3', bytes: silence() };
      },
    };
  }

  /** A webhook or a socket: tells of each end, 5 ms later. */
  #teller(): JobNews {
    return {
      follow: async ({ requestId }, hear, signal) => {
        const restMs = (this.#endsMs.get(requestId) ?? 0) - this.clock.nowMs();
        await this.clock.sleep(restMs + 5, signal).catch(() => undefined);
        hear({ state: 'done', resultUrl: 'https://results.deapi.ai/a.mp3' });
      },
    };
  }
}

async function* silence(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1);
}
