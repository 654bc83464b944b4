import type { Memo } from '#ops/memo.ts';

import type { Catalogue } from '../catalogue.ts';
import { type Clock, systemClock } from '../clock.ts';
import { unlessAborted } from '../deadline.ts';
import { connections } from '../http/connections.ts';
import { scrubber } from '../http/scrub.ts';
import type { Speech, Transcribe } from '../speech.ts';
import { type Account, deapiAccount } from './account.ts';
import { DeapiCatalogue, modelsPerPage } from './catalogue.ts';
import { Durations } from './durations.ts';
import { type Webhook, checkWebhook } from './form.ts';
import { deapiHttp } from './http.ts';
import type { JobNews } from './job-news.ts';
import { type JobStatus, assertRequestId, jobStatusOf } from './job-status.ts';
import type { DeapiModel } from './models.ts';
import { polling } from './polling.ts';
import { type DeapiTier, type Quotas, quotasOf } from './quotas.ts';
import { type Read, reader } from './reads.ts';
import { deapiError, refusalOf } from './refusals.ts';
import { defaultResultHosts, resultHosts } from './result-hosts.ts';
import { deapiResults } from './results.ts';
import { type DeapiVersion, type Routes, routes as routesOf } from './routes.ts';
import { type Speaking, deapiSpeaking } from './speaking.ts';
import { transcription } from './transcription.ts';

export interface DeapiOptions {
  /** `https://api.deapi.ai` unless another server speaks its language. */
  readonly url: string;
  /** With or without the `dpn-sk-` that only the gateway for other clients wants. */
  readonly key: string;
  readonly api: DeapiVersion;
  readonly tier: DeapiTier;
  /** `host`, `host:port` or `*.domain`. */
  readonly resultHosts?: readonly string[];
  readonly timeouts?: Partial<DeapiTimeouts>;
  readonly maxResultBytes?: number;
  readonly clock?: Clock;
  /** Keeps the list of models and the day's counts for the next run. */
  readonly memo?: Memo;
  /** Where the service shall report jobs; what it reports has to come in by `news`. */
  readonly webhook?: Webhook;
  /** Further ways to hear of jobs; asking for their status is always one. */
  readonly news?: readonly JobNews[];
  /** Something failed that nobody waits for. */
  readonly onTrouble?: (error: unknown) => void;
}

interface DeapiTimeouts {
  readonly connectMs: number;
  /** For the whole answer to one call, connecting included. */
  readonly answerMs: number;
  /** For the answer to a submit: a clip of 10 MB has to go up. */
  readonly submitMs: number;
  /** From submission to the end of the job. */
  readonly jobMs: number;
  /** For the first and each further piece of a result. */
  readonly stallMs: number;
  /** For all of a result, without the time that its reader takes. */
  readonly resultMs: number;
}

export interface Deapi extends Speech, Catalogue, Account, Speaking {
  models(signal: AbortSignal): Promise<readonly DeapiModel[]>;
  /** Calls `listener` whenever the list of models changed. Returns what takes it off again. */
  watchModels(listener: (models: readonly DeapiModel[]) => void): () => void;
  /** One status call. Rejects with a `SpeechError`, `job-lost` for an id that is not this account's. */
  job(requestId: string, signal: AbortSignal): Promise<JobStatus>;
  readonly transcribe: Transcribe;
  /** Opens connections for a request that is about to come: someone joined a call, or types. */
  warm(): void;
  readonly quotas: Quotas;
  close(): Promise<void>;
}

const defaultTimeouts: DeapiTimeouts = {
  connectMs: 5_000,
  answerMs: 10_000,
  submitMs: 30_000,
  jobMs: 120_000,
  stallMs: 10_000,
  resultMs: 60_000,
};
/** The service itself gives this as the largest result. */
const defaultMaxResultBytes = 100_000_000;
/**
 * Shorter than what the gateways in front of such services keep an idle connection (Cloudflare: 400 s, nginx: 75 s;
 * Node's 5 s are announced, and undici heeds that): a submit on a connection that dies in that moment is money lost.
 */
const keepAliveMs = 20_000;
const vendorOrigin = 'https://api.deapi.ai';
const vendorResults = 'https://results.deapi.ai';
const modelsMaxAgeMs = 600_000;
const maxRestoreMs = 1_000;

