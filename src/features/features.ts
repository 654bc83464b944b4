import type { Client } from 'discord.js';

import type { Announcements } from '#discord/announcements.ts';
import type { Asker } from '#discord/asker.ts';
import { botOwners } from '#discord/bot-owners.ts';
import type { Help } from '#discord/help.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { speakBox } from '#features/again/again-services.ts';
import { HeldLines } from '#features/again/held-lines.ts';
import { tellArrivals } from '#features/attendance/arrivals.ts';
import { CallRules } from '#features/attendance/call-rules.ts';
import { comeToPeople } from '#features/attendance/coming.ts';
import { watchedFollowing } from '#features/attendance/following.ts';
import type { FollowingParts } from '#features/attendance/following.ts';
import { watchStatus } from '#features/attendance/reading-status.ts';
import type { ReadingStatus } from '#features/attendance/reading-status.ts';
import { saidArrivals } from '#features/attendance/said-arrivals.ts';
import type { OutcomesOptions } from '#features/autoread/outcomes.ts';
import type { Reading } from '#features/autoread/reading.ts';
import { toldTranslations } from '#features/autoread/told-translations.ts';
import { Budgeting } from '#features/budgets/budgeting.ts';
import { Usage } from '#features/budgets/usage.ts';
import type { UsageParts } from '#features/budgets/usage.ts';
import { tellingOfBudgets } from '#features/budgets/warnings.ts';
import type { KeptAnswers } from '#features/calls/kept-answers.ts';
import type { KeptLines } from '#features/calls/kept-lines.ts';
import { watchedPausing } from '#features/calls/pausing.ts';
import { presence } from '#features/calls/presence.ts';
import type { Returning } from '#features/calls/returning.ts';
import { Waiting } from '#features/calls/waiting.ts';
import { configuring } from '#features/configuring/configuring.ts';
import type { FileIntake } from '#features/files/file-intake.ts';
import { Operating } from '#features/operating/operating.ts';
import type { OperatorParts } from '#features/operating/operating.ts';
import { banning } from '#features/oversight/banning.ts';
import { oversightMail } from '#features/oversight/oversight-mail.ts';
import { withdrawal } from '#features/oversight/withdrawal.ts';
import type { WithdrawalParts } from '#features/oversight/withdrawal.ts';
import { clones } from '#features/own-voices/clones.ts';
import type { ClonesParts } from '#features/own-voices/clones.ts';
import { phraseServices } from '#features/phrases/phrase-services.ts';
import { Privacy } from '#features/privacy/privacy.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { SpeakingOptions } from '#features/say/speaking.ts';
import { noticingVoices } from '#features/settings/noticing-voices.ts';
import { noticing } from '#features/settings/noticing.ts';
import { voicePanels } from '#features/voices/voice-panels.ts';
import { Volumes } from '#features/voices/volumes.ts';
import type { DictionaryPatterns } from '#features/wording/patterns.ts';
import type { TranslatingParts } from '#features/wording/translating.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerTranslations } from '#i18n/texts.ts';
import type { MoneyListener } from '#jobs/money-news.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';
import type { Dictionary } from '#text/dictionary/dictionary.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { voiceSuggestions } from '#voices/suggestions.ts';

import type { Services } from './services.ts';
import { speakingAndReading } from './speaking-and-reading.ts';
import type { KeptLine } from './taking-up.ts';

/** Everything that speaks. */
interface SpeechParts extends Pick<ClonesParts, 'speech' | 'designer' | 'transcribe'> {
  /** For calls. */
  readonly renderer: SpeakingOptions['renderer'];
  /** For what is posted. */
  readonly renderedFiles: SpeakingOptions['renderedFiles'];
  readonly forget: WithdrawalParts['forgetSpeech'];
  /** Somebody is about to speak. */
  readonly warm: () => void;
}

/** The costs of speech, and who hears of them. */
interface MoneyParts extends Pick<UsageParts, 'counted' | 'limitsFor' | 'balance'> {
  watch(listener: MoneyListener): void;
}

