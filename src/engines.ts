import { shownLanguage } from '#features/wording/words.ts';
import type { JobNames, Jobs } from '#jobs/job.ts';
import type { Asks } from '#jobs/shared/ask.ts';
import type { InVain } from '#jobs/taking-up.ts';
import { nothingCounted } from '#metrics/counting.ts';
import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import type { SharedNotes } from '#ops/shared-notes.ts';
import type { RemovedClone } from '#speech/cache-key.ts';
import type { CachedRenderer } from '#speech/cached-renderer.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { CallsLeft } from '#speech/deapi/quotas.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { withFittingClips } from '#speech/fitting-clips.ts';
import type { TrimClip } from '#speech/fitting-clips.ts';
import { withChunking } from '#speech/in-order.ts';
import type { ChunkingOptions, HoldRoom } from '#speech/in-order.ts';
import type { Claims, LastingFrames } from '#speech/lasting-frames.ts';
import { loggedFallback, loggedSpeech } from '#speech/logged-speech.ts';
import type { Renderer } from '#speech/renderer.ts';
import { withRetry } from '#speech/retry.ts';
import type { Payer, Speech, SpeechRequest, Transcribe, Voice } from '#speech/speech.ts';
import { substitute } from '#speech/substitute.ts';
import type { ShownLanguage } from '#speech/substitute.ts';
import { LiveCatalogue } from '#voices/catalogue.ts';
import type { EngineVoices } from '#voices/catalogue.ts';
import { announcedPiecesOf, cheaperPieces, earlyPiecesOf } from '#voices/early-pieces.ts';
import { keptModels } from '#voices/kept-models.ts';
import { piecesOf } from '#voices/pieces.ts';

import { countedIn } from './counted-engines.ts';
import type { EngineCounting } from './counted-engines.ts';
import { forgetting } from './forgetting-speech.ts';
import { framesBy, takingUp } from './frames-by.ts';
import { keptFrames } from './kept-frames.ts';
import { moneyOf } from './money.ts';
import type { Ledger, Money } from './money.ts';
import { openEngine } from './open-engine.ts';
import type { Engine } from './open-engine.ts';
import { paidEngine } from './paid-engine.ts';
import type { PaidEngine } from './paid-engine.ts';
import { sharedSpeech } from './shared-speech.ts';
import type { SharedSpeech } from './shared-speech.ts';
import type { SpeechConfig } from './speech-variables.ts';
import { wholeTexts } from './whole-texts.ts';

/** Everything that speaks, wired as the operator wants it. */
export interface Engines {
  readonly speech: Speech;
  /** For takes of a design: the engine of choice, nobody in its stead, and how many are asked for at once. */
  readonly designer: { readonly speech: Speech; readonly takesPerTry: number };
  /** For calls: no more is made than is about to be heard. */
  readonly renderer: Renderer;
  /** For what is posted: all of it is made at once. */
  readonly postingRenderer: Renderer;
  /** Keeps room in budgets for texts that are heard as one; absent where nothing has to be paid. */
  readonly holdRoom?: HoldRoom;
  /** The engine of choice first. */
  readonly voices: readonly EngineVoices[];
  /** The words of a clip; absent when the service of choice writes none down. */
  readonly transcribe?: Transcribe;
  readonly money: Money;
  /** Calls that the service of choice may still be asked. */
  callsLeft(): readonly CallsLeft[];
  /**
   * Removes all that was kept of what this voice spoke, in memory and on disk; what is being paid for in it, or by this
   * person, is never heard.
   */
  forget(whose: Voice | RemovedClone | Pick<Payer, 'userId'>): Promise<void>;
  /**
   * Takes up what the last process had paid for; resolves when it is known, so that nothing of it is paid again, with the
   * people for whom it may have been charged in vain. Nothing may be spoken before.
   */
  takeUp(signal: AbortSignal): Promise<InVain>;
  /** Somebody is about to speak: connections are opened for it. */
  warm(): void;
  /** Listens for what services report, once this process alone has the port. Rejects with a `ConfigError` when it can't. */
  listen(): Promise<void>;
  /** Whether other processes, for which it makes speech, can be told of it now. */
  isReached(): boolean;
  /** Loads what makes the first words slow; takes some 100 ms of a core. */
  prepare(): Promise<void>;
  /** Requests that are paid for and on their way may be answered until the grace is over; without one, they are cut. */
  close(grace?: AbortSignal): Promise<void>;
}

