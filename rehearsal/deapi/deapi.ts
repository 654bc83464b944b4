import type { IncomingMessage } from 'node:http';

import { listen } from '#http/listener.ts';
import type { Listener } from '#http/listener.ts';
import { makeCertificate } from '#tls/certificate.ts';

import { openAccount } from './account.ts';
import type { Account } from './account.ts';
import { serveApi, serveResult } from './api.ts';
import type { OpenRequest } from './api.ts';
import type { Fault, JobTime, PlannedFault } from './faults.ts';
import { gatewayRoute, serveGateway } from './gateway.ts';
import type { DeapiJob } from './jobs.ts';
import type { Charge } from './ledger.ts';
import type { ServedModel } from './models.ts';
import type { DeapiOptions, PreparedSound } from './options.ts';
import { tierQuotas } from './quotas.ts';
import type { Tier } from './quotas.ts';
import { headersOf } from './requests.ts';
import type { DeapiRequest, RouteName } from './requests.ts';
import { findRoute } from './routes.ts';
import type { Sockets } from './sockets/sockets.ts';
import { socketsOf } from './sockets/sockets.ts';
import { presetTimbre } from './timbres.ts';
import type { Webhooks } from './webhooks/webhooks.ts';
import { webhooksOf } from './webhooks/webhooks.ts';

/** A deAPI on loopback, with all that a test or a rehearsal needs to know and to spoil. */
export interface Deapi {
  /** `http://127.0.0.1:PORT`, without a path; of https where it speaks TLS, and so are the other addresses. */
  readonly url: string;
  /** The certificate authority of all of it, for `NODE_EXTRA_CA_CERTS`; empty where it doesn't speak TLS. */
  readonly caPem: string;
  /** `127.0.0.1:PORT` of the results, for the client's list of hosts. */
  readonly resultsHost: string;
  /** `http://127.0.0.1:PORT` of the gateway for clients of OpenAI's API, which takes the key as `dpn-sk-…`. */
  readonly gatewayUrl: string;
  readonly key: string;
  /** How often each route was asked, refused or not. */
  readonly calls: Readonly<Record<RouteName, number>>;
  readonly requests: readonly DeapiRequest[];
  readonly jobs: readonly DeapiJob[];
  /** Everything that was paid for, in order; refunded charges stay and say so. */
  readonly charged: readonly Charge[];
  /** Charges for something that had been paid for already. */
  readonly chargedTwice: readonly Charge[];
  readonly balance: number;
  /** Things that no client should do: the key on the host of results, unknown fields, missing headers. Empty in a good run. */
  readonly violations: readonly string[];
  /** Reports that were sent, and the account's settings for them. */
  readonly webhooks: Webhooks;
  /** The server of sockets, which tells how far jobs are. */
  readonly sockets: Sockets;
  /** Faults that have not struck yet. */
  readonly faults: readonly Fault[];
  /** Plans a fault: it strikes the next request or job that matches. */
  next(fault: Fault): PlannedFault;
  clearFaults(): void;
  /** Makes sounds ahead, so that a job for them takes its time and no longer. */
  prepare(sounds: readonly PreparedSound[]): Promise<void>;
  /** Resolves with the next job that is accepted from now on. */
  nextJob(): Promise<DeapiJob>;
  setLatency(time: JobTime): void;
  setBalance(usd: number): void;
  /** Sets the tier, and its quotas. */
  setTier(tier: Tier): void;
  removeModel(slug: string): void;
  addModel(model: ServedModel): void;
  /** Refuses connections (API, results, gateway and sockets), and cuts those there are, until `goOnline()`. */
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a deAPI on 127.0.0.1: as strict as the real one, on v1 and v2, with real speech as its results. */
export async function startDeapi(options: DeapiOptions = {}): Promise<Deapi> {
  const log = new RequestLog();
  const violations: string[] = [];
  const account = openAccount(options, (what) => violations.push(what));
  const certificate =
    options.isSecure === true ? makeCertificate({ name: 'deAPI on loopback' }) : undefined;
  const on = (port?: number) => ({ port, certificate });
  const api = await listen(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://loopback');
    const route = findRoute(request.method ?? 'GET', pathname);
    const record = log.note(request, route.name, route.api);
    await serveApi(account, record, route, request, response);
  }, on(options.port));
  const results = await listen(async (request, response) => {
    await serveResult(account, log.note(request, 'result', undefined), request, response);
  }, on(options.resultsPort));
  const gateway = await listen(async (request, response) => {
    const route = gatewayRoute(request.method, request.url);
    const record = log.note(request, route, undefined);
    await serveGateway(account, options.gatewayModels, record, request, response);
  }, on(options.gatewayPort));
  const foreign = await listen(
    (request, response) => account.results.serveForeign(request, response),
    on(),
  );
  const sockets = await listen(
    (_request, response) => Promise.resolve(void response.writeHead(404).end()),
    {
      ...on(options.socketsPort),
      upgrade: (request, socket, head) => account.sockets.upgrade(request, socket, head),
    },
  );
  account.results.host = results.host;
  account.results.foreignHost = foreign.host;
  if (certificate) account.results.scheme = 'https';
  return facade(account, {
    caPem: certificate?.certificate ?? '',
    log,
    violations,
    listeners: { api, results, gateway, foreign, sockets },
    isSoundShared: options.sound !== undefined,
  });
}

