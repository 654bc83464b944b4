import { setTimeout as delay } from 'node:timers/promises';

import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { Events } from 'discord.js';

import { commands, handlers, registeredFor } from '#commands/index.ts';
import { interactionAnswers } from '#discord/answers.ts';
import { attachments } from '#discord/attachments.ts';
import { channelStatuses } from '#discord/channel-statuses.ts';
import { connection } from '#discord/client.ts';
import { guildView } from '#discord/guild-view.ts';
import { helpOf } from '#discord/help.ts';
import { Interactions } from '#discord/interactions.ts';
import { listen } from '#discord/listen.ts';
import { pointedMessages } from '#discord/pointed-messages.ts';
import { RefusalGuard } from '#discord/refusal-guard.ts';
import { register } from '#discord/registration.ts';
import { discordRequests } from '#discord/requests.ts';
import { UserError } from '#errors.ts';
import { ReadingStatus } from '#features/attendance/reading-status.ts';
import type { KeptMessage } from '#features/autoread/spoken-messages.ts';
import { features as allFeatures } from '#features/features.ts';
import { Intake } from '#features/files/intake.ts';
import { banText } from '#features/operating/ban-text.ts';
import { serverTranslations } from '#features/settings/server-translations.ts';
import { patternThread } from '#features/wording/pattern-thread.ts';
import { dictionaryPatterns } from '#features/wording/patterns.ts';
import { warmWords } from '#features/wording/words.ts';
import { ownWords } from '#i18n/text.ts';
import { limitsOf } from '#jobs/limit.ts';
import type { MoneyListener } from '#jobs/money-news.ts';
import { openTexts } from '#open-texts.ts';
import { operatorWords } from '#operator-words.ts';
import { LogLevel } from '#ops/log-level.ts';
import { performed } from '#speech/script.ts';
import type { Instead, Speech } from '#speech/speech.ts';
import type { Store } from '#store/store.ts';
import { readPhrases, soundOf } from '#text/boards/read-phrases.ts';
import { readTable } from '#text/dictionary/table.ts';
import { voiceBook } from '#voices/book.ts';
import { voiceSearch } from '#voices/search.ts';

import { mp3, speechLike } from '../audio/sound.ts';
import { ann } from '../fakes/asker.ts';
import { anyLevels } from '../fakes/levels.ts';
import { FakeLog } from '../fakes/log.ts';
import { KnownFrames, PlayedCalls } from '../fakes/played-calls.ts';
import { PostedFiles } from '../fakes/posted-files.ts';
import { FakeTranslation } from '../fakes/translation.ts';
import { designer } from '../features/own-voices/desk.ts';
import { remember } from '../pseudo/known.ts';
import { localesFolder, startDiscord } from '../scene.ts';
import { testStore } from '../store/folder.ts';
import { models } from '../voices/models.ts';

/**
 * All that the bot does for people, in the test's own process, between a Discord on loopback and the real store: only
 * speech is made of nothing, and heard without any network.
 */
export interface Bot extends AsyncDisposable {
  readonly discord: Discord;
  readonly store: Store;
  readonly calls: PlayedCalls;
  /** Those who run the bot, by their ids, and their server. */
  readonly owners: { readonly ids: string[]; guildId: string | undefined };
  /** The files that were posted. */
  readonly renderedFiles: PostedFiles;
  /** The requests that engines got past the call: samples and takes. */
  readonly asked: Parameters<Speech['speak']>[0][];
  /** Recordings whose words were asked for, as text. */
  readonly transcribed: string[];
  /** The sentences that a server was told beside its answers. */
  readonly told: { readonly guildId: string; readonly sentence: string }[];
  readonly translation: FakeTranslation;
  /** With what all speech fails from now on. */
  fail(failure: Error | undefined): void;
  /** Why another engine speaks everything from now on. */
  speakInstead(instead: Instead | undefined): void;
  /** A message that waited when the bot was started anew is read; where its author was, with the membership that was kept. */
  takeUp(message: Message, callId: string, member?: KeptMessage['member']): Promise<void>;
  readonly log: FakeLog;
  /** How often the catalogue was asked for anew. */
  refreshes: number;
  /** How often the connection to the speech service was opened ahead of words. */
  warmed: number;
  /** Ends what is read and said, as a stop does. */
  endReading(): void;
  /** The outcome of a message, in a sentence. */
  why(guildId: string, messageId: string): Promise<string>;
  /** The clock of the store, and of what is decided about messages. */
  now: () => number;
  /** Hears what becomes of money, as it does from what is paid. */
  money: MoneyListener | undefined;
}