/** The deAPI speech service. Holds connections, counts and the list of models until `close`. */
export function deapi(options: DeapiOptions): Deapi {
  const { memo, webhook, clock = systemClock, onTrouble = () => undefined } = options;
  if (webhook) checkWebhook(webhook);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const routes = routesOf[options.api];
  const { key, scrub, http, upload, results, warm, close } = wire(options, clock, timeouts);
  const read = reader({ http, clock, scrub });

  const quotas = quotasOf(options.tier, clock, memo);
  const durations = new Durations(memo);
  const restored = unlessAborted(
    restore(quotas, durations),
    AbortSignal.timeout(maxRestoreMs),
  ).catch(onTrouble);
  const catalogue = new DeapiCatalogue({
    page: async (page, signal) =>
      (await read({ path: `${routes.models}?limit=${modelsPerPage}&page=${page}`, signal })).json,
    clock,
    maxAgeMs: modelsMaxAgeMs,
    onTrouble,
    ...(memo && { memo }),
  });
  const find = (slug: string) => catalogue.find(slug);
  const job = jobReader(read, routes, quotas);
  const asking = polling({
    ask: (requestId, signal) => http({ path: routes.job(requestId), signal }),
    refusal: (answer) => refusalOf(answer, 'status', scrub),
    budget: quotas.jobs,
    durations,
    clock,
  });
  const paid = {
    http: upload,
    routes,
    quotas,
    news: [asking, ...(options.news ?? [])],
    results,
    clock,
    jobTimeoutMs: timeouts.jobMs,
    ...(webhook && { webhook }),
  };
  const speaking = deapiSpeaking({ ...paid, catalogue, key, reread: job });
  const transcribe = transcription({ ...paid, scrub });

  return {
    ...deapiAccount({ read, routes, budget: quotas.price, clock, find }),
    quotas,
    job,
    // The day's counts of the last run come first: without them the quotas could be exceeded.
    speak: (request, context) => restored.then(async () => speaking.speak(request, context)),
    follow: (id, context, hints) => restored.then(async () => speaking.follow(id, context, hints)),
    transcribe: (recording, signal) => restored.then(async () => transcribe(recording, signal)),
    models: (signal) => catalogue.models(signal),
    watchModels: (listener) => catalogue.watch(listener),
    warm,
    async close() {
      catalogue.close();
      await Promise.all([close(), durations.keep()]);
    },
  };
}

/** Everything that touches the network, with the key kept to the calls that need it. */
function wire(options: DeapiOptions, clock: Clock, timeouts: DeapiTimeouts) {
  const { connectMs, answerMs, submitMs, stallMs, resultMs: totalMs } = timeouts;
  const { maxResultBytes: maxBytes = defaultMaxResultBytes } = options;
  const url = new URL(options.url);
  const key = options.key.trim().replace(/^dpn-sk-/, '');
  const scrub = scrubber([key, ...key.split('|')]);
  const hosts = resultHosts(options.resultHosts ?? defaultResultHosts);
  const kept = { connectTimeoutMs: connectMs, keepAliveMs };
  const api = connections(kept);
  const store = connections({
    ...kept,
    mayReach: (name, address) => hosts.mayReach(name, address),
  });
  const results = deapiResults({
    ...store,
    hosts,
    limits: { maxBytes, stallMs, totalMs },
    scrub,
    clock,
    ...(url.origin === vendorOrigin && { likelyOrigin: vendorResults }),
  });
  const shared = { url, key, agent: api.agent, scrub };
  return {
    key,
    scrub,
    http: deapiHttp({ ...shared, timeoutMs: answerMs }),
    upload: deapiHttp({ ...shared, timeoutMs: submitMs }),
    results,
    warm: () => {
      api.connector.warm(url.origin);
      results.warm();
    },
    close: async () => Promise.all([api.close(), store.close()]),
  };
}

async function restore(quotas: Quotas, durations: Durations): Promise<void> {
  const budgets = [quotas.speech, quotas.jobs, quotas.price, quotas.transcription];
  await Promise.all([durations.restore(), ...budgets.map(async (budget) => budget.restore())]);
}

function jobReader(read: Read, routes: Routes, { jobs }: Quotas): Deapi['job'] {
  return async (requestId, signal) => {
    assertRequestId(requestId);
    const terms = { budget: jobs, asked: 'status' } as const;
    const answer = await read({ path: routes.job(requestId), signal }, terms);
    const status = jobStatusOf(answer);
    if (status) return status;
    throw deapiError('bad-answer', 'the answer says nothing about the job');
  };
}
