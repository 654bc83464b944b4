import type { Memo } from '#ops/memo.ts';
import type { SharedNotes } from '#ops/shared-notes.ts';

import type { Catalogue } from '../catalogue.ts';
import { type Clock, systemClock } from '../clock.ts';
import { unlessAborted } from '../deadline.ts';
import { Hedging } from '../hedging.ts';
import { connections } from '../http/connections.ts';
import { scrubber } from '../http/scrub.ts';
import { nativeKey } from '../openai/deapi-keys.ts';
import type { Speech, SpeechRequest, Transcribe } from '../speech.ts';
import { vendorUrl } from './about.ts';
import { type Account, deapiAccount } from './account.ts';
import { askingFor } from './asking.ts';
import { type CatalogueOptions, DeapiCatalogue, modelsPerPage } from './catalogue.ts';
import { channelAuthority } from './channel-authority.ts';
import { delivering } from './delivering.ts';
import type { Preference } from './delivery-choice.ts';
import { Durations } from './durations.ts';
import { type Hearing, type HearingOptions, type WebhookSettings, hearing } from './hearing.ts';
import { deapiHttp } from './http.ts';
import { type JobStatus, assertRequestId, jobStatusOf } from './job-status.ts';
import { limitsOf } from './limits-of.ts';
import { type DeapiModel, inferenceTypes } from './models.ts';
import { Prices } from './prices.ts';
import type { Quotas } from './quotas.ts';
import { type Read, reader } from './reads.ts';
import { deapiError } from './refusals.ts';
import { defaultResultHosts, resultHosts } from './result-hosts.ts';
import { deapiResults } from './results.ts';
import { type DeapiVersion, type Routes, routes as routesOf } from './routes.ts';
import { type Speaking, deapiSpeaking } from './speaking.ts';
import type { DeapiTier } from './tier.ts';
import { transcription } from './transcription.ts';