const texts = openTexts(localesFolder, (sentence) => {
  throw new Error(sentence);
});
const translations = texts.translations();
/** The words in every recording. */
const heardWords = 'What was heard.';
const wrongLength = 'It is not as long as it may be.';
remember(heardWords, wrongLength, ...namesIn(models));

/** Starts it; ends with the test file. */
export async function startBot(): Promise<Bot> {
  await warmWords();
  const bot: Pick<
    Bot,
    'now' | 'asked' | 'transcribed' | 'told' | 'translation' | 'refreshes' | 'warmed' | 'money'
  > = {
    now: Date.now,
    money: undefined,
    asked: [],
    transcribed: [],
    told: [],
    translation: new FakeTranslation(),
    refreshes: 0,
    warmed: 0,
  };
  const [discord, opened] = await Promise.all([
    startDiscord({ voice: false, rateLimits: false }),
    testStore({ now: () => bot.now() }),
  ]);
  const { store } = opened;
  const log = new FakeLog();
  const closing = new AbortController();
  const { signal } = closing;
  const requests = discordRequests(new RefusalGuard(() => undefined));
  const { client, answering, whereabouts } = connection(discord.apiUrl, requests, {
    seesContent: true,
    seesTyping: false,
    staysAway: (guildId) => {
      const ban = store.bans.of({ guildId });
      return ban && banText(ban);
    },
  });
  const frames = new KnownFrames();
  const calls = new PlayedCalls(frames);
  const posted = new PostedFiles();

  const book = voiceBook([...models, designer]);
  const catalogue = {
    book,
    search: voiceSearch(book),
    known: () => Promise.resolve(),
    refresh: async () => void (bot.refreshes += 1),
  };
  // On a busy machine the thread may start slowly, and no test is about that.
  const patterns = dictionaryPatterns(log, patternThread({ waitMs: 20_000 }));
  const speech = await madeSpeech(bot.asked);
  const owners = { ids: [] as string[], guildId: undefined as string | undefined };
  const noMemo = { get: () => Promise.resolve(undefined), put: () => Promise.resolve() };
  const logLevel = new LogLevel({ log: { level: 'info' }, memo: noMemo, now: () => bot.now() });
  const view = guildView(client);
  const inLanguageOf = serverTranslations({ ...store, view, translations, log });
  const statuses = channelStatuses(client);
  const aboutReading = { statuses, whereabouts, view, ...store, inLanguageOf, log };
  const features = allFeatures({
    client,
    inLanguageOf,
    readingStatus: new ReadingStatus(aboutReading),
    seesContent: true,
    whereabouts,
    calls,
    memory: {
      lines: { keep: () => ({ over: () => true }) },
      answers: { keep: () => ({ over: () => undefined }) },
      returning: { until: () => undefined },
    },
    announcements: {
      heardFrom: () => undefined,
      tell: async (guildId, text) =>
        void bot.told.push({ guildId, sentence: translations()(text) }),
      tellIn: async (guildId, _channelId, text) =>
        void bot.told.push({ guildId, sentence: translations()(text) }),
    },
    translation: bot.translation,
    speech: {
      speech,
      renderer: performed(frames, () => frames.sound()),
      renderedFiles: posted,
      designer: { speech, takesPerTry: 3 },
      async transcribe({ bytes }) {
        bot.transcribed.push(textOf(bytes));
        return { text: heardWords };
      },
      forget: () => Promise.resolve(),
      warm: () => void (bot.warmed += 1),
    },
    money: {
      counted: 'money',
      limitsFor: limitsOf([], store.budgets, () => store.botBudgets.list()),
      balance: async () => 4.2,
      watch: (listener) => void (bot.money = listener),
    },
    catalogue,
    store,
    files: {
      intake: new Intake({
        attachments: attachments({ hosts: [discord.cdnHost] }),
        closing: signal,
      }),
      checker,
      readTable: async (...[given, bounds]: Parameters<typeof readTable>) =>
        readTable(given, bounds),
      readPhrases: async (...[given, bounds]: Parameters<typeof readPhrases>) =>
        readPhrases(given, bounds),
      async packedSound(bytes, { place, limits }) {
        const sound = soundOf(bytes, place);
        if (!sound) throw new UserError(ownWords('There is no such sound.'));
        return checker.sound(sound, limits);
      },
    },
    operatorWords: await operatorWords(undefined, patterns.vetPattern),
    patterns,
    privacyText: new URL('../../PRIVACY.md', import.meta.url),
    help: helpOf(commands, texts, () => new Map()),
    operators: { owners, version: '1.2.3', callMetrics: () => noFigures, logLevel },
    now: () => bot.now(),
    closing: signal,
    log,
  });
  const interactions = new Interactions({
    translations,
    ...handlers,
    pointedAt: pointedMessages(client),
    services: features.services,
    untold: features.untold,
    banned: features.banned,
    answersTo: (interaction) => interactionAnswers(answering, interaction),
    closing: signal,
    log,
  });
  listen(client, Events.InteractionCreate, log, (interaction) => interactions.run(interaction));
  await client.login(discord.token);
  await register({
    rest: client.rest,
    apiUrl: discord.apiUrl,
    applicationId: discord.applicationId,
    ...registeredFor({ ids: ['somebody'] }),
    words: texts,
    memo: noMemo,
  });
  await discord.ready();
  return Object.assign(bot, {
    discord,
    owners,
    store,
    calls,
    renderedFiles: posted,
    fail: (failure: Error | undefined) => {
      frames.failure = failure;
    },
    speakInstead: (instead: Instead | undefined) => {
      frames.instead = instead;
    },
    log,
    takeUp(
      { id: messageId, channelId, guildId = '' }: Message,
      callId: string,
      member?: KeptMessage['member'],
    ) {
      const voice = { channelId: callId, muted: false, audience: false };
      const line = { kind: 'message', guildId, channelId, messageId, voice } as const;
      return features.reader.takeUp({ ...line, ...(member && { member }) });
    },
    endReading: () => features.close(),
    why: (guildId: string, messageId: string) =>
      features.services.why.message({ ...ann, guildId, moderates: true }, messageId),
    async [Symbol.asyncDispose]() {
      closing.abort();
      features.close();
      patterns.close();
      await client.destroy();
      await requests.close();
      // A test may have left things waiting, which end with the signal in turns of their own.
      await delay(10);
      await opened[Symbol.asyncDispose]();
      await discord.close();
    },
  });
}

