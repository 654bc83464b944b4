import type { APIContainerComponent, APISelectMenuOption } from 'discord-api-types/v10';

import type { QueuedLine } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import { button, menu, panelPart } from '#discord/panel.ts';
import { shownName, shorten } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

/** A line of the call's queue, as somebody sees it. */
export interface SeenLine extends QueuedLine {
  /** From 1; the line that is spoken has it, or the next one when none is. */
  readonly place: number;
  /** Unix time, about; undefined for one that is heard as soon as it is made. */
  readonly heardAtMs: number | undefined;
  readonly isOwn: boolean;
  readonly maySkip: boolean;
  /** They may have it spoken before others. */
  readonly mayBeFirst: boolean;
}

export interface WaitingShown {
  /** Undefined when the call is over. */
  readonly channelId: string | undefined;
  /** Why nothing is heard for now. */
  readonly hindrance: Text | undefined;
  readonly lines: readonly SeenLine[];
  /** Somebody holds back what is spoken. */
  readonly isPaused: boolean;
  /** Lines of everybody, and not theirs alone. */
  readonly seesAll: boolean;
  /** It isn't changed any more. */
  readonly isLast: boolean;
  readonly asker: Pick<Asker, 't' | 'moderates'>;
}

/** The lines that are listed; of the others only how many there are. */
export const maxListed = 10;

/**
 * Lists who is heard when, and never what is said: lines come from private answers and from channels that not everybody in the
 * call can read. Where a channel is named, Discord itself hides the name from those who don't see it.
 */
export function waitingView(shown: WaitingShown): View {
  const { lines, asker, channelId } = shown;
  const listed = lines.slice(0, maxListed);
  const part = panelPart(contentOf(shown, listed), buttonsFor(shown));
  const menus: APIContainerComponent['components'] =
    channelId === undefined ? [] : menusFor(listed, asker);
  const [content, ...others] = part.components;
  const components = content ? [content, ...menus, ...others] : others;
  return { kind: 'panel', components: [{ ...part, components }] };
}

function contentOf(shown: WaitingShown, listed: readonly SeenLine[]): string {
  const { channelId, hindrance, lines, seesAll, isLast } = shown;
  const { t } = shown.asker;
  const more = lines.length - listed.length;
  const channel = `<#${channelId}>`;
  return [
    channelId === undefined
      ? t(($) => $.calls.inNoCall)
      : t(lines.length === 0 ? noneText(channel, seesAll) : titleText(channel)),
    ...(hindrance === undefined ? [] : [t(hindrance)]),
    ...listed.map((line) => lineOf(line, hindrance !== undefined, t)),
    ...(more > 0 ? [t(($) => $.calls.queue.more, { count: more })] : []),
    ...(seesAll || channelId === undefined ? [] : [t(($) => $.calls.queue.onlyYours)]),
    ...(isLast ? [t(($) => $.calls.queue.stays)] : []),
  ].join('\n');
}

function titleText(channel: string): Text {
  return text(($) => $.calls.queue.title, { channel });
}

function noneText(channel: string, seesAll: boolean): Text {
  return seesAll
    ? text(($) => $.calls.queue.none, { channel })
    : text(($) => $.calls.queue.noneOfYours, { channel });
}

function lineOf(line: SeenLine, isHindered: boolean, t: Translate): string {
  const { channelId } = line.utterance.about?.() ?? {};
  const from = channelId === undefined ? t(($) => $.calls.queue.byCommand) : `<#${channelId}>`;
  const times = timeTexts(line, isHindered).map((time) => t(time));
  return `${line.place}. ${[`**${shownName(t(whoText(line)))}**`, from, ...times].join(' · ')}`;
}

function timeTexts(line: SeenLine, isHindered: boolean): readonly Text[] {
  const { isSpoken, leftMs, heardAtMs } = line;
  const length = text(($) => $.calls.queue.takes, { seconds: secondsOf(leftMs) });
  if (isHindered) return [length];
  if (isSpoken) return [text(($) => $.calls.queue.spoken, { seconds: secondsOf(leftMs) })];
  if (heardAtMs === undefined) return [length, text(($) => $.calls.queue.next)];
  const when = `<t:${Math.round(heardAtMs / 1_000)}:R>`;
  return [length, text(($) => $.calls.queue.heard, { when })];
}

function whoText({ utterance, isOwn }: SeenLine): Text {
  if (isOwn) return text(($) => $.calls.queue.you);
  const author = utterance.about?.().author;
  return author === undefined ? text(($) => $.calls.queue.somebody) : ownWords(author);
}

/** Nothing takes no time at all. */
function secondsOf(ms: number): number {
  return Math.max(1, Math.round(ms / 1_000));
}

function menusFor(
  listed: readonly SeenLine[],
  { t }: WaitingShown['asker'],
): ReturnType<typeof menu>[] {
  const options = (lines: readonly SeenLine[]): APISelectMenuOption[] =>
    lines.map((line) => ({
      label: shorten(`${line.place}. ${t(whoText(line))}`),
      value: line.utterance.id,
    }));
  const skippable = options(listed.filter((line) => line.maySkip));
  const movable = options(listed.filter((line) => line.mayBeFirst));
  return [
    ...(skippable.length > 0
      ? [
          menu(
            'queue:skip',
            t(($) => $.calls.queue.skip),
            skippable,
            1,
            1,
          ),
        ]
      : []),
    ...(movable.length > 0
      ? [
          menu(
            'queue:front',
            t(($) => $.calls.queue.toFront),
            movable,
            1,
            1,
          ),
        ]
      : []),
  ];
}

function buttonsFor({
  lines,
  asker,
  isPaused,
  seesAll,
  channelId,
}: WaitingShown): ReturnType<typeof button>[] {
  const { t, moderates } = asker;
  const waiting = lines.filter(({ isSpoken }) => !isSpoken);
  return [
    ...(waiting.some(({ isOwn }) => isOwn)
      ? [button('queue:mine', ($) => $.calls.queue.buttons.mine, t)]
      : []),
    ...(moderates && waiting.length > 0
      ? [button('queue:all', ($) => $.calls.queue.buttons.all, t)]
      : []),
    // Those who see all that waits may hold it back.
    ...(seesAll && channelId !== undefined ? [pauseButton(isPaused, t)] : []),
    button('queue:refresh', ($) => $.calls.queue.buttons.refresh, t),
  ];
}

function pauseButton(isPaused: boolean, t: Translate): ReturnType<typeof button> {
  return isPaused
    ? button('queue:resume', ($) => $.calls.queue.buttons.resume, t)
    : button('queue:pause', ($) => $.calls.queue.buttons.pause, t);
}
