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
import type { LimitHeaders, Tier } from './quotas.ts';
import { Results } from './results.ts';
import type { SpeechLaw } from './speech-rules.ts';

/** The one account of the stand-in, with all it owns. */
export interface Account {
  readonly key: string;
  tier: Tier;
  readonly law: SpeechLaw;
  readonly models: ServedModel[];
  /** The models list as it is told, before it is cut into pages. */
  readonly listed: () => readonly WireModel[];
  readonly ledger: Ledger;
  readonly quotas: QuotaBook;
  readonly jobs: JobStore;
  readonly faults: FaultQueue;
  readonly results: Results;
  readonly sound: SoundMaker;
  /** Gives the words that a transcription hears in a recording. */
  readonly hear: (recording: Uint8Array) => string;
  /** Notes what no client should do, though the service may let it pass. */
  readonly violate: (what: string) => void;
}

const defaultKey = '1703|rehearsalNotASecret0123456789abcdefghijklmnop';

const defaults = {
  now: Date.now,
  tier: 'premium' as Tier,
  formats: ['mp3'],
  clipFormats: ['mp3', 'ogg', 'm4a'],
  quotas: undefined,
  limitHeaders: 'specification' as LimitHeaders,
  balance: 5,
  latency: 0,
  seed: 1,
  resultTtlMs: 86_400_000,
};

export function openAccount(options: DeapiOptions, violate: Account['violate']): Account {
  const { now, tier, formats, quotas, limitHeaders } = { ...defaults, ...options };
  const models = [...(options.models ?? speechModels)];
  const entry = options.list === 'documented' ? documentedEntry : oddEntry;
  const { balance, latency, seed, resultTtlMs, clipFormats } = { ...defaults, ...options };
  const ledger = new Ledger(balance);
  const jobs = new JobStore(latency, seed, (job) => {
    if (job.failure?.refunded) ledger.refund(job.id);
  });
  const account: Account = {
    key: options.key ?? defaultKey,
    tier,
    models,
    law: {
      models,
      formats,
      clipFormats,
      clipBytes: 10 * 1024 * 1024,
    },
    listed: () =>
      wholeList(
        models.map((model) => entry(model, formats)),
        account.tier,
      ),
    ledger,
    quotas: new QuotaBook(quotas ?? tierQuotas[tier], limitHeaders, now),
    jobs,
    faults: new FaultQueue(),
    results: new Results({ jobs, ttlMs: resultTtlMs, now, violate }),
    sound: startSoundMaker(),
    hear: options.hear ?? (() => ''),
    violate,
  };
  return account;
}
