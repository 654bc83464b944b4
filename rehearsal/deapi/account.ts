import { startSoundMaker } from '#sound/sound-maker.ts';
import type { SoundMaker } from '#sound/sound-maker.ts';

import { FaultQueue } from './faults.ts';
import { JobStore } from './jobs.ts';
import { Ledger } from './ledger.ts';
import { wholeList } from './models-page.ts';
import { documentedEntry, oddEntry, speechModels } from './models.ts';
import type { ServedModel, WireModel } from './models.ts';
import type { DeapiOptions } from './options.ts';
import { QuotaBook, tierQuotas } from './quotas.ts';
import type { LimitHeaders, RetryAfter, Tier } from './quotas.ts';
import { Results } from './results.ts';
import { machineTime } from './service-time.ts';
import type { SocketApp } from './sockets/channel.ts';
import { SocketServer } from './sockets/socket-server.ts';
import type { SpeechLaw } from './speech-rules.ts';
import { resultUrlOf } from './status-route.ts';
import { transcriberEntry, transcribers } from './transcribers.ts';
import type { ServedTranscriber } from './transcribers.ts';
import { WebhookSender } from './webhooks/sender.ts';

/** The one account of the stand-in, with all it owns. */
export interface Account {
  readonly key: string;
  /** Milliseconds of the epoch, by the service's clock. */
  readonly now: () => number;
  tier: Tier;
  readonly law: SpeechLaw;
  readonly models: ServedModel[];
  readonly transcribers: ServedTranscriber[];
  /** The models list as it is told, before it is cut into pages. */
  readonly listed: () => readonly WireModel[];
  readonly ledger: Ledger;
  readonly quotas: QuotaBook;
  readonly jobs: JobStore;
  readonly faults: FaultQueue;
  readonly results: Results;
  readonly webhooks: WebhookSender;
  readonly sockets: SocketServer;
  readonly sound: SoundMaker;
  /** Gives the words that a transcription hears in a recording. */
  readonly hear: (recording: Uint8Array) => string;
  /** Notes what no client should do, though the service may let it pass. */
  readonly violate: (what: string) => void;
}

const defaultKey = '1703|rehearsalNotASecret0123456789abcdefghijklmnop';

/** The vendor's public key of its server of sockets; secret and id are made up. */
export const socketApp: SocketApp = {
  key: 'depin-api-prod-key',
  secret: 'rehearsal-not-a-secret',
  clientId: '4711',
};

const defaults = {
  ...machineTime,
  tier: 'premium' as Tier,
  formats: ['mp3'],
  quotas: undefined,
  limitHeaders: 'specification' as LimitHeaders,
  retryAfter: 'seconds' as RetryAfter,
  balance: 5,
  latency: 0,
  seed: 1,
  resultTtlMs: 86_400_000,
};

export function openAccount(options: DeapiOptions, violate: Account['violate']): Account {
  const { now, sleep, tier, formats, quotas, limitHeaders, retryAfter } = {
    ...defaults,
    ...options,
  };
  const models = [...(options.models ?? speechModels)];
  const entry = options.list === 'documented' ? documentedEntry : oddEntry;
  const { balance, latency, seed, resultTtlMs } = { ...defaults, ...options };
  const ledger = new Ledger(balance);
  const jobs = new JobStore({
    time: latency,
    seed,
    now,
    onChanged(job) {
      if (job.failure?.refunded) ledger.refund(job.id);
      account.webhooks.changed(job);
      if (job.state === 'processing' || job.state === 'done') {
        account.sockets.changed(job, job.state);
      }
    },
    onHalfDone: (job) => account.sockets.changed(job, 'in_progress'),
  });
  const faults = new FaultQueue();
  const account: Account = {
    key: options.key ?? defaultKey,
    now,
    tier,
    models,
    transcribers: [...transcribers],
    law: {
      tier: () => account.tier,
      models,
      formats,
      ...(options.clipFormats && { clipFormats: options.clipFormats }),
    },
    listed: () =>
      wholeList(
        [
          ...models
            .filter((model) => !model.isPremium || account.tier === 'premium')
            .map((model) => entry(model, formats)),
          ...account.transcribers.map(transcriberEntry),
        ],
        account.tier,
      ),
    ledger,
    quotas: new QuotaBook(quotas ?? tierQuotas[tier], limitHeaders, now, retryAfter),
    jobs,
    faults,
    results: new Results({ jobs, ttlMs: resultTtlMs, now, violate }),
    webhooks: new WebhookSender({
      ...options.webhooks,
      time: { now, sleep },
      faults,
      resultUrlOf: (job) => resultUrlOf(account, job),
    }),
    sockets: new SocketServer({
      app: socketApp,
      time: { now, sleep },
      faults,
      resultUrlOf: (job) => resultUrlOf(account, job),
      progressOf: (job) => jobs.progressOf(job),
      violate,
    }),
    sound: options.sound ?? startSoundMaker(),
    hear: options.hear ?? (() => ''),
    violate,
  };
  return account;
}
