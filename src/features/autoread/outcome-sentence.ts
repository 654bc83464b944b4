import { moderatesReading, serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { marksNamed } from '#features/settings/told-values.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import type { LeftOut } from '#text/render.ts';

import type { Obstacle } from './decision.ts';
import type { MessageOutcome, Outcome, Outcomes } from './outcomes.ts';

type Rules = Pick<ServerSettings, 'reading' | 'moderation'>;

export type WhyParts = Pick<Store, 'serverSettings'> & { readonly outcomes: Outcomes };

const maxLines = 5;
const searched = 200;
/** A choice of somebody, or one that moderators made for them, is nobody else's business. */
const personal: ReadonlySet<Obstacle> = new Set(['opted-out', 'not-opted-in', 'muted']);

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
    if (!settings.reading.on) return obstacleSentences.off(settings);
    const last = this.#parts.outcomes
      .latest(guildId, searched)
      .filter((each) => each.channelId === channelId)
      .slice(0, maxLines);
    if (last.length === 0) return 'Nothing has been written here since I was started.';
    return last
      .map((each) => `${linkTo(guildId, each)} ${sentence(asker, each, settings)}`)
      .join('\n');
  }

  async message(asker: Asker, messageId: string): Promise<string> {
    const guildId = serverOf(asker);
    const settings = await this.#parts.serverSettings.get(guildId);
    const known = this.#parts.outcomes.of(guildId, messageId);
    if (known) return sentence(asker, known, settings);
    if (!settings.reading.on) return obstacleSentences.off(settings);
    return 'I no longer know: it is too long ago, I was not here yet, or I wrote it.';
  }
}

function sentence(asker: Asker, { outcome, authorId }: MessageOutcome, settings: Rules): string {
  const mayKnow = asker.id === authorId || moderatesReading(asker);
  if (outcome.kind === 'not-read' && personal.has(outcome.why) && !mayKnow)
    return 'Its author is not read here.';
  return outcomeSentence(outcome, settings, asker.t);
}

function linkTo(guildId: string, { channelId, messageId }: MessageOutcome): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

/** Why a message wasn't read, and what would change that; `settings` are those of now. */
const obstacleSentences: Readonly<Record<Obstacle, (settings: Rules) => string>> = {
  off: () => 'Auto-read is off in this server: an admin can switch it on with `/autoread on`.',
  system: () => 'It is a notice of Discord, not somebody’s words.',
  bot: () => 'A bot wrote it, and messages of bots are not read here.',
  webhook: () => 'A webhook wrote it, and messages of webhooks are not read here.',
  'other-channel': () =>
    'This channel is not one that is read. `/autoread show` lists them; a message that mentions me is read anywhere.',
  thread: () => 'It is in a thread, and threads are not read here.',
  'opted-out': () => 'Its author has asked not to be read.',
  'not-opted-in': () =>
    'This server reads only people who agreed to it, with `/autoread me`, and its author has not.',
  muted: () =>
    'The moderators of this server have put its author on the list of people who are not read.',
  'ignored-role': () => 'Its author has a role that is not read here.',
  'no-role': ({ reading }) =>
    reading.requiredRoleId === undefined
      ? 'Its author did not have the role that was needed then.'
      : `Only people with the role <@&${reading.requiredRoleId}> are read here.`,
  silent: () => 'It was sent with @silent, and such messages are not read here.',
  'no-content': () =>
    'Discord does not show me what people write: whoever runs me has to switch on the Message Content Intent. Until then I read messages that mention me, and `/say`.',
  empty: () => 'There was nothing in it to read.',
  'skip-mark': ({ reading }) =>
    `It begins with a mark for messages that are not to be read (${marksNamed(reading.skipMarks)}).`,
  'no-prefix': ({ reading }) =>
    `Only messages that begin with ${marksNamed([reading.prefix])} are read here.`,
  'bot-command': () =>
    'It looks like a command for another bot, and such messages are not read here. An admin can change that in `/autoread show`.',
  'no-call': ({ reading }) =>
    reading.joins
      ? 'I was in no voice channel, and its author neither.'
      : 'I was in no voice channel: `/join` brings me there.',
  'not-in-call': () => 'Its author was not in my voice channel.',
  'not-muted': () => 'Only people who are muted in the call are read here.',
  'stage-audience': () => 'Its author was in the audience of the Stage.',
  late: () => 'It reached me minutes after it was written.',
  cooldown: ({ moderation }) =>
    `Its author wrote sooner than ${moderation.cooldownMs / 1_000} s after their last message that was read.`,
  repeated: () => 'It was the same for the third time in a row.',
};

const leftOutNames: Readonly<Record<LeftOut, string>> = {
  code: 'code',
  'custom-emoji': 'emoji of servers',
  emoji: 'emoji',
  filtered: 'words that are filtered here',
  link: 'links',
  marks: 'marks that change how it is spoken',
  quote: 'quotes',
  spoiler: 'spoilers',
  'too-long': 'what is too long',
  unspeakable: 'signs that nobody can say',
};

const sentences: Readonly<
  Record<Exclude<Outcome['kind'], 'not-read' | 'no-words' | 'cannot-join' | 'failed'>, string>
> = {
  waiting: 'It is being read, or will be as soon as what was written before it is over.',
  heard: 'It was read.',
  proxied: 'It was posted again for its author, and what was posted is read in its place.',
  'said-before': 'Its words were read when their author wrote them.',
  deleted: 'It was deleted before it was read to its end.',
  skipped: 'Somebody skipped it.',
  left: 'I left the call before it was its turn.',
  'queue-full': 'Too much was waiting to be spoken.',
};

function outcomeSentence(outcome: Outcome, settings: Rules, t: Translate): string {
  switch (outcome.kind) {
    case 'not-read':
      return obstacleSentences[outcome.why](settings);
    case 'no-words':
      return outcome.leftOut.length === 0
        ? 'There were no words in it.'
        : `It holds nothing but ${list(outcome.leftOut.map((what) => leftOutNames[what]))}, which is not read here.`;
    case 'cannot-join':
    case 'failed':
      return t(outcome.sentence);
    default:
      return sentences[outcome.kind];
  }
}

function list(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names);
}
