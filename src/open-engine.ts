import { join } from 'node:path';

import type { PaidTranscriber } from '#jobs/paid-transcripts.ts';
import type { PaidService } from '#jobs/paying.ts';
import { keptSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import type { SharedNotes } from '#ops/shared-notes.ts';
import type { PaidAccount } from '#speech/balance.ts';
import { vendorGatewayUrl, vendorUrl } from '#speech/deapi/about.ts';
import { floorUsd } from '#speech/deapi/account.ts';
import { deapi } from '#speech/deapi/deapi.ts';
import type { DeapiOptions } from '#speech/deapi/deapi.ts';
import { callsLeft } from '#speech/deapi/quotas.ts';
import type { CallsLeft } from '#speech/deapi/quotas.ts';
import { hasSpareCalls } from '#speech/deapi/spare-calls.ts';
import { transcriptUsd } from '#speech/deapi/transcription.ts';
import { waysInUse } from '#speech/deapi/ways-in-use.ts';
import { embedded } from '#speech/embedded/embedded.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { local } from '#speech/local/local.ts';
import { openai } from '#speech/openai/openai.ts';
import type { Speech } from '#speech/speech.ts';
import type { EngineVoices } from '#voices/catalogue.ts';
import type { PieceSizes } from '#voices/pieces.ts';

import type { SpeechConfig } from './speech-variables.ts';

/** One engine with what else can be done with it. */
export interface Engine {
  readonly name: EngineName;
  readonly speech: Speech;
  readonly voices: EngineVoices;
  /** As things are now: an account may turn out to have other quotas. */
  readonly sizes: PieceSizes;
  /**
   * Whether a long text may be one piece more, of which the first is heard sooner, as things are now. Absent for an engine
   * that is heard as soon with any text.
   */
  readonly startsEarly?: () => boolean;
  /** How many takes of a design are asked for at once, as things are now. */
  readonly takesPerTry: number;
  /** How recordings are written down, and what that costs; absent for an engine that doesn't. */
  readonly transcripts?: Omit<PaidTranscriber, 'engine'>;
  /** How its sound is paid and given; absent for one that takes no money. */
  readonly paid?: Pick<PaidService, 'delivery' | 'follow' | 'estimate' | 'atMost'>;
  /** The account that is paid from, where the service tells of it. */
  readonly account?: PaidAccount;
  /** Calls that its service may still be asked; absent where nobody counts them. */
  readonly callsLeft?: () => readonly CallsLeft[];
  /** Somebody is about to speak: connections are opened for it, where there are any. */
  warm(): void;
  /** Listens for what its service reports, where it does. Rejects with a `ConfigError` when it can't. */
  listen?(): Promise<void>;
  /** Loads what makes the first words slow. */
  prepare?(): Promise<void>;
  /** Keeps nothing of anybody's clip, where it keeps some: somebody wants nothing to be left of theirs. */
  forget?(): void;
  close(): Promise<void>;
}

interface Surroundings {
  readonly memo: Memo;
  /** Where other processes speak with the same account. */
  readonly notes?: SharedNotes | undefined;
  readonly log: Log;
  readonly webhook: SpeechConfig['webhook'];
  readonly dataFolder: string;
  readonly memory: Pick<SpeechConfig['memory'], 'caps'>;
}

type Settings = SpeechConfig['engines'];

/** How each engine is opened. `loadConfig` has seen to it that the engine of choice has all that it needs. */
const openers: {
  readonly [Name in EngineName]: (settings: Settings[Name], around: Surroundings) => Engine;
} = {
  deapi: deapiEngine,
  openai: openaiEngine,
  local: localEngine,
  embedded: embeddedEngine,
};

/** Opens an engine, which holds connections or processes from then on until it is closed. */
export function openEngine<Name extends EngineName>(
  name: Name,
  settings: Pick<Settings, Name>,
  around: Surroundings,
): Engine {
  return openers[name](settings[name], around);
}

function deapiEngine(
  { key = '', url, api, tier, resultHosts, sampleRate, ...settings }: Settings['deapi'],
  { memo, notes, log, webhook, dataFolder }: Surroundings,
): Engine {
  const { webhookSecret, clientId, socketUrl } = settings;
  const onTrouble = (error: unknown): void =>
    log.warn({ error }, 'deAPI had trouble in the background');
  const account = { url, key, api, tier, memo };
  const service = deapi({
    ...account,
    ...(notes && { notes }),
    ...(resultHosts && { resultHosts }),
    onTier: (learned) => {
      if (tier === undefined || tier === learned) return;
      log.warn(
        { tier: learned },
        `deAPI treats this account as ${learned}, so that is what Crier goes by. DEAPI_TIER says ${tier}.`,
      );
    },
    ...(sampleRate !== undefined && { sampleRateHz: sampleRate }),
    ...gatewayBeside({ url, ...settings }),
    ...(webhook && {
      webhook: {
        ...webhook,
        keptSecret: keptSecret(join(dataFolder, 'webhook.key'), onTrouble),
        accountSecret: webhookSecret,
      },
    }),
    ...(clientId !== undefined && { socket: { url: socketUrl, clientId } }),
    onTrouble,
  });
  const isPremium = (): boolean => service.tier === 'premium';
  return {
    name: 'deapi',
    speech: service,
    voices: {
      engine: 'deapi',
      catalogue: service,
      watch: (listener) => service.watchModels(listener),
    },
    // Every piece is a job that counts towards the account's quotas, which are small without money.
    get sizes() {
      return isPremium()
        ? { maxChars: 1_000, firstMaxChars: 250 }
        : { maxChars: 2_000, firstMaxChars: 600 };
    },
    startsEarly: () => hasSpareCalls(service.quotas),
    // Five jobs in a minute are all that a free account has, and people want to speak meanwhile.
    get takesPerTry() {
      return isPremium() ? 3 : 2;
    },
    transcripts: { transcribe: service.transcribe, estimate: transcriptUsd },
    paid: {
      delivery: 'job',
      follow: async (...job) => service.follow(...job),
      estimate: (request) => service.estimate(request),
      atMost: (request) => service.atMost(request),
    },
    account: { balance: (signal) => service.balance(signal), floorUsd },
    callsLeft: () => callsLeft(service.quotas),
    warm: () => service.warm(),
    async listen() {
      await service.listen();
      const ways = { webhook: webhook !== undefined, socket: clientId !== undefined };
      const facts = webhook && { listen: webhook.listen };
      log.info({ ...facts }, waysInUse({ ...ways, tier: service.tier }));
    },
    close: () => service.close(),
  };
}

/** The key is for the gateway of the server that it was given for, and for no other. */
function gatewayBeside({
  url,
  delivery,
  gatewayUrl = url === vendorUrl ? vendorGatewayUrl : undefined,
}: Pick<Settings['deapi'], 'url' | 'delivery' | 'gatewayUrl'>): Pick<DeapiOptions, 'gateway'> {
  if (delivery === 'jobs' || gatewayUrl === undefined) return {};
  return { gateway: { url: gatewayUrl, preference: delivery } };
}

function openaiEngine({ url = '', key, model }: Settings['openai']): Engine {
  const service = openai({ url, key, model });
  return {
    name: 'openai',
    speech: service,
    voices: { engine: 'openai', catalogue: service },
    sizes: { maxChars: 1_000, firstMaxChars: 250 },
    startsEarly: () => true,
    takesPerTry: 3,
    paid: { delivery: 'stream' },
    warm: () => service.warm(),
    close: () => service.close(),
  };
}

function localEngine({ models }: Settings['local'], { log, memory }: Surroundings): Engine {
  const engine = local({
    folder: models,
    maxLoaded: memory.caps.models,
    host: { maxGrowthBytes: memory.caps.growthBytes },
    onBroken: (broken) => log.warn(broken, 'a model can’t be loaded: its folder lacks files'),
    onSlow: (model, realTimeFactor) =>
      log.warn(
        { model, realTimeFactor },
        'this model takes as long to speak as to be heard: from the next start it is no default for calls, and speaks where it is chosen',
      ),
    onTrouble: (error) => log.warn({ error }, 'a model could not be measured'),
  });
  return {
    name: 'local',
    speech: engine,
    voices: { engine: 'local', catalogue: engine },
    // It cuts texts itself, and streams them.
    sizes: { maxChars: 4_000, firstMaxChars: 4_000 },
    takesPerTry: 1,
    warm: () => undefined,
    prepare: () => engine.warm(),
    forget: () => engine.forget(),
    async close() {
      engine.close();
    },
  };
}

function embeddedEngine(): Engine {
  const engine = embedded();
  return {
    name: 'embedded',
    speech: engine,
    voices: { engine: 'embedded', catalogue: engine },
    // It cuts texts itself, and streams them.
    sizes: { maxChars: 4_000, firstMaxChars: 4_000 },
    takesPerTry: 3,
    warm: () => engine.expect(),
    prepare: () => engine.warm(),
    async close() {
      engine.close();
    },
  };
}
