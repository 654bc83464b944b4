import type { Calls } from '#call/calls.ts';
import { Ages } from '#discord/ages.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import type { ComingLines } from '#features/calls/coming-lines.ts';
import type { KeptLines } from '#features/calls/kept-lines.ts';
import type { LastLines } from '#features/calls/last-lines.ts';
import type { Pauses } from '#features/settings/pauses.ts';
import type { Translated, Translating } from '#features/wording/translating.ts';
import { Lanes } from '#ops/lanes.ts';
import type { ScriptRenderer } from '#speech/script.ts';
import type { Store } from '#store/store.ts';
import { isIntroduced } from '#text/said.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { CalledAs } from './called-as.ts';
import { barred, isReadThere } from './decision.ts';
import { InTranslation } from './in-translation.ts';
import type { Begun } from './in-translation.ts';
import { incomingOf } from './incoming.ts';
import type { Incoming } from './incoming.ts';
import { judge } from './judge.ts';
import type { JudgeParts, Written } from './judge.ts';
import type { MessageContent } from './message-content.ts';
import { MessageWords } from './message-words.ts';
import { Outcomes } from './outcomes.ts';
import type { OutcomesOptions } from './outcomes.ts';
import type { MessagePacket } from './packet-text.ts';
import { editedAs, Proxying } from './proxying.ts';
import { RecentWords } from './recent-words.ts';
import type { KeptMessage } from './spoken-messages.ts';
import { SpokenMessages } from './spoken-messages.ts';
import { UsedUp } from './used-up.ts';
import { translatable } from './wording.ts';
import type { WordingParts } from './wording.ts';

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
  readonly lastLines: Pick<LastLines, 'worded'>;
  readonly pauses: Pauses;
  readonly translating: Pick<Translating, 'target' | 'translated'>;
  readonly coming: Pick<ComingLines, 'add'>;
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
  readonly #recent: RecentWords;
  readonly #calledAs: CalledAs;
  readonly #proxying: Proxying;
  readonly #inTranslation: InTranslation;
  readonly #words: MessageWords;
  readonly #closing = new AbortController();

  constructor(options: AutoReaderOptions) {
    this.#options = options;
    this.outcomes = new Outcomes(options);
    this.#calledAs = new CalledAs(options.people);
    this.#inTranslation = new InTranslation(options);
    const { outcomes } = this;
    this.#recent = new RecentWords(options.pauses);
    this.#words = new MessageWords({ ...options, outcomes, closing: this.#closing.signal });
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

  /** A message was written. Resolves when it is queued, is known not to be read, or waits for a translation. */
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
      await this.#inTranslation.run(incoming.guildId, undefined, async () => {
        const before = this.#spoken.waiting(incoming.id);
        if (before) await this.#reconsider(editedAs(before.incoming, incoming));
      });
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
    const { incoming, voice } = written;
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
    const onDropped = () => this.outcomes.note(incoming, { kind: 'skipped' });
    const line = { guildId, authorId, typed: () => incoming.text.content, onDropped };
    const begun = await this.#translation(incoming);
    await this.#inTranslation.run(guildId, begun, (...made) => this.#queue(written, ...made), line);
  }

  /** Has a message translated from now on, where somebody wants that. Wrapped, so that nobody waits for it yet. */
  async #translation(incoming: Incoming): Promise<Begun | undefined> {
    const { serverSettings, translating } = this.#options;
    const settings = await serverSettings.get(incoming.guildId);
    const wanted = await translatable(incoming, settings, this.#options);
    const isWanted = (await translating.target(wanted)) !== undefined;
    return isWanted ? { translated: translating.translated(wanted) } : undefined;
  }

  async #queue(
    written: Written,
    translated: Translated | undefined,
    hasWaited: boolean,
  ): Promise<void> {
    const { serverSettings, calls } = this.#options;
    const { incoming, line, cameAtMs } = written;
    const { guildId, authorId } = incoming;
    if (hasWaited && !(await this.#isRead({ ...written, ageMs: 0 }))) return;
    const settings = await serverSettings.get(guildId);
    const last = calls.before(guildId, authorId);
    const { said } = settings.words;
    const isNewName = await this.#calledAs.isNew(incoming);
    const introduced = isIntroduced(said, authorId, last) || (said === 'on-change' && isNewName);
    const phrased = await this.#words.phrased({ incoming, translated, settings, introduced });
    if (phrased) this.#spoken.queue(incoming, phrased, { introduced, line, cameAtMs });
  }

  /** Whether a message that was to be read still is; that it isn't any more is noted. */
  async #isRead(written: Written): Promise<boolean> {
    const { incoming } = written;
    const settings = await this.#options.serverSettings.get(incoming.guildId);
    if (this.#closing.signal.aborted) return false;
    const verdict = await judge(written, { sameBefore: 0 }, settings, this.#options);
    if (verdict !== 'read') this.outcomes.note(incoming, { kind: 'not-read', why: verdict });
    return verdict === 'read';
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

  async #reconsider(incoming: Incoming): Promise<void> {
    const { id, guildId, authorId } = incoming;
    if (!this.#spoken.waiting(id)) return;
    const voice = this.#options.view.voiceOf(guildId, authorId);
    if (!(await this.#isRead({ incoming, voice, ageMs: 0 }))) return this.#spoken.drop(incoming);
    await this.#inTranslation.run(guildId, await this.#translation(incoming), (translated) =>
      this.#replace(incoming, translated),
    );
  }

  async #replace(incoming: Incoming, translated: Translated | undefined): Promise<void> {
    const waiting = this.#spoken.waiting(incoming.id);
    if (!waiting) return;
    const settings = await this.#options.serverSettings.get(incoming.guildId);
    const { introduced } = waiting;
    const phrased = await this.#words.phrased({ incoming, translated, settings, introduced });
    if (phrased) this.#spoken.replace(incoming, phrased);
    else this.#spoken.drop(incoming);
  }
}
