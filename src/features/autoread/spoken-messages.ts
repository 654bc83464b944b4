import { LRUCache } from 'lru-cache';
import { z } from 'zod';

import type { Track } from '#audio/track.ts';
import type { About, Calls, Replacement, UtteranceEnd } from '#call/calls.ts';
import { QueueFullError, queueFull } from '#call/queue-full.ts';
import { nameInServer } from '#discord/guild-view.ts';
import { UserError } from '#errors.ts';
import type { Kept, KeptLines } from '#features/calls/kept-lines.ts';
import type { KeepLine, LastLines } from '#features/calls/last-lines.ts';
import { expectedMs } from '#features/wording/expected.ts';
import { text } from '#i18n/text.ts';
import { atMost } from '#ops/at-most.ts';
import type { ScriptRenderer, ScriptRequest } from '#speech/script.ts';
import { SpeechError } from '#speech/speech.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import type { Incoming } from './incoming.ts';
import type { Written } from './judge.ts';
import type { Outcomes } from './outcomes.ts';
import type { MessagePacket } from './packet-text.ts';
import type { UsedUp } from './used-up.ts';
import type { Worded } from './wording.ts';

export interface SpokenMessagesOptions {
  readonly calls: Calls;
  readonly renderer: ScriptRenderer;
  readonly catalogue: Pick<LiveCatalogue, 'refresh'>;
  readonly outcomes: Outcomes;
  readonly usedUp: Pick<UsedUp, 'readsInstead' | 'failed'>;
  readonly lines: Pick<KeptLines<KeptMessage>, 'keep'>;
  readonly lastLines: Pick<LastLines, 'worded'>;
}

/** The author's membership, which Discord leaves out when it is asked for a message. */
const member = z.custom<NonNullable<MessagePacket['member']>>(
  (value) => z.looseObject({ roles: z.array(z.string()) }).safeParse(value).success,
);

/** A message that waits in a call. Only where it is: it may be changed or deleted until it is taken up. */
export const keptMessage = z.object({
  kind: z.literal('message'),
  guildId: z.string(),
  channelId: z.string(),
  messageId: z.string(),
  member: member.optional(),
  /** Where its author was. */
  voice: z.object({ channelId: z.string(), muted: z.boolean(), audience: z.boolean() }).optional(),
});

export type KeptMessage = Readonly<z.infer<typeof keptMessage>>;

/** A message on its way to be heard. */
interface Waiting {
  /** In the call's queue. */
  readonly utteranceId: string;
  incoming: Incoming;
  /** Begins with its author's name. */
  readonly introduced: boolean;
  kept?: Kept | undefined;
  /** The key of the words to speak: an edit that leaves it as it is makes nothing anew. */
  key: string;
  expectedMs: number;
  /** Its speech has begun to be made. */
  isMade: boolean;
  /** The kept voice that speaks it. */
  voiceId: string | undefined;
  /** Keeps it for its author once it was heard. */
  keepLine: KeepLine;
  /** It waited when the bot was started anew, and may have been paid then. */
  readonly isTakenUp: boolean;
}

/** The words to speak for a message. */
export interface Phrased extends Extract<Worded, { readonly kind: 'words' }> {
  /** The same with its author's name: spoken when somebody else's line comes to stand before it. */
  readonly named?: ScriptRequest;
}

/** A message as it comes into the queue. */
interface Queued extends Pick<Written, 'cameAtMs'> {
  readonly line: KeptMessage | undefined;
  /** It begins with its author's name. */
  readonly introduced: boolean;
}

const maxDeleted = 5_000;

/** Messages in the queues of calls, from being queued to their end. */
export class SpokenMessages {
  readonly #options: SpokenMessagesOptions;
  readonly #waiting = new Map<string, Waiting>();
  /** Deleted, maybe before their turn came. */
  readonly #deleted = new LRUCache<string, true>(atMost(maxDeleted));

  constructor(options: SpokenMessagesOptions) {
    this.#options = options;
  }

  /** A message that is still to be heard, as it was when it was queued, or is since an edit. */
  waiting(messageId: string): Pick<Waiting, 'incoming' | 'introduced'> | undefined {
    return this.#waiting.get(messageId);
  }

  /** Whether it was deleted, maybe before it was known. */
  isDeleted(messageId: string): boolean {
    return this.#deleted.has(messageId);
  }

  /** Hands speech that is on its way for one message to another message; it may be made already. */
  takeOver(messageId: string, incoming: Incoming): 'gone' | 'made' | 'waits' {
    const waiting = this.#waiting.get(messageId);
    if (!waiting) return 'gone';
    waiting.incoming = incoming;
    this.#waiting.delete(messageId);
    this.#waiting.set(incoming.id, waiting);
    return waiting.isMade ? 'made' : 'waits';
  }