export interface DeapiOptions {
  /** `https://api.deapi.ai` unless another server speaks its language. */
  readonly url: string;
  /** With or without the `dpn-sk-` that only the gateway for other clients wants. */
  readonly key: string;
  readonly api: DeapiVersion;
  /** The operator's word; what the service shows goes before it. Absent: basic until it shows more. */
  readonly tier?: DeapiTier | undefined;
  /** Told of the account's tier when the service, or an earlier run, shows it. */
  readonly onTier?: (tier: DeapiTier) => void;
  /** The synchronous way beside jobs; absent: all is spoken by jobs. */
  readonly gateway?: { readonly url: string; readonly preference: Preference };
  /** `host`, `host:port` or `*.domain`. */
  readonly resultHosts?: readonly string[];
  /** For requests that name no rate, with models that may have it. */
  readonly sampleRateHz?: number;
  readonly timeouts?: Partial<DeapiTimeouts>;
  readonly maxResultBytes?: number;
  readonly clock?: Clock;
  /** Keeps the list of models and the day's counts for the next run. */
  readonly memo?: Memo;
  /** Where several processes ask with one account, by which they count together. */
  readonly notes?: SharedNotes;
  /** Where the service may report jobs; absent: it is asked for their status. */
  readonly webhook?: WebhookSettings;
  /** Where it tells of jobs by WebSocket, and to whom; absent: not asked to. */
  readonly socket?: { readonly url: string; readonly clientId: string };
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
  /** Listens for reports of jobs from now on, where there are any. Rejects with a `ConfigError` when it can't. */
  listen(): Promise<void>;
  /** US dollars that the request will cost, about; undefined while no price is known. Never waits. */
  estimate(request: SpeechRequest): number | undefined;
  /** The same, and as much as the dearest request of its length costs while no price of it is known. */
  atMost(request: SpeechRequest): number;
  /** Opens connections for a request that is about to come: someone joined a call, or types. */
  warm(): void;
  readonly quotas: Quotas;
  /** As far as is known now. */
  readonly tier: DeapiTier;
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
const vendorResults = 'https://results.deapi.ai';
const modelsMaxAgeMs = 600_000;
const usedModels = new URLSearchParams({
  'filter[inference_types]': Object.values(inferenceTypes).flat().join(','),
}).toString();
const maxRestoreMs = 1_000;

/** The deAPI speech service. Holds connections, counts and the list of models until `close`. */
export function deapi(options: DeapiOptions): Deapi {
  const { memo, clock = systemClock, onTrouble = () => undefined } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const routes = routesOf[options.api];
  const wired = wire(options, clock, timeouts);
  const { key, scrub, http, upload, results, gateway, warm, close } = wired;
  const read = reader({ http, clock, scrub });

  const { tier, quotas } = limitsOf(key, options, clock);
  const durations = new Durations(memo);
  const find = (slug: string) => catalogue.find(slug);
  const account = deapiAccount({ read, routes, budget: quotas.price, find });
  const prices = new Prices({ account, clock, memo, onTrouble });
  const restored = unlessAborted(
    restore([tier, durations, prices, ...Object.values(quotas)]),
    AbortSignal.timeout(maxRestoreMs),
  ).catch(onTrouble);
  const catalogue = new DeapiCatalogue({
    page: pageReader(read, routes),
    clock,
    maxAgeMs: modelsMaxAgeMs,
    onTrouble,
    ...(memo && { memo }),
  });
  const job = jobReader(read, routes, quotas, new Hedging(clock));
  const told = toldOf(options, { clock, onTrouble, durations }, read);
  const endings = new AsyncDisposableStack();
  endings.defer(async () => void (await Promise.all([told.close(), close(), durations.keep()])));
  endings.defer(() => prices.close());
  endings.defer(() => catalogue.close());
  const asking = askingFor({ http, routes, scrub, quotas, durations, clock, ways: told.ways });
  const paid = {
    http: upload,
    routes,
    quotas,
    news: [asking, told.news],
    ways: told.ways,
    webhook: () => told.webhook(),
    results,
    reread: job,
    clock,
    jobTimeoutMs: timeouts.jobMs,
  };
  const speaking = deapiSpeaking({ ...paid, catalogue, key });
  const transcribe = transcription({ ...paid, catalogue, scrub });
  const shared = { ...gateway, jobs: speaking, catalogue, quotas, ways: told.ways, clock };
  const speech = inUsualRate(
    options,
    options.gateway ? delivering({ ...shared, ...options.gateway }) : speaking,
  );

  return {
    ...account,
    estimate: (request) => prices.estimate(request),
    atMost: (request) => prices.atMost(request),
    quotas,
    get tier() {
      return tier.current;
    },
    job,
    // The day's counts of the last run come first: without them the quotas could be exceeded.
    speak: (request, context) => restored.then(async () => speech.speak(request, context)),
    follow: (id, context, hints) => restored.then(async () => speaking.follow(id, context, hints)),
    transcribe: (...asked) => restored.then(async () => transcribe(...asked)),
    models: (signal) => catalogue.models(signal),
    watchModels: (listener) => catalogue.watch(listener),
    listen: () => told.listen(),
    warm,
    close: () => endings.disposeAsync(),
  };
}

function inUsualRate({ sampleRateHz }: DeapiOptions, speech: Speech): Speech {
  if (sampleRateHz === undefined) return speech;
  return {
    speak: async (request, context) => speech.speak({ sampleRateHz, ...request }, context),
  };
}

/** Everything that touches the network, with the key kept to the calls that need it. */
function wire(options: DeapiOptions, clock: Clock, timeouts: DeapiTimeouts) {
  const { connectMs, answerMs, submitMs, stallMs, resultMs: totalMs } = timeouts;
  const { maxResultBytes: maxBytes = defaultMaxResultBytes } = options;
  const url = new URL(options.url);
  const key = nativeKey(options.key);
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
    ...(url.origin === vendorUrl && { likelyOrigin: vendorResults }),
  });
  const shared = { url, key, agent: api.agent, scrub };
  return {
    key,
    scrub,
    http: deapiHttp({ ...shared, timeoutMs: answerMs }),
    upload: deapiHttp({ ...shared, timeoutMs: submitMs }),
    results,
    gateway: {
      key,
      agent: api.agent,
      answerMs: timeouts.jobMs,
      // It may arrive no faster than it is made.
      limits: { maxBytes, stallMs, totalMs: timeouts.jobMs },
    },
    warm: () => {
      api.connector.warm(url.origin);
      if (options.gateway) api.connector.warm(new URL(options.gateway.url).origin);
      results.warm();
    },
    close: async () => Promise.all([api.close(), store.close()]),
  };
}

async function restore(parts: readonly { restore(): Promise<void> }[]): Promise<void> {
  await Promise.all(parts.map(async (part) => part.restore()));
}

/** All that the service tells of jobs without being asked. */
function toldOf(
  { webhook, socket }: DeapiOptions,
  parts: Pick<HearingOptions, 'clock' | 'onTrouble' | 'durations'>,
  read: Read,
): Hearing {
  const authorise = channelAuthority(read);
  return hearing({ ...parts, webhook, socket: socket && { ...socket, authorise } });
}

function pageReader(read: Read, { models }: Routes): CatalogueOptions['page'] {
  return async (page, kinds, signal) => {
    const filter = kinds === 'used' ? `&${usedModels}` : '';
    const path = `${models}?limit=${modelsPerPage}&page=${page}${filter}`;
    return (await read({ path, signal })).json;
  };
}

function jobReader(read: Read, routes: Routes, { jobs }: Quotas, hedging: Hedging): Deapi['job'] {
  return async (requestId, signal) => {
    assertRequestId(requestId);
    const terms = { budget: jobs, asked: 'status' } as const;
    const once = async (signal: AbortSignal) =>
      read({ path: routes.job(requestId), signal }, terms);
    // Each call counts itself.
    const mayAskAgain = () => jobs.shortage() === undefined;
    const answer = await hedging.ask(once, { signal, mayAskAgain });
    const status = jobStatusOf(answer);
    if (status) return status;
    throw deapiError('bad-answer', 'the answer says nothing about the job');
  };
}
