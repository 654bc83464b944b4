import { LRUCache } from 'lru-cache';

import type { Calls, UtteranceEnd } from '../../call/calls.ts';
import { UserError } from '../../errors.ts';
import type { Log } from '../../ops/log.ts';
import type { ScriptRenderer } from '../../speech/script.ts';
import { SpeechError } from '../../speech/speech.ts';
import type { ServerSettings } from '../../store/server-settings.ts';
import type { Store } from '../../store/store.ts';
import { isIntroduced } from '../../text/said.ts';
import type { SaidMode } from '../../text/said.ts';
import type { LiveCatalogue } from '../../voices/catalogue.ts';
import { sentenceFor } from '../failures.ts';
import type { Whereabouts } from '../whereabouts.ts';
import { decide } from './decision.ts';
import type { AuthorVoice, HistoryFacts } from './decision.ts';
import type { GuildView } from './guild-view.ts';
import { incomingOf } from './incoming.ts';
import type { Incoming } from './incoming.ts';
import { Lanes } from './lanes.ts';
import { MessageAges } from './message-ages.ts';
import type { MessageContent } from './message-content.ts';
import { Outcomes } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import type { MessagePacket } from './packet-text.ts';
import { RecentWords } from './recent-words.ts';
import { worded } from './wording.ts';
import type { WordingParts } from './wording.ts';

export interface AutoReaderOptions extends Omit<WordingParts, 'catalogue' | 'view'> {
  readonly serverSettings: Store['serverSettings'];
  readonly mutes: Pick<Store['mutes'], 'isMuted'>;
  readonly calls: Calls;
  readonly renderer: ScriptRenderer;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known' | 'refresh'>;
  readonly view: GuildView;
  readonly whereabouts: Pick<Whereabouts, 'obstacle'>;
  readonly content: Pick<MessageContent, 'visible' | 'saw'>;
  /** Somebody's message is read: what people should know is told there. */
  readonly heardFrom: (guildId: string, channelId: string) => void;
  readonly tell: (guildId: string, sentence: string) => Promise<void>;
  readonly log: Log;
}

/** A message on its way to be heard. */
interface Waiting {
  readonly guildId: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly introduced: boolean;
  /** What will be spoken: an edit that changes nothing of it makes nothing anew. */
  words: string;
}

/** The same trouble is told again after this time, and not at every message. */
const tellAgainMs = 10 * 60_000;
const maxDeleted = 5_000;
const saidModes: Readonly<Record<ServerSettings['words']['said'], SaidMode>> = {
  off: 'off',
  always: 'always',
  'on-change': 'changes',
};

/** Reads messages of servers aloud, in the order in which they were written, and knows what became of each. */
export class AutoReader {
  readonly outcomes = new Outcomes();
  readonly #options: AutoReaderOptions;
  readonly #lanes = new Lanes();
  readonly #ages = new MessageAges();
  readonly #recent = new RecentWords();
  readonly #waiting = new Map<string, Waiting>();
  /** Deleted, maybe before their turn came. */
  readonly #deleted = new LRUCache<string, true>({ max: maxDeleted });
  readonly #told = new LRUCache<string, true>({ max: maxDeleted, ttl: tellAgainMs });
  /** Who was last spoken for in each server's call. */
  readonly #lastAuthors = new LRUCache<string, string>({ max: maxDeleted });
  readonly #closing = new AbortController();

  constructor(options: AutoReaderOptions) {
    this.#options = options;
  }

  /** A message was written. Resolves when it is queued, or known not to be read. */
  async written(packet: MessagePacket): Promise<void> {
    const incoming = this.#incoming(packet);
    if (!incoming) return;
    const { view, now, content } = this.#options;
    const { guildId, authorId, sentAtMs, facts } = incoming;
    content.saw(facts);
    // Where the author is counts at the moment of writing, whatever is still being done for others.
    const voice = view.voiceOf(guildId, authorId);
    const ageMs = this.#ages.age(now() - sentAtMs);
    await this.#lanes.run(guildId, () => this.#consider(incoming, voice, ageMs));
  }