/** The parts that the features stand on. */
export interface FeaturesParts {
  readonly client: Client;
  readonly inLanguageOf: ServerTranslations;
  /** Whether Discord gives the bot the content of every message. */
  readonly seesContent: boolean;
  readonly whereabouts: Whereabouts;
  readonly calls: SpeakingOptions['calls'];
  readonly memory: {
    readonly lines: Pick<KeptLines<KeptLine>, 'keep'>;
    readonly answers: Pick<KeptAnswers, 'keep'>;
    readonly returning: Pick<Returning, 'until'>;
  };
  readonly announcements: Pick<Announcements, 'heardFrom' | 'tell' | 'tellIn'>;
  readonly onOutcome?: OutcomesOptions['onOutcome'];
  readonly onTranslation?: TranslatingParts['onTranslation'];
  /** Translates what is read where people want that; undefined where the operator has set none. */
  readonly translation: TranslatingParts['service'];
  readonly speech: SpeechParts;
  readonly money: MoneyParts;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'search' | 'known' | 'refresh'>;
  readonly store: Store;
  readonly files: Omit<FileIntake, 'close'>;
  readonly operatorWords: Dictionary;
  readonly patterns: Omit<DictionaryPatterns, 'close'>;
  readonly readingStatus: ReadingStatus;
  readonly privacyText: URL;
  readonly help: Help;
  /** For those who run the bot. */
  readonly operators: OperatorParts;
  readonly now: () => number;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** All that the bot does for people. */
export interface Features {
  /** The services that commands call. */
  readonly services: Services;
  readonly speaking: Speaking;
  readonly reader: Reading;
  /** Somebody's news to be told in private, after whatever they asked for. */
  readonly untold: (asker: Asker) => Promise<string | undefined>;
  /** Why the bot does nothing for somebody, in a server or anywhere; undefined for everybody else. */
  readonly banned: (asker: Asker) => Text | undefined;
  /** Ends what is read and said. */
  close(): void;
}

/** Puts the features together, the lower ones first; from now on messages are read. */
export function features(given: FeaturesParts): Features {
  const { readingStatus } = given;
  const inCallOf = (guildId: string): readonly string[] => {
    const channelId = given.calls.channelOf(guildId);
    return channelId === undefined ? [] : given.whereabouts.everybody(guildId, channelId);
  };
  const { onVoiceChanged, serverChanged, ...people } = noticingVoices(given.store, inCallOf);
  const store = noticing({ ...given.store, ...people }, async (guildId, ...change) => {
    serverChanged(guildId, ...change);
    await Promise.all([readingStatus.look(guildId), spoken.reader.settingsChanged(guildId)]);
    for (const { channelId, notice } of toldTranslations(...change, given.translation))
      await given.announcements.tellIn(guildId, channelId, notice);
  });
  const parts = { ...given, store, onVoiceChanged };
  watchStatus(given.client, readingStatus, given.log);
  const spoken = speakingAndReading(parts);
  const { speaking, reader } = spoken;
  const warnings = tellingOfBudgets({ ...parts, ...store });
  comeToPeople(parts.client, { ...parts, ...parts.store });
  tellArrivalsIn(parts, spoken.forWords);
  return {
    services: servicesOf(parts, spoken),
    speaking,
    reader,
    untold: (asker) => warnings.untold(asker),
    banned: spoken.forWords.banned,
    close() {
      speaking.close();
      reader.close();
    },
  };
}

/** From now on calls hear who comes and goes, where their server wants it. */
function tellArrivalsIn(parts: FeaturesParts, forWords: Spoken['forWords']): void {
  const { client, store, inLanguageOf } = parts;
  const { renderer } = parts.speech;
  const { calls } = parts;
  const say = saidArrivals({ ...forWords, calls, renderer, inLanguageOf });
  tellArrivals(client, { ...parts, ...store, say });
}

type Spoken = ReturnType<typeof speakingAndReading>;
type NoticingParts = FeaturesParts & Pick<ReturnType<typeof noticingVoices>, 'onVoiceChanged'>;

/** Voices that people choose and make, what admins decide of them, and what is kept of people. */
function servicesOf(parts: NoticingParts, { forWords, speaking, reader }: Spoken): Services {
  const { client, inLanguageOf, whereabouts, calls, speech, catalogue, store } = parts;
  const { files, money, now, closing, log } = parts;
  const mail = oversightMail({ ...store, client, inLanguageOf, log });
  const bans = banning({ ...store, speaking, mail });
  const held = new HeldLines();
  const withdrawing = withdrawal({
    ...store,
    speaking,
    forgetSpeech: speech.forget,
    forgetUnfinished(userId) {
      const drafts = [makers, held, phrases.phraseFiles, panels.wholeSettings, forWords.coming];
      for (const holder of [...drafts, reader, forWords.languages]) holder.forget(userId);
      forWords.translating.forget();
    },
  });
  const makers = clones({
    ...store,
    ...files,
    speech: speech.speech,
    designer: speech.designer,
    transcribe: speech.transcribe,
    catalogue,
    askWords: forWords.words,
    withdrawal: withdrawing,
    banning: bans,
    mail,
    inLanguageOf,
    speaking,
    calls,
    whereabouts,
    closing,
    log,
  });
  const tell: FollowingParts['tell'] = (...news) => void parts.announcements.tell(...news);
  const comingAndGoing = presence(calls, whereabouts, closing);
  const usage = new Usage({ ...store, ...money, ownsBot: botOwners(client), now });
  const phrases = phraseServices({ ...parts, ...forWords, ...files, speaking, letters: mail });
  const shared = {
    ...reader.services,
    ...phrases,
    presence: comingAndGoing,
    callRules: new CallRules({ ...parts, ...store }),
    voicePanels: voicePanels({ ...forWords, speaking, banning: bans, mail, closing }),
  };
  const panels = configuring(client, { ...parts, ...store, ...files, ...shared, letters: mail });
  return {
    ...shared,
    speaking,
    following: watchedFollowing(client, { ...parts, ...store, presence: comingAndGoing, tell }),
    waiting: new Waiting({ calls, whereabouts, coming: forWords.coming, now, closing }),
    pausing: watchedPausing(client, log, { ...parts, tell }),
    volumes: new Volumes(store),
    voices: voiceSuggestions({ ...store, catalogue, onTyping: speech.warm }),
    ...panels,
    clones: makers,
    speakBox: speakBox({ ...parts, ...forWords, ...phrases, held }),
    usage,
    operating: new Operating({ ...parts, ...parts.operators, mail, speaking, usage, ...store }),
    budgeting: new Budgeting(store, money.counted),
    privacy: new Privacy({
      ...store,
      ...files,
      withdrawal: withdrawing,
      speaking,
      textFile: parts.privacyText,
    }),
    help: parts.help,
  };
}