/** People wait no longer for a quota or a service that comes back; then the fallback speaks, or they are told. */
const retries = { maxWaitMs: 2_000, maxAttempts: 3 };

/** The parts that the engines are given of the rest. */
export interface EngineParts extends Ledger {
  readonly memo: Memo;
  readonly jobs: Jobs & JobNames;
  /** For whom speech is kept beyond its age. */
  readonly claims: Claims;
  readonly log: Log;
  readonly trim: TrimClip;
  readonly counting?: EngineCounting;
  /** Absent where no other process speaks with the same account. */
  readonly notes?: SharedNotes | undefined;
  /** Absent where this process speaks for itself. */
  readonly elsewhere?: SharedSpeech | undefined;
}

/** The parts of a start of which the engines are made. */
type StartParts = Omit<EngineParts, 'jobs' | 'claims' | 'elsewhere' | 'notes' | keyof Ledger> & {
  readonly store: Ledger &
    Pick<EngineParts, 'jobs'> & {
      readonly phraseFrames: Claims;
      readonly asks: Asks;
      readonly notes: SharedNotes;
    };
};

/** Everything that the operator decides of them. */
type EnginesConfig = SpeechConfig & {
  /** Whether this process makes speech; else others that share the queue do. */
  readonly makesSpeech: boolean;
};

/** The engines, and which voices they have at the moment: each knows of the other. */
export async function liveEngines(
  config: EnginesConfig,
  { store, ...others }: StartParts,
): Promise<{ readonly speaker: Engines; readonly catalogue: LiveCatalogue }> {
  const { memo, log } = others;
  const { jobs, spending, budgets, botBudgets, phraseFrames: claims } = store;
  const elsewhere = await sharedSpeech(config, { asks: store.asks, log });
  const notes = elsewhere && store.notes;
  const parts = { ...others, jobs, claims, spending, budgets, botBudgets, elsewhere, notes };
  const speaker = engines(config, () => catalogue.book.models, shownLanguage, parts);
  const catalogue: LiveCatalogue = new LiveCatalogue({
    engines: speaker.voices,
    kept: keptModels(memo),
    onFailure: (engine, error) => log.warn({ error, engine }, 'the voices could not be asked for'),
  });
  return { speaker, catalogue };
}

export function engines(
  config: EnginesConfig,
  models: () => readonly SpeechModel[],
  shown: ShownLanguage,
  { jobs, claims, trim, counting = nothingCounted, elsewhere, ...around }: EngineParts,
): Engines {
  const { memo, log } = around;
  const open = (name: EngineName) => openEngine(name, config.engines, { ...config, ...around });
  const primary = open(config.engine);
  const { fallback } = config;
  const second = fallback === 'none' || fallback === config.engine ? undefined : open(fallback);
  const all = second ? ([primary, second] as const) : ([primary] as const);
  const { kept, levels, inVain } = keptFrames(config, { memo, claims, log });
  const { keys, store } = kept;
  const counted = countedIn(counting);
  const money = moneyOf(primary, config.budgets, around, log);
  const speaking = (engine: Engine, speech: Speech) => {
    const noting = {
      ...kept,
      ...counted.cache(engine.name),
      ...(engine === primary && money.saving),
    };
    return { engine, speech, ...framesBy(engine.name, speech, { noting, levels, elsewhere }) };
  };

  const modelOf = (request: SpeechRequest): SpeechModel | undefined =>
    models().find((model) => model.slug === request.model);
  const adapt = (request: SpeechRequest): SpeechRequest | undefined => {
    const others = models().filter(({ engine }) => engine === second?.name);
    return substitute(request, models(), others, shown);
  };

  const keptJobs = { jobs: money.bounded(counted.jobs(jobs)), names: jobs, inVain, keys };
  const paying = paidEngine(primary, keptJobs, log);
  const fitting = withFittingClips(paying.speech, trim);
  const affordable = loggedSpeech(money.affordable(fitting), primary.name, log);
  const patient = counted.speech(withRetry(affordable, retries));
  const secondSpeech = second && loggedSpeech(second.speech, second.name, log);
  const anybody = loggedFallback(patient, secondSpeech, { adapt, engine: primary.name, log });
  const first = speaking(primary, anybody);
  const other = second && secondSpeech && speaking(second, counted.speech(secondSpeech));
  /** People may choose the voices of the second engine too. */
  const speakerOf = (request: SpeechRequest) =>
    other && modelOf(request)?.engine === other.engine.name ? other : first;

  const frames: Renderer = { render: (...of) => speakerOf(of[0]).renderer.render(...of) };
  const split = splitFor(modelOf, speakerOf);
  const { ofPieces, ofTexts } = wholeTexts({
    holdRoom: paying.holdRoom,
    isFree: (request) =>
      speakerOf(request) !== first || first.renderer.has(request) || paying.isPaid(request),
    isSpokenInstead: (request) => second !== undefined && adapt(request) !== undefined,
    split,
  });
  const chunking = { split, ...ofPieces };

  return {
    speech: {
      speak: async (request, context) => speakerOf(request).speech.speak(request, context),
    },
    designer: designerBy(patient, primary),
    renderer: withChunking(frames, chunking),
    postingRenderer: withChunking(frames, { ...chunking, lookAheadMs: Infinity, maxAhead: 2 }),
    ...ofTexts,
    voices: all.map(({ voices }) => voices),
    callsLeft: () => primary.callsLeft?.() ?? [],
    isReached: () => elsewhere?.isReached !== false,
    ...(paying.transcribe && { transcribe: paying.transcribe }),
    money,
    forget: forgetting({ all, paying, fitting, keys, speakers: [first, other], levels, elsewhere }),
    takeUp: takingUp({ paying, first, speakerOf, elsewhere, makesSpeech: config.makesSpeech }),
    ...livesOf(all, { paying, store, elsewhere, makesSpeech: config.makesSpeech }),
  };
}

