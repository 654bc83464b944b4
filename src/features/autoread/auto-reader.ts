import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Calls } from '#call/calls.ts';
import { Ages } from '#discord/ages.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import type { KeptLines } from '#features/calls/kept-lines.ts';
import type { LastLines } from '#features/calls/last-lines.ts';
import { Lanes } from '#ops/lanes.ts';
import type { ScriptRenderer } from '#speech/script.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import { isIntroduced } from '#text/said.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { CalledAs } from './called-as.ts';
import { barred, isReadThere } from './decision.ts';
import { incomingOf } from './incoming.ts';
import type { Incoming } from './incoming.ts';
import { judge } from './judge.ts';
import type { JudgeParts, Written } from './judge.ts';
import type { MessageContent } from './message-content.ts';
import { Outcomes } from './outcomes.ts';
import type { OutcomesOptions } from './outcomes.ts';
import type { MessagePacket } from './packet-text.ts';
import { editedAs, Proxying } from './proxying.ts';
import { RecentWords } from './recent-words.ts';
import type { KeptMessage } from './spoken-messages.ts';
import { SpokenMessages } from './spoken-messages.ts';
import type { Phrased } from './spoken-messages.ts';
import { UsedUp } from './used-up.ts';
import { worded } from './wording.ts';
import type { Worded, WordingParts } from './wording.ts';

export interface AutoReaderOptions
  extends
    Omit<WordingParts, 'catalogue' | 'view'>,
    Pick<JudgeParts, 'mutes' | 'bans'>,
    OutcomesOptions {
  readonly serverSettings: Store['serverSettings'];
  readonly calls: Calls;
  readonly renderer: ScriptRenderer;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known' | 'refresh'>;
  readonly view: GuildView;
  readonly whereabouts: Pick<Whereabouts, 'obstacle'>;
  readonly content: Pick<MessageContent, 'visible' | 'saw'>;
  /** Somebody's message is read: what people should know is told there. */
  readonly heardFrom: (guildId: string, channelId: string) => void;
  readonly lines: Pick<KeptLines<KeptMessage>, 'keep'>;
  readonly lastLines: Pick<LastLines, 'keep'>;
  /** Authors took messages back: whoever else says them must not. */
  readonly takenBack: (messageIds: readonly string[]) => void;
}

/** Reads messages of servers aloud, in the order in which they were written, and knows what became of each. */
export class AutoReader {
  readonly #options: AutoReaderOptions;
  readonly outcomes: Outcomes;
  readonly #spoken: SpokenMessages;
  readonly #lanes = new Lanes();
  readonly #ages = new Ages(32);
  readonly #recent = new RecentWords();
  readonly #calledAs: CalledAs;
  readonly #proxying: Proxying;
  readonly #closing = new AbortController();