class RequestLog {
  readonly requests: DeapiRequest[] = [];
  readonly calls: Record<RouteName, number> = {
    submit: 0,
    status: 0,
    models: 0,
    price: 0,
    balance: 0,
    transcribe: 0,
    'transcription-price': 0,
    'socket-auth': 0,
    result: 0,
    gateway: 0,
    'gateway-models': 0,
    removed: 0,
    unknown: 0,
  };

  note(request: IncomingMessage, route: RouteName, api: DeapiRequest['api']): OpenRequest {
    const record: OpenRequest = {
      atMs: performance.now(),
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      route,
      api,
      headers: headersOf(request),
      encoding: undefined,
      fields: {},
      typedFields: new Set(),
      files: {},
      status: undefined,
    };
    this.requests.push(record);
    this.calls[route] += 1;
    return record;
  }
}

interface Parts {
  readonly caPem: string;
  readonly log: RequestLog;
  readonly violations: readonly string[];
  readonly isSoundShared: boolean;
  readonly listeners: Readonly<
    Record<'api' | 'results' | 'gateway' | 'foreign' | 'sockets', Listener>
  >;
}

function facade(account: Account, parts: Parts): Deapi {
  const { caPem, log, violations, listeners, isSoundShared } = parts;
  const { api, results, gateway, sockets } = listeners;
  const s = caPem === '' ? '' : 's';
  const { faults, jobs, ledger, models, transcribers } = account;
  return {
    url: `http${s}://${api.host}`,
    caPem,
    resultsHost: results.host,
    gatewayUrl: `http${s}://${gateway.host}`,
    key: account.key,
    calls: log.calls,
    requests: log.requests,
    jobs: jobs.jobs,
    violations,
    webhooks: webhooksOf(account.webhooks),
    sockets: socketsOf(account.sockets, `ws${s}://${sockets.host}`),
    get charged() {
      return ledger.charges;
    },
    get chargedTwice() {
      return ledger.twice;
    },
    get balance() {
      return ledger.balanceUsd;
    },
    get faults() {
      return faults.waiting;
    },
    next: (fault) => faults.plan(fault),
    clearFaults: () => faults.clear(),
    prepare: (sounds) => prepare(account, sounds),
    nextJob: () => jobs.next(),
    setLatency: (time) => {
      jobs.time = time;
    },
    setBalance: (usd) => {
      ledger.balanceUsd = usd;
    },
    setTier: (tier) => {
      account.tier = tier;
      account.quotas.quotas = tierQuotas[tier];
    },
    removeModel: (slug) => {
      for (const list of [models, transcribers]) {
        const index = list.findIndex((model) => model.slug === slug);
        if (index >= 0) list.splice(index, 1);
      }
    },
    addModel: (model) => {
      models.push(model);
    },
    async goOffline() {
      account.sockets.cut();
      await Promise.all([api, results, gateway, sockets].map((listener) => listener.stop()));
    },
    async goOnline() {
      await Promise.all([api, results, gateway, sockets].map((listener) => listener.start()));
    },
    async close() {
      jobs.close();
      account.webhooks.close();
      account.sockets.close();
      await Promise.all(Object.values(listeners).map((listener) => listener.stop()));
      if (!isSoundShared) await account.sound.close();
    },
  };
}

async function prepare(account: Account, sounds: readonly PreparedSound[]): Promise<void> {
  for (const { text, model = 'Kokoro', voice = 'af_alloy', speed = 1, format = 'mp3' } of sounds) {
    const served = account.models.find(({ slug }) => slug === model);
    await account.sound.make({ text, timbre: presetTimbre(served, voice), speed, format });
  }
}