  /** A message was changed: while it waits, it is spoken as it is now. */
  async edited(packet: MessagePacket): Promise<void> {
    const incoming = this.#incoming(packet);
    // Discord also tells of link previews that it adds.
    if (!incoming?.edited) return;
    await this.#lanes.run(incoming.guildId, () => this.#reconsider(incoming));
  }

  /** Messages were deleted: they fall silent, those that wait and those that are being spoken. */
  deleted(guildId: string, messageIds: readonly string[]): void {
    for (const id of messageIds) {
      this.#deleted.set(id, true);
      this.#options.calls.skip(guildId, id);
    }
  }

  /** A channel or thread is gone, with all that was written there. */
  channelDeleted(guildId: string, channelId: string): void {
    const gone = [...this.#waiting].filter(([, waiting]) => waiting.channelId === channelId);
    this.deleted(
      guildId,
      gone.map(([id]) => id),
    );
  }

  close(): void {
    this.#closing.abort();
  }

  #incoming(packet: MessagePacket): Incoming | undefined {
    const { view } = this.#options;
    if (view.botId === undefined || this.#closing.signal.aborted) return undefined;
    if (packet.guild_id === undefined || !view.knows(packet.guild_id)) return undefined;
    return incomingOf(packet, { botId: view.botId, parentOf: (id) => view.parentOf(id) });
  }

  async #consider(
    incoming: Incoming,
    voice: AuthorVoice | undefined,
    ageMs: number,
  ): Promise<void> {
    const { serverSettings, calls, heardFrom, now } = this.#options;
    const { guildId, authorId, facts } = incoming;
    const settings = await serverSettings.get(guildId);
    // Almost every server that has not switched it on: nothing is asked for, and nothing remembered.
    if (!settings.reading.on) return;
    const history = this.#recent.facts(guildId, authorId, facts.content, now());
    const verdict = await this.#decide(incoming, settings, voice, ageMs, history);
    const isRead = verdict === 'read';
    this.#recent.note(guildId, authorId, facts.content, now(), isRead);
    if (!isRead) return this.#note(incoming, { kind: 'not-read', why: verdict });
    heardFrom(guildId, facts.channelId);
    if (calls.channelOf(guildId) === undefined && voice && !this.#join(incoming, voice)) return;
    await this.#speak(incoming, settings);
  }

  async #decide(
    { guildId, authorId, facts }: Incoming,
    settings: ServerSettings,
    voice: AuthorVoice | undefined,
    ageMs: number,
    history: HistoryFacts,
  ): Promise<ReturnType<typeof decide>> {
    const { people, members, mutes, calls, content } = this.#options;
    const [person, member, muted] = await Promise.all([
      people.get(authorId),
      members.get({ serverId: guildId, personId: authorId }),
      mutes.isMuted(guildId, authorId),
    ]);
    return decide({
      message: { ...facts, ageMs },
      settings,
      author: { optedOut: person.optedOut, optedIn: member.optedIn, muted, voice },
      callChannelId: calls.channelOf(guildId),
      history,
      seesContent: content.visible,
    });
  }