/** Nothing is sent here. */
const noFigures = {
  frames: { ticks: 0, framesSent: 1_234, stalls: 5, underruns: 6 },
  workersAlive: 1,
  workerDeaths: 0,
  calls: { ready: 2, speaking: 1, rejoining: 1 },
  lines: { spoken: 1, waiting: 2, mostWaiting: 2 },
  rejoins: {},
};

/** Every recording will do, of one that says that it is long a part; a sound is as long as it says, in milliseconds. */
const checker = {
  async check(bytes: Uint8Array) {
    const isLong = textOf(bytes).startsWith('Long');
    const tooLong = { kind: 'too-long' as const, durationMs: 60_000, isWhole: true, maxMs: 10_000 };
    return {
      format: 'mp3' as const,
      durationMs: isLong ? 60_000 : 6_000,
      isWhole: true,
      sampleRate: 24_000,
      channels: 1,
      levels: { ...anyLevels, noiseDbfs: textOf(bytes).startsWith('Noisy') ? -30 : -65 },
      problems: isLong ? [tooLong] : [],
      stretch: { fromMs: isLong ? 2_000 : 0, toMs: isLong ? 8_000 : 6_000 },
    };
  },
  prepare: async (bytes: Uint8Array, { fromMs }: { readonly fromMs: number }) => ({
    bytes: fromMs === 0 ? bytes.slice() : Buffer.from(`A part of: ${textOf(bytes)}`),
    format: 'mp3' as const,
    durationMs: 6_000,
  }),
  async sound(
    bytes: Uint8Array,
    { minMs, maxMs }: { readonly minMs: number; readonly maxMs: number },
  ) {
    const durationMs = Number(/^\d+/.exec(textOf(bytes))?.[0] ?? 500);
    if (durationMs < minMs || durationMs > maxMs) throw new UserError(ownWords(wrongLength));
    return { bytes: bytes.slice(), format: 'mp3' as const, durationMs };
  },
};

function namesIn(known: typeof models): readonly string[] {
  return known.flatMap(({ name, languages }) => [
    name,
    ...languages.flatMap(({ voices }) => voices.map((voice) => voice.name)),
  ]);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

/** The same few seconds for everything that it is asked for. */
async function madeSpeech(asked: Bot['asked']): Promise<Speech> {
  const bytes = await mp3(speechLike(1, 24_000), { rate: 24_000 });
  return {
    async speak(request) {
      asked.push(request);
      const parts = async function* (): AsyncGenerator<Uint8Array> {
        yield bytes;
      };
      return { format: 'mp3', bytes: parts(), engine: 'deapi', costUsd: 0 };
    },
  };
}
