import { moderatesReading, serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { fittingIn } from '#discord/fitting.ts';
import { marksNamed } from '#features/settings/told-values.ts';
import { inARow, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

import type { Obstacle } from './decision.ts';
import type { MessageOutcome, Outcome, Outcomes } from './outcomes.ts';

type Rules = Pick<ServerSettings, 'reading' | 'moderation'>;

export type WhyParts = Pick<Store, 'serverSettings'> & { readonly outcomes: Outcomes };

const maxLines = 5;
/** The characters of a message. */
const maxLength = 2_000;
const searched = 200;
/** A choice of somebody, or one that moderators made for them, is nobody else's business. */
const personal: ReadonlySet<Obstacle> = new Set(['opted-out', 'not-opted-in', 'muted', 'banned']);

/** Tells people who wonder what became of messages. */
export class Why {
  readonly #parts: WhyParts;

  constructor(parts: WhyParts) {
    this.#parts = parts;
  }

  /** Tells of the last messages of a channel, a line each. */
  async lastIn(asker: Asker, channelId: string): Promise<string> {
    const guildId = serverOf(asker);
    const settings = await this.#parts.serverSettings.get(guildId);
    if (!settings.reading.on) return asker.t(($) => $.autoread.notRead.off);
    const last = this.#parts.outcomes
      .latest(guildId, searched)
      .filter((each) => each.channelId === channelId)
      .slice(0, maxLines);
    if (last.length === 0) return asker.t(($) => $.autoread.why.nothingWritten);
    const lines = last.map((each) => `${linkTo(guildId, each)} ${sentence(asker, each, settings)}`);
    return lines.slice(0, fittingIn(maxLength, lines)).join('\n');
  }

  async message(asker: Asker, messageId: string): Promise<string> {
    const guildId = serverOf(asker);
    const settings = await this.#parts.serverSettings.get(guildId);
    const known = this.#parts.outcomes.of(guildId, messageId);
    if (known) return sentence(asker, known, settings);
    if (!settings.reading.on) return asker.t(($) => $.autoread.notRead.off);
    return asker.t(($) => $.autoread.why.unknown);
  }
}

function sentence(asker: Asker, known: MessageOutcome, settings: Rules): string {
  return asker.t(outcomeFor(asker, known, settings));
}

/** The outcome of a message, as far as it is the business of whoever asks; `settings` are those of now. */
export function outcomeFor(
  asker: Asker,
  {
    outcome,
    authorId,
    untranslated,
  }: Pick<MessageOutcome, 'outcome' | 'authorId' | 'untranslated'>,
  settings: Rules,
): Text {
  const mayKnow = asker.id === authorId || moderatesReading(asker);
  if (outcome.kind === 'not-read' && personal.has(outcome.why) && !mayKnow)
    return text(($) => $.autoread.why.authorNotRead);
  const became = outcomeText(outcome, settings);
  if (!untranslated) return became;
  const why = untranslated.because;
  return inARow(
    became,
    text(($) => $.translation.readInOriginal, { why }),
  );
}

function linkTo(guildId: string, { channelId, messageId }: MessageOutcome): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

/** Why a message wasn't read, and what would change that; `settings` are those of now. */
function obstacleText(why: Obstacle, { reading, moderation }: Rules): Text {
  switch (why) {
    case 'no-role': {
      const { requiredRoleId } = reading;
      return requiredRoleId === undefined
        ? text(($) => $.autoread.noRoleThen)
        : text(($) => $.autoread.noRole, { role: `<@&${requiredRoleId}>` });
    }
    case 'skip-mark':
      return withMarks(reading.skipMarks);
    case 'no-prefix':
      return withPrefix(reading.prefix);
    case 'no-call':
      return reading.joins ? text(($) => $.autoread.nobodyInCall) : text(($) => $.autoread.noCall);
    case 'cooldown':
      return text(($) => $.autoread.cooldown, { seconds: moderation.cooldownMs / 1_000 });
    default:
      return text(($) => $.autoread.notRead[why]);
  }
}

function withMarks(now: Rules['reading']['skipMarks']): Text {
  const marks = marksNamed(now);
  return marks ? text(($) => $.autoread.skipMark, { marks }) : text(($) => $.autoread.skipMarkThen);
}

function withPrefix(now: string): Text {
  const prefix = now === '' ? undefined : marksNamed([now]);
  return prefix
    ? text(($) => $.autoread.noPrefix, { prefix })
    : text(($) => $.autoread.noPrefixThen);
}

function outcomeText(outcome: Outcome, settings: Rules): Text {
  switch (outcome.kind) {
    case 'not-read':
      return obstacleText(outcome.why, settings);
    case 'no-words': {
      const parts = outcome.leftOut.map((part) => text(($) => $.autoread.parts[part]));
      return parts.length === 0
        ? text(($) => $.autoread.noWords)
        : text(($) => $.autoread.leftOut, { parts });
    }
    case 'cannot-join':
    case 'failed':
      return outcome.text;
    default: {
      const { kind } = outcome;
      return text(($) => $.autoread.became[kind]);
    }
  }
}
