import type { Asker } from '#discord/asker.ts';
import type { QuotedWords } from '#features/wording/quoted-words.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { amountOf } from '#speech/amount.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { ScriptRequest } from '#speech/script.ts';
import type { Instead, Payer, SpeechContext, SpeechProgress } from '#speech/speech.ts';

import type { Ask } from './ask.ts';

/** One `/say`: kept in memory for a while, so that it can be said again or posted. */
export interface Saying {
  readonly id: string;
  /** The person whose line it is, and who pays for it. */
  readonly authorId: string;
  /** The person whose words it says. */
  readonly authorName: string;
  /** The message that it says, where it is no text of their own. */
  readonly quoted?: Pick<QuotedWords, 'messageId' | 'authorId' | 'speaker' | 'named'>;
  /** Says its texts in the language of whoever asked for it. */
  readonly t: Translate;
  readonly guildId: string | undefined;
  /** As it was typed; shown only through `shownText`. */
  readonly text: string;
  readonly request: ScriptRequest;
  /** They named a format: where it isn't spoken it is posted as a file, and as no voice message. */
  readonly isForFile: boolean;
  /** Where it can't be heard in a call nothing of it is posted. */
  readonly isForCall?: boolean;
  /** It breaks into what is being spoken, after a short sound. */
  readonly isAlert?: boolean;
  /** They are words of its author's own, and no sample. */
  readonly isOwn?: boolean;
  /** "Sky, English (US)" */
  readonly voice: Text;
  /** The kept voice or the recording that speaks it, when one does. */
  readonly voiceId?: string;
  /** A sample of a voice that somebody else shares: whoever hears it can report it. */
  readonly isReportable?: boolean;
  /** The person who asked and how they asked, for a saying that may be asked for again after a restart. */
  readonly origin?: { readonly asker: Asker; readonly ask: Ask } | undefined;
  /** When it was asked for, by this process's `performance.now()`; undefined when an earlier one was. */
  readonly askedAtMs?: number | undefined;
  /** The last process had it asked for, and may have had it paid. */
  readonly isTakenUp: boolean;
  /** Tells of its translation, where one was wanted. */
  readonly translation?: Text | undefined;
  /** The voice that was asked for can't read the letters of the text. */
  readonly isUnread?: boolean;
  /** The engine whose voice was chosen. */
  readonly engine: EngineName;
  /** The outcome so far: filled in while it is made. */
  readonly made: Made;
}

/** The outcome of making it, which grows while that lasts. */
export interface Made {
  /** US dollars that were paid for it. */
  costUsd: number;
  /** The service has only estimated what a part of it cost. */
  isEstimated: boolean;
  /** US dollars that what was kept of it would have cost, about. */
  savedUsd: number;
  /** Another engine spoke in place of the chosen one. */
  bySubstitute: boolean;
  /** Why it did. */
  instead?: Instead | undefined;
  /** The chosen voice may have been paid, though another speaks. */
  isDoubtful?: boolean;
  /** Something of it was heard. */
  isBegun?: boolean;
  /** How many are before it in the call, the one that is being spoken among them. */
  before?: number;
  /** Why nobody hears it for now. */
  held?: Text | undefined;
}

export const nothingMade = (): Made => ({
  costUsd: 0,
  isEstimated: false,
  savedUsd: 0,
  bySubstitute: false,
});

export function payerOf({ authorId, guildId }: Pick<Saying, 'authorId' | 'guildId'>): Payer {
  return { userId: authorId, guildId, way: 'asked' };
}

/** Notes who spoke, for how much, and what nothing was paid for; each is told once for each piece of a long text. */
export function notingMade({
  engine,
  made,
}: Saying): Required<Pick<SpeechContext, 'onSpoken' | 'onSaved'>> {
  return {
    onSpoken(spoken) {
      made.costUsd += spoken.costUsd ?? 0;
      made.isEstimated ||= spoken.costIsEstimated === true;
      made.bySubstitute ||= spoken.engine !== engine;
      made.instead ??= spoken.instead;
      made.isDoubtful ||= spoken.instead?.isDoubtful === true;
    },
    onSaved({ usd = 0 }) {
      made.savedUsd += usd;
    },
  };
}

