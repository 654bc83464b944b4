import type { Asker } from '#discord/asker.ts';
import { moderatesReading, serverOf } from '#discord/asker.ts';
import type { Store } from '#store/store.ts';

import type { Obstacle } from './decision.ts';
import { outcomeSentence } from './outcome-sentence.ts';
import type { MessageOutcome, Outcomes } from './outcomes.ts';

export type WhyParts = Pick<Store, 'serverSettings'> & { readonly outcomes: Outcomes };

/** Tells people who wonder what became of messages. */
export interface Why {
  /** Tells of the last messages of a channel, a line each. */
  lastIn(asker: Asker, channelId: string): Promise<string>;
  message(asker: Asker, messageId: string): Promise<string>;
}

const maxLines = 5;
const searched = 200;
/** A choice of somebody, or one that moderators made for them, is nobody else's business. */
const personal: ReadonlySet<Obstacle> = new Set(['opted-out', 'not-opted-in', 'muted']);

export function why({ serverSettings, outcomes }: WhyParts): Why {
  return {
    async lastIn(asker, channelId) {
      const guildId = serverOf(asker);
      const settings = await serverSettings.get(guildId);
      if (!settings.reading.on) return outcomeSentence({ kind: 'not-read', why: 'off' }, settings);
      const last = outcomes
        .latest(guildId, searched)
        .filter((each) => each.channelId === channelId)
        .slice(0, maxLines);
      if (last.length === 0) return 'Nothing has been written here since I was started.';
      return last
        .map((each) => `${linkTo(guildId, each)} ${sentence(asker, each, settings)}`)
        .join('\n');
    },
    async message(asker, messageId) {
      const guildId = serverOf(asker);
      const settings = await serverSettings.get(guildId);
      const known = outcomes.of(guildId, messageId);
      if (known) return sentence(asker, known, settings);
      if (!settings.reading.on) return outcomeSentence({ kind: 'not-read', why: 'off' }, settings);
      return 'I no longer know: it is too long ago, I was not here yet, or I wrote it.';
    },
  };
}

function sentence(
  asker: Asker,
  { outcome, authorId }: MessageOutcome,
  settings: Parameters<typeof outcomeSentence>[1],
): string {
  const mayKnow = asker.id === authorId || moderatesReading(asker);
  if (outcome.kind === 'not-read' && personal.has(outcome.why) && !mayKnow)
    return 'Its author is not read here.';
  return outcomeSentence(outcome, settings);
}

function linkTo(guildId: string, { channelId, messageId }: MessageOutcome): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}