  constructor(options: AutoReaderOptions) {
    this.#options = options;
    this.outcomes = new Outcomes(options);
    this.#calledAs = new CalledAs(options.people);
    const usedUp = new UsedUp(options);
    this.#spoken = new SpokenMessages({ ...options, outcomes: this.outcomes, usedUp });
    this.#proxying = new Proxying({
      outcomes: this.outcomes,
      spoken: this.#spoken,
      lanes: this.#lanes,
      now: options.now,
      read: (written) => this.#read(written),
      reread: (incoming) => this.#reconsider(incoming),
    });
  }

  /** A message was written. Resolves when it is queued, or known not to be read. */
  async written(packet: MessagePacket): Promise<void> {
    const cameAtMs = performance.now();
    const incoming = this.#incoming(packet);
    if (!incoming) return;
    const { view, now, content } = this.#options;
    const { id: messageId, guildId, authorId, sentAtMs, facts } = incoming;
    content.saw(facts);
    // Where the author is counts at the moment of writing, whatever is still being done for others.
    const voice = view.voiceOf(guildId, authorId);
    const arrivedAtMs = now();
    const ageMs = this.#ages.age(arrivedAtMs - sentAtMs);
    const { channelId } = facts;
    const { member } = packet;
    const line = { kind: 'message', guildId, channelId, messageId, voice, member } as const;
    const written = { incoming, voice, ageMs, cameAtMs, line };
    const rest = await this.#lanes.run(guildId, () => this.#arrived(written, arrivedAtMs));
    await rest?.();
  }

  /** A message was read, and waited to be heard when the bot was started anew. */
  async takenUp(packet: MessagePacket, voice: Written['voice']): Promise<void> {
    const incoming = this.#incoming(packet);
    if (!incoming) return;
    await this.#lanes.run(incoming.guildId, () => this.#read({ incoming, voice, ageMs: 0 }));
  }

  /** A message was changed: while it waits, it is spoken as it is now. */
  async edited(packet: MessagePacket): Promise<void> {
    const incoming = this.#incoming(packet);
    // Discord also tells of link previews that it adds.
    if (!incoming?.edited) return;
    await this.#lanes.run(incoming.guildId, async () => {
      if (this.#proxying.edited(incoming)) return;
      const before = this.#spoken.waiting(incoming.id);
      if (before) await this.#reconsider(editedAs(before.incoming, incoming));
    });
  }

  /**
   * Messages were deleted: they fall silent, those that wait and those that are being spoken, unless a proxy posted them
   * again. Resolves when what it posted is queued.
   */
  async deleted(guildId: string, messageIds: readonly string[]): Promise<void> {
    const rests = messageIds.map((id) => [id, this.#proxying.deleted(guildId, id)] as const);
    const takenBack = rests.filter(([, rest]) => !rest).map(([id]) => id);
    this.#spoken.deleted(guildId, takenBack);
    this.#options.takenBack(takenBack);
    await Promise.all(rests.map(async ([, rest]) => rest?.()));
  }

  /** A channel or thread is gone, with all that was written there. */
  channelDeleted(guildId: string, channelId: string): void {
    this.#proxying.channelDeleted(guildId, channelId);
    this.#spoken.channelDeleted(guildId, channelId);
  }

  /** A server's settings were changed: what may no longer be read, wherever in it that was written, falls silent at once. */
  async settingsChanged(guildId: string): Promise<void> {
    if (this.#spoken.of(guildId).length === 0) return;
    const { reading } = await this.#options.serverSettings.get(guildId);
    for (const incoming of this.#spoken.of(guildId)) {
      const why = barred(incoming.facts, reading);
      if (!why) continue;
      this.outcomes.note(incoming, { kind: 'not-read', why });
      this.#spoken.drop(incoming);
    }
  }

  /** Drops what is remembered of what somebody wrote, as whom it was read, and of proxies that post for them. */
  forget(userId: string): void {
    for (const holder of [this.#proxying, this.#recent, this.#calledAs, this.outcomes])
      holder.forget(userId);
  }

  close(): void {
    this.#closing.abort();
  }

  #incoming(packet: MessagePacket): Incoming | undefined {
    const { view } = this.#options;
    if (view.botId === undefined || this.#closing.signal.aborted) return undefined;
    if (packet.guild_id === undefined || !view.knows(packet.guild_id)) return undefined;
    return incomingOf(packet, {
      botId: view.botId,
      parentOf: (id) => view.parentOf(id),
      categoryOf: (id) => view.categoryOf(id),
    });
  }

  /** Resolves with the work to be done without keeping others waiting, if the message isn't read as any other is. */
  async #arrived(
    written: Written,
    arrivedAtMs: number,
  ): Promise<ReturnType<Proxying['arrived']> | undefined> {
    const { serverSettings, calls } = this.#options;
    const { incoming, voice } = written;
    const settings = await serverSettings.get(incoming.guildId);
    // Almost all servers have not switched it on: nothing is asked for them, and nothing remembered.
    if (!settings.reading.on) return undefined;
    const callChannelId = calls.channelOf(incoming.guildId);
    const placed = { message: incoming.facts, settings, author: { voice }, callChannelId };
    const rest = isReadThere(placed) ? this.#proxying.arrived(written, arrivedAtMs) : undefined;
    if (!rest) await this.#read(written);
    return rest;
  }

  async #read(written: Written): Promise<void> {
    const { serverSettings, calls, heardFrom, now } = this.#options;
    const { incoming, voice, line, cameAtMs } = written;
    const { guildId, authorId, facts, essence } = incoming;
    const settings = await serverSettings.get(guildId);
    if (!settings.reading.on || this.#closing.signal.aborted) return;
    const history = this.#recent.facts(guildId, authorId, essence, now());
    const verdict = await judge(written, history, settings, this.#options);
    const isRead = verdict === 'read';
    this.#recent.note(guildId, authorId, essence, now(), isRead);
    if (!isRead) return this.outcomes.note(incoming, { kind: 'not-read', why: verdict });
    heardFrom(guildId, facts.channelId);
    const refusal = calls.refusal(guildId, authorId);
    if (refusal) return this.#spoken.noRoom(incoming, refusal);
    if (calls.channelOf(guildId) === undefined && voice && !this.#join(incoming, voice.channelId))
      return;
    const last = calls.before(guildId, authorId);
    const { said } = settings.words;
    const isNewName = await this.#calledAs.isNew(incoming);
    const introduced = isIntroduced(said, authorId, last) || (said === 'on-change' && isNewName);
    const phrased = await this.#phrased(incoming, settings, introduced);
    if (phrased) this.#spoken.queue(incoming, phrased, { introduced, line, cameAtMs });
  }

  /** Begins to join, without waiting: what is read meanwhile is made, and heard when the bot is there. */
  #join(incoming: Incoming, channelId: string): boolean {
    const { calls, whereabouts } = this.#options;
    const { guildId } = incoming;
    const obstacle = whereabouts.obstacle(guildId, channelId);
    if (obstacle !== undefined) {
      this.outcomes.note(incoming, { kind: 'cannot-join', text: obstacle });
      this.outcomes.tellOnce(guildId, obstacle);
      return false;
    }
    calls.join({ guildId, channelId }, this.#closing.signal).catch((error: unknown) => {
      if (!this.#closing.signal.aborted)
        this.outcomes.tellOnce(guildId, this.outcomes.textFor(error));
    });
    return true;
  }

  /** The words to speak, if any. Somebody else's line may come before one that waits, which then needs its author's name. */
  async #phrased(
    incoming: Incoming,
    settings: ServerSettings,
    introduced: boolean,
  ): Promise<Phrased | undefined> {
    const made = await this.#worded(incoming, settings, introduced);
    if (made?.kind !== 'words') return undefined;
    const waits = this.#options.calls.queue(incoming.guildId).length > 0;
    if (introduced || !waits || settings.words.said !== 'on-change') return made;
    // Once is as much as may be done in one turn of the event loop.
    await nextTurn();
    const named = await this.#worded(incoming, settings, true);
    return named?.kind === 'words' ? { ...made, named: named.request } : made;
  }

  /** The words to speak; undefined when they can't be told, which is noted as well as that there are none. */
  async #worded(
    incoming: Incoming,
    settings: ServerSettings,
    introduced: boolean,
  ): Promise<Worded | undefined> {
    const { catalogue } = this.#options;
    try {
      if (catalogue.book.offers.length === 0) await catalogue.known(this.#closing.signal);
      const made = await worded(incoming, settings, introduced, this.#options);
      if (made.kind === 'no-words') this.outcomes.note(incoming, made);
      return made;
    } catch (error) {
      const text = this.outcomes.textFor(error);
      this.outcomes.note(incoming, { kind: 'failed', text });
      this.outcomes.tellOnce(incoming.guildId, text);
      return undefined;
    }
  }

  async #reconsider(incoming: Incoming): Promise<void> {
    const { serverSettings, view } = this.#options;
    const { id, guildId, authorId } = incoming;
    const waiting = this.#spoken.waiting(id);
    if (!waiting) return;
    const settings = await serverSettings.get(guildId);
    const voice = view.voiceOf(guildId, authorId);
    const written = { incoming, voice, ageMs: 0 };
    const verdict = await judge(written, { sameBefore: 0 }, settings, this.#options);
    if (verdict !== 'read') {
      this.outcomes.note(incoming, { kind: 'not-read', why: verdict });
      return this.#spoken.drop(incoming);
    }
    const phrased = await this.#phrased(incoming, settings, waiting.introduced);
    if (phrased) this.#spoken.replace(incoming, phrased);
    else this.#spoken.drop(incoming);
  }
}