/** How far a saying has come. */
export type Stage =
  | { readonly kind: 'joining'; readonly channelId: string }
  | { readonly kind: 'queued'; readonly before: number }
  /** Others are made to be posted before it. */
  | { readonly kind: 'lined-up'; readonly sentence: Text }
  /** `rendering` is being made too, to be posted. */
  | { readonly kind: 'making' | 'rendering'; readonly progress?: SpeechProgress }
  /** `restarting`: it will be spoken by the next process. */
  | { readonly kind: 'speaking' | 'heard' | 'skipped' | 'left' | 'restarting' }
  | { readonly kind: 'posted'; readonly notes: readonly Text[] };

/** How far it is, and what a person should know of how it was made. */
export function stateLine(
  { made, isUnread = false, translation, t }: Saying,
  stage: Stage,
): string {
  const isWaiting = ['queued', 'making', 'speaking'].includes(stage.kind);
  const parts = isWaiting && made.held !== undefined ? [made.held] : stageTexts(stage);
  if (translation) parts.push(translation);
  if (isUnread) parts.push(text(($) => $.say.notes.unreadLetters));
  if (made.bySubstitute) parts.push(substituteText(made.instead));
  if (made.isDoubtful === true) parts.push(text(($) => $.say.notes.inDoubt));
  if (made.costUsd > 0) parts.push(priceText(made));
  if (made.savedUsd > 0) parts.push(text(($) => $.say.saved, { dollars: made.savedUsd }));
  return parts.map((part) => t(part)).join(' · ');
}

/** Tells those who wait why the voice is another, and until when. */
function substituteText({ budget, quota, untilMs }: Partial<Instead> = {}): Text {
  if (budget) {
    const when = `<t:${Math.floor(budget.againAtMs / 1_000)}:R>`;
    const { scope, left } = budget;
    return left
      ? text(($) => $.say.notes.noRoom[scope], { left: amountOf(left), when })
      : text(($) => $.say.notes.overBudget[scope], { when });
  }
  if (quota !== 'day' || untilMs === undefined) return text(($) => $.say.notes.substitute);
  const when = `<t:${Math.ceil(untilMs / 1_000)}:t>`;
  return text(($) => $.say.notes.substituteUntil, { when });
}

/** The price of what was made, said to be one about where the service has estimated it. */
export function priceText({ costUsd, isEstimated }: Pick<Made, 'costUsd' | 'isEstimated'>): Text {
  const values = { dollars: costUsd };
  return isEstimated ? text(($) => $.say.priceAbout, values) : text(($) => $.say.price, values);
}

function stageTexts(stage: Stage): Text[] {
  switch (stage.kind) {
    case 'joining':
      return [text(($) => $.say.stages.joining, { channel: `<#${stage.channelId}>` })];
    case 'queued':
      return [text(($) => $.say.stages.queued, { count: stage.before })];
    case 'lined-up':
      return [stage.sentence];
    case 'making':
    case 'rendering':
      return [makingText(stage.progress)];
    case 'speaking':
    case 'heard':
    case 'skipped':
    case 'left':
    case 'restarting': {
      const { kind } = stage;
      return [text(($) => $.say.stages[kind])];
    }
    case 'posted':
      return [text(($) => $.say.stages.posted), ...stage.notes];
  }
}

function makingText(progress: SpeechProgress | undefined): Text {
  switch (progress?.phase) {
    case 'queued':
      return text(($) => $.say.making.queued);
    case 'speaking':
      return progress.percent === undefined
        ? text(($) => $.say.making.begun)
        : text(($) => $.say.making.percent, { percent: Math.round(progress.percent) / 100 });
    case 'fetching':
      return text(($) => $.say.making.fetching);
    case undefined:
      return text(($) => $.say.making.begun);
  }
}