  /** `line` is kept in case that the bot is started anew before it was heard. */
  queue(incoming: Incoming, phrased: Phrased, { introduced, line, cameAtMs }: Queued): void {
    const { calls, outcomes, lines } = this.#options;
    const { id, guildId, authorId } = incoming;
    if (this.#deleted.has(id)) return outcomes.note(incoming, { kind: 'deleted' });
    const { key, request } = phrased;
    // Only what was taken up has no line: it is not kept a second time.
    const isTakenUp = line === undefined;
    const waiting: Waiting = {
      utteranceId: id,
      incoming,
      introduced,
      key,
      expectedMs: expectedMs(request),
      isMade: false,
      isTakenUp,
      voiceId: phrased.voiceId,
      keepLine: this.#options.lastLines.worded(guildId),
    };
    try {
      const speech = this.#speech(phrased, waiting);
      const ticket = calls.speak(guildId, {
        id,
        authorId,
        mayBePiece: true,
        ...(cameAtMs !== undefined && { askedAtMs: cameAtMs }),
        about: () => aboutOf(waiting),
        typed: () => waiting.incoming.text.content,
        onHeard: (track) => this.#heard(waiting, track),
        ...speech,
      });
      this.#waiting.set(id, waiting);
      waiting.kept = line && lines.keep(line);
      outcomes.note(incoming, { kind: 'waiting' });
      void ticket.ended.then((end) => this.#ended(waiting, end));
    } catch (error) {
      if (error instanceof QueueFullError) return this.noRoom(incoming, error);
      if (!(error instanceof UserError)) throw error;
      outcomes.note(incoming, { kind: 'failed', text: error.text });
      outcomes.tellOnce(guildId, error.text);
    }
  }

  /** It is not spoken, since too much waits. Its author is told once, however many more follow, and whichever gave way. */
  noRoom(incoming: Incoming, why: UserError): void {
    const { outcomes } = this.#options;
    outcomes.note(incoming, { kind: 'queue-full' });
    const author = `<@${incoming.authorId}>`;
    const saying = ({ text: what }: UserError) =>
      text(($) => $.autoread.toAuthor, { author, what });
    outcomes.tellOnce(incoming.guildId, saying(why), saying(queueFull.ofEverybody()));
  }

  /** In its place, and made anew only when it would sound different. */
  replace({ id, guildId }: Incoming, phrased: Phrased): void {
    const waiting = this.#waiting.get(id);
    if (!waiting || waiting.key === phrased.key) return;
    waiting.key = phrased.key;
    waiting.expectedMs = expectedMs(phrased.request);
    waiting.voiceId = phrased.voiceId;
    waiting.keepLine = this.#options.lastLines.worded(guildId);
    this.#options.calls.replace(guildId, waiting.utteranceId, this.#speech(phrased, waiting));
  }

  /** Takes it out; why was noted by whoever does. */
  drop({ id, guildId }: Pick<Incoming, 'id' | 'guildId'>): void {
    this.#options.calls.skip(guildId, this.#waiting.get(id)?.utteranceId ?? id);
  }

  deleted(guildId: string, messageIds: readonly string[]): void {
    for (const id of messageIds) {
      this.#deleted.set(id, true);
      this.drop({ id, guildId });
    }
  }

  /** Every message of a server that is still to be heard. */
  of(guildId: string): readonly Incoming[] {
    const all = [...this.#waiting.values()].map(({ incoming }) => incoming);
    return all.filter((incoming) => incoming.guildId === guildId);
  }

  channelDeleted(guildId: string, channelId: string): void {
    const gone = this.of(guildId).filter(({ facts }) => facts.channelId === channelId);
    this.deleted(
      guildId,
      gone.map(({ id }) => id),
    );
  }

  #speech({ request, named, voiceId }: Phrased, waiting: Waiting): Replacement {
    const renderAs =
      (script: ScriptRequest): Replacement['render'] =>
      (signal) => {
        waiting.isMade = true;
        const { authorId: userId, guildId } = waiting.incoming;
        const payer = { userId, guildId, way: 'read' } as const;
        return this.#options.renderer.render(script, {
          signal,
          payer,
          isTakenUp: waiting.isTakenUp,
          onSpoken: ({ instead }) => instead && this.#options.usedUp.readsInstead(guildId, instead),
        });
      };
    return {
      ...(voiceId !== undefined && { voiceId }),
      render: renderAs(request),
      ...(named && { renderNamed: renderAs(named) }),
    };
  }

  /** Its author can hear it once more, if it is still there then. */
  #heard({ incoming, voiceId, keepLine }: Waiting, track: Track): void {
    const { id, authorId } = incoming;
    if (this.#deleted.has(id)) return;
    const voice = voiceId !== undefined && { voiceId };
    void keepLine({ id, authorId, ...voice }, track);
  }

  #ended({ incoming, kept }: Waiting, end: UtteranceEnd): void {
    kept?.over(end);
    const { outcomes, usedUp, catalogue } = this.#options;
    const { id, guildId } = incoming;
    this.#waiting.delete(id);
    const known = outcomes.of(guildId, id)?.outcome;
    // An edit that took it out has said why.
    if (end.outcome === 'skipped' && known?.kind !== 'waiting') return;
    if (end.outcome !== 'failed')
      return outcomes.note(incoming, { kind: this.#deleted.has(id) ? 'deleted' : end.outcome });
    if (end.error instanceof QueueFullError) return this.noRoom(incoming, end.error);
    const told = outcomes.textFor(end.error);
    outcomes.note(incoming, { kind: 'failed', text: told });
    if (end.error instanceof SpeechError) {
      // The voices that are offered are out of date.
      if (end.error.failure === 'model-gone') void catalogue.refresh();
      if (usedUp.failed(guildId, end.error.facts)) return;
    }
    // Why a call ended is told by the call.
    if (!(end.error instanceof UserError)) outcomes.tellOnce(guildId, told);
  }
}

/** A message that was posted for somebody is listed under the name that everybody reads above it. */
function aboutOf({ incoming, expectedMs }: Waiting): About {
  const { authorId, people, proxyName, webhook, facts } = incoming;
  const names = people.get(authorId);
  const author = proxyName ?? webhook?.name ?? (names && nameInServer(names));
  return { author, channelId: facts.channelId, expectedMs };
}