/** How many takes are made at once is up to the account, as it is then. */
function designerBy(speech: Speech, primary: Pick<Engine, 'takesPerTry'>): Engines['designer'] {
  return {
    speech,
    get takesPerTry() {
      return primary.takesPerTry;
    },
  };
}

interface LivingParts {
  readonly paying: Pick<PaidEngine, 'close'>;
  readonly store: Pick<LastingFrames, 'close'>;
  readonly elsewhere: Pick<SharedSpeech, 'close'> | undefined;
  readonly makesSpeech: boolean;
}

function livesOf(
  all: readonly [Engine, ...Engine[]],
  { paying, store, elsewhere, makesSpeech }: LivingParts,
): Pick<Engines, 'warm' | 'listen' | 'prepare' | 'close'> {
  const [primary] = all;
  /** Those that are asked here for what is heard. */
  const speaking = makesSpeech ? all : [];
  return {
    warm: () => speaking[0]?.warm(),
    listen: async () => primary.listen?.(),
    prepare: async () =>
      void (await Promise.all(speaking.map(async (engine) => engine.prepare?.()))),
    close: async (grace = AbortSignal.abort()) => {
      // In the opposite order, each also when another fails.
      await using endings = new AsyncDisposableStack();
      for (const engine of all) endings.defer(async () => engine.close());
      endings.defer(() => store.close());
      endings.defer(async () => paying.close(grace));
      endings.defer(async () => elsewhere?.close(grace));
    },
  };
}

/** How texts are cut for whoever speaks them, as things are now. */
function splitFor(
  modelOf: (request: SpeechRequest) => SpeechModel | undefined,
  speakerOf: (request: SpeechRequest) => {
    readonly engine: Engine;
    readonly renderer: CachedRenderer;
  },
): ChunkingOptions['split'] {
  return (request, { isToBePosted, isAhead }) => {
    const { engine, renderer } = speakerOf(request);
    const model = modelOf(request);
    const isMade = (text: string) => renderer.has({ ...request, text });
    const isAwaited = isToBePosted !== true && isAhead !== true;
    const mayBeEarly = () => isAwaited && engine.startsEarly?.() === true;
    const cut = (whole: SpeechRequest): readonly string[] => {
      const usual = piecesOf(whole, model, engine.sizes);
      const early = engine.startsEarly && earlyPiecesOf(whole, model, engine.sizes);
      return early ? cheaperPieces({ usual, early }, isMade, mayBeEarly) : usual;
    };
    const announced = announcedPiecesOf(request, model, cut);
    if (!announced) return cut(request);
    // An engine that is heard as soon with any text has no quota that a piece more would take from.
    const mayBeApart = () => isAwaited && engine.startsEarly?.() !== false;
    return cheaperPieces({ usual: cut(request), early: announced }, isMade, mayBeApart);
  };
}