  /** Begins to join, without waiting: what is read meanwhile is made, and heard when the bot is there. */
  #join(incoming: Incoming, { channelId }: AuthorVoice): boolean {
    const { calls, whereabouts } = this.#options;
    const { guildId } = incoming;
    const obstacle = whereabouts.obstacle(guildId, channelId);
    if (obstacle !== undefined) {
      this.#note(incoming, { kind: 'cannot-join', sentence: obstacle });
      this.#tellOnce(guildId, obstacle);
      return false;
    }
    calls.join({ guildId, channelId }, this.#closing.signal).catch((error: unknown) => {
      if (!this.#closing.signal.aborted)
        this.#tellOnce(guildId, sentenceFor(error, this.#options.log, 'autoread'));
    });
    return true;
  }

  async #speak(incoming: Incoming, settings: ServerSettings): Promise<void> {
    const { calls } = this.#options;
    const { id, guildId, authorId, facts } = incoming;
    const last = calls.queue(guildId).at(-1)?.authorId ?? this.#lastAuthors.get(guildId);
    const introduced = isIntroduced(saidModes[settings.words.said], authorId, last);
    const made = await this.#worded(incoming, settings, introduced);
    if (made?.kind !== 'words') return;
    if (this.#deleted.has(id)) return this.#note(incoming, { kind: 'deleted' });
    const { request, key, voiceId } = made;
    try {
      const ticket = calls.speak(guildId, {
        id,
        authorId,
        ...(voiceId !== undefined && { voiceId }),
        render: (signal) => this.#options.renderer.render(request, { signal }),
      });
      const { channelId } = facts;
      this.#waiting.set(id, { guildId, channelId, authorId, introduced, words: key });
      this.#lastAuthors.set(guildId, authorId);
      this.#note(incoming, { kind: 'waiting' });
      void ticket.ended.then((end) => this.#ended(id, end));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#note(incoming, { kind: 'queue-full' });
      this.#tellOnce(guildId, error.message);
    }
  }

  /** What is spoken; undefined when nothing is, which is noted. */
  async #worded(
    incoming: Incoming,
    settings: ServerSettings,
    introduced: boolean,
  ): Promise<Awaited<ReturnType<typeof worded>> | undefined> {
    const { catalogue, log } = this.#options;
    try {
      if (catalogue.book.offers.length === 0) await catalogue.known(this.#closing.signal);
      const made = await worded(incoming, settings, introduced, this.#options);
      if (made.kind === 'no-words') this.#note(incoming, made);
      return made;
    } catch (error) {
      const sentence = sentenceFor(error, log, 'autoread');
      this.#note(incoming, { kind: 'failed', sentence });
      this.#tellOnce(incoming.guildId, sentence);
      return undefined;
    }
  }

  async #reconsider(incoming: Incoming): Promise<void> {
    const { serverSettings, calls, view, renderer } = this.#options;
    const { id, guildId, authorId } = incoming;
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    const settings = await serverSettings.get(guildId);
    const voice = view.voiceOf(guildId, authorId);
    const verdict = await this.#decide(incoming, settings, voice, 0, { sameBefore: 0 });
    if (verdict !== 'read') {
      this.#note(incoming, { kind: 'not-read', why: verdict });
      calls.skip(guildId, id);
      return;
    }
    const made = await this.#worded(incoming, settings, waiting.introduced);
    if (made?.kind !== 'words') calls.skip(guildId, id);
    else if (made.key !== waiting.words) {
      const { request, key } = made;
      waiting.words = key;
      calls.replace(guildId, id, (signal) => renderer.render(request, { signal }));
    }
  }

  #ended(id: string, end: UtteranceEnd): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (!waiting) return;
    const { guildId } = waiting;
    const known = this.outcomes.of(guildId, id)?.outcome;
    // An edit that took it out has said why.
    if (end.outcome === 'skipped' && known?.kind !== 'waiting') return;
    const note = (outcome: Outcome): void =>
      this.outcomes.note(guildId, { ...placeOf(waiting), messageId: id, outcome });
    if (end.outcome !== 'failed')
      return note({ kind: this.#deleted.has(id) ? 'deleted' : end.outcome });
    const sentence = sentenceFor(end.error, this.#options.log, 'autoread');
    note({ kind: 'failed', sentence });
    // The voices that are offered are out of date.
    if (end.error instanceof SpeechError && end.error.failure === 'model-gone')
      void this.#options.catalogue.refresh();
    // Why a call ended is told by the call.
    if (!(end.error instanceof UserError)) this.#tellOnce(guildId, sentence);
  }

  #note({ id, guildId, authorId, facts }: Incoming, outcome: Outcome): void {
    const { channelId } = facts;
    this.outcomes.note(guildId, { messageId: id, channelId, authorId, outcome });
  }

  #tellOnce(guildId: string, sentence: string): void {
    const key = `${guildId} ${sentence}`;
    if (this.#told.has(key)) return;
    this.#told.set(key, true);
    void this.#options.tell(guildId, sentence);
  }
}

function placeOf({ channelId, authorId }: Waiting): { channelId: string; authorId: string } {
  return { channelId, authorId };
}
