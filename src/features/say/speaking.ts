import { randomUUID } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { Track } from '#audio/track.ts';
import type { Calls, Ticket, UtteranceEnd } from '#call/calls.ts';
import { QueueFullError } from '#call/queue-full.ts';
import { type Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { Kept, KeptLines } from '#features/calls/kept-lines.ts';
import { assertMaySkip, callOf, moderatesIn } from '#features/calls/presence.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { scripted } from '#features/wording/scripted.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ScriptRenderer } from '#speech/script.ts';
import { SpeechError } from '#speech/speech.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { Chooser } from '#voices/chooser.ts';
import type { AskedVoice } from '#voices/layers.ts';
import { recordedVoiceId } from '#voices/recorded.ts';
import { speakerOf } from '#voices/speaker.ts';

import { follow, keepSaying } from './following.ts';
import type { KeptSaying } from './following.ts';
import { joinInTurn, Skipped } from './joining.ts';
import { placeFor } from './place.ts';
import type { SpeakAs } from './place.ts';
import type { Recordings } from './posting.ts';
import { Postings } from './postings.ts';
import { sayingView, utteranceOf } from './saying-view.ts';
import { nothingMade, noteSpoken } from './saying.ts';
import type { Saying, Stage } from './saying.ts';

export interface SpeakingOptions {
  readonly calls: Calls;
  readonly whereabouts: Whereabouts;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known' | 'refresh'>;
  readonly chooser: Pick<Chooser, 'choose' | 'maySpeak'>;
  readonly renderer: ScriptRenderer;
  readonly recordings: Recordings;
  readonly words: AskWords;
  readonly lines: Pick<KeptLines<KeptSaying>, 'keep'>;
}

/** A person's wish to have something said. */
export interface Ask {
  readonly text: string;
  /** Shown in the place of the text. */
  readonly shown?: string;
  readonly choice: AskedVoice;
  readonly as: SpeakAs;
  /** It lets somebody hear a voice, and says nothing of theirs. */
  readonly isSample?: boolean;
}

/** The facts that are known of anything that is or was spoken. */
type Spoken = Pick<Saying, 'authorId' | 'voiceId'> & { readonly guildId: string | undefined };

/** Texts are kept in memory as long as their message can be edited, and no longer. */
export const keptMs = 15 * 60_000;
const maxKept = 2_000;

/** Says what people ask for: in their call, or posted; and again, when they press the buttons under it. */
export class Speaking {
  readonly #options: SpeakingOptions;
  readonly #closing = new AbortController();
  readonly #sayings = new LRUCache<string, Saying>({
    max: maxKept,
    ttl: keptMs,
    ttlAutopurge: true,
  });
  /** Sayings that wait for the bot to join, which are in no queue yet. */
  readonly #joining = new Map<string, AbortController>();
  readonly #postings: Postings;

  constructor(options: SpeakingOptions) {
    this.#options = options;
    this.#postings = new Postings(options.recordings, this.#closing.signal);
  }

  /** Rejects with a `UserError` or a `SpeechError`; resolves when it was heard, skipped or posted. */
  async say(asker: Asker, ask: Ask, reply: Reply): Promise<void> {
    const { text, shown = text, choice, as, isSample = false } = ask;
    const { catalogue, chooser, words } = this.#options;
    const speaker = speakerOf(asker);
    if (catalogue.book.offers.length === 0) await catalogue.known(this.#closing.signal);
    const { pieces, written } = await words(text, speaker, choice, { isSample });
    const wish = { speaker, asked: choice, written, impossible: 'refuse' } as const;
    const chosen = await scripted(pieces, wish, chooser);
    const { request, name, profile, engine, passedOver } = chosen;
    const voiceId = choice.recording ? recordedVoiceId(choice.recording) : profile?.id;
    const saying: Saying = {
      id: randomUUID(),
      authorId: asker.id,
      authorName: asker.name,
      t: asker.t,
      guildId: asker.guildId,
      text: shown,
      request,
      isForFile: choice.format !== undefined,
      voice: name,
      ...(voiceId !== undefined && { voiceId }),
      isUnread: passedOver.some(({ from, why }) => from === 'asked' && why === 'letters'),
      ...(isSample && profile && { isReportable: profile.ownerId !== asker.id }),
      // A recording of somebody is kept nowhere.
      ...(!isSample && choice.recording === undefined && { origin: { asker, ask } }),
      engine,
      made: nothingMade(),
    };
    this.#sayings.set(saying.id, saying);
    await this.#deliver(saying, as, asker, reply);
  }

  /** Says it again in the server in which it was said; only its author and moderators of that server make the bot move. */
  async replay(asker: Asker, sayingId: string, reply: Reply): Promise<void> {
    const saying = this.#recall(sayingId);
    const { authorId, guildId } = saying;
    const isInCall = callOf({ id: asker.id, guildId }, this.#options) !== undefined;
    if (!isInCall && authorId !== asker.id && !moderatesIn(asker, guildId))
      throw new UserError(text(($) => $.say.joinToHear));
    if (saying.voiceId !== undefined) await this.#assertMaySpeak(saying, saying.voiceId);
    const made = nothingMade();
    const again = { ...saying, t: asker.t, id: randomUUID(), origin: undefined, made };
    this.#sayings.set(again.id, again);
    await this.#deliver(again, 'speak', asker, reply);
  }

  async post(asker: Asker, sayingId: string, reply: Reply): Promise<void> {
    const saying = this.#recall(sayingId);
    if (saying.voiceId !== undefined) await this.#assertMaySpeak(saying, saying.voiceId);
    await this.#post({ ...saying, t: asker.t }, 'file', asker, reply);
  }

  skip(asker: Asker, sayingId: string): void {
    const saying = this.#recall(sayingId);
    assertMaySkip(asker, saying, this.#options);
    const joining = this.#joining.get(sayingId);
    joining?.abort(new Skipped());
    const { guildId } = saying;
    const queued = guildId !== undefined && this.#options.calls.skip(guildId, sayingId);
    if (!joining && !queued) throw new UserError(text(($) => $.say.alreadyOver));
  }

  /** Speaks a sample for who is in the call with the bot; anybody else gets it as a recording. */
  async sample(asker: Asker, ask: Omit<Ask, 'as' | 'isSample'>, reply: Reply): Promise<void> {
    const as = callOf(asker, this.#options) === undefined ? 'voice message' : 'speak';
    await this.say(asker, { ...ask, as, isSample: true }, reply);
  }

  /** Ends at once whatever is meant, spoken, waiting or being made, and forgets its words. */
  silence(isMeant: (spoken: Spoken) => boolean): void {
    for (const [sayingId, joining] of this.#joining) {
      const saying = this.#sayings.get(sayingId);
      if (saying && isMeant(saying)) joining.abort(new Skipped());
    }
    this.#postings.stop(isMeant);
    for (const [id, saying] of this.#sayings.entries())
      if (isMeant(saying)) this.#sayings.delete(id);
    this.#options.calls.skipAll((utterance, guildId) => isMeant({ ...utterance, guildId }));
  }

  close(): void {
    this.#closing.abort();
  }

  async #deliver(saying: Saying, as: SpeakAs, asker: Asker, reply: Reply): Promise<void> {
    const { calls, whereabouts } = this.#options;
    const { guildId } = saying;
    const post = (because?: Text): Promise<void> =>
      this.#post(saying, as === 'speak' ? 'any' : as, asker, reply, because);
    if (as !== 'speak' || guildId === undefined) return post();
    const botChannelId = calls.channelOf(guildId);
    const place = placeFor({
      personChannelId: whereabouts.channelOf(guildId, asker.id),
      botChannelId,
      peopleWithBot: botChannelId === undefined ? 0 : whereabouts.people(guildId, botChannelId),
      hindrance: calls.hindranceOf(guildId),
      obstacle: (channelId) => whereabouts.obstacle(guildId, channelId),
    });
    switch (place.kind) {
      case 'call':
        return this.#speak(saying, guildId, reply);
      case 'join':
        return this.#joinAndSpeak(saying, guildId, place.channelId, asker, reply);
      case 'post':
        return post(place.because);
    }
  }

  async #joinAndSpeak(
    saying: Saying,
    guildId: string,
    channelId: string,
    asker: Asker,
    reply: Reply,
  ): Promise<void> {
    const making = new AbortController();
    const signal = AbortSignal.any([making.signal, this.#closing.signal]);
    const track = this.#rendering(saying, reply)(signal);
    this.#joining.set(saying.id, making);
    reply.show(sayingView(saying, { kind: 'joining', channelId }));
    const kept = keepSaying(saying, reply, this.#options.lines);
    let ticket: Ticket;
    try {
      const target = { guildId, channelId };
      const speech = { target, utterance: utteranceOf(saying, reply), track, making };
      ticket = await joinInTurn(this.#options.calls, speech, this.#closing.signal);
    } catch (error) {
      if (kept?.over({ outcome: 'left' }) === false)
        return await reply.finish(sayingView(saying, { kind: 'restarting' }));
      if (making.signal.aborted) return await reply.finish(sayingView(saying, { kind: 'skipped' }));
      if (!(error instanceof UserError) || error instanceof QueueFullError) {
        making.abort(error);
        throw error;
      }
      return await this.#post(saying, 'any', asker, reply, error.text);
    } finally {
      this.#joining.delete(saying.id);
    }
    await this.#follow(ticket, saying, reply, kept).finally(() => making.abort());
  }

  async #speak(saying: Saying, guildId: string, reply: Reply): Promise<void> {
    const render = this.#rendering(saying, reply);
    // Nothing may be waited for before this line: it is what the person hears.
    const ticket = this.#options.calls.speak(guildId, { ...utteranceOf(saying, reply), render });
    await this.#follow(ticket, saying, reply, keepSaying(saying, reply, this.#options.lines));
  }

  async #follow(ticket: Ticket, saying: Saying, reply: Reply, kept?: Kept): Promise<void> {
    const end = await follow(ticket, saying, reply);
    const stage =
      kept?.over(end) === false ? ({ kind: 'restarting' } as const) : this.#lastStage(end);
    await reply.finish(sayingView(saying, stage));
  }

  #lastStage(end: UtteranceEnd): Stage {
    if (end.outcome !== 'failed') return { kind: end.outcome };
    // The voices that are offered are out of date.
    if (end.error instanceof SpeechError && end.error.failure === 'model-gone')
      void this.#options.catalogue.refresh();
    throw end.error;
  }

  #rendering(saying: Saying, reply: Reply): (signal: AbortSignal) => Track {
    // Nobody hears in which format the sound arrives: equal words are made once.
    const { format: _, ...request } = saying.request;
    return (signal) =>
      this.#options.renderer.render(request, {
        signal,
        onSpoken: noteSpoken(saying),
        // The next in line is made ahead, as is the rest of a long text while its beginning is heard: neither waits for that.
        onProgress(progress) {
          const { isBegun = false, before = 0 } = saying.made;
          if (!isBegun && before === 0)
            reply.show(sayingView(saying, { kind: 'making', progress }));
        },
      });
  }

  async #post(
    saying: Saying,
    as: Exclude<SpeakAs, 'speak'> | 'any',
    asker: Asker,
    reply: Reply,
    because?: Text,
  ): Promise<void> {
    // Its author decides, whichever button was pressed: a call ends, and what is posted stays.
    if (saying.authorId !== asker.id)
      throw new UserError(
        because === undefined
          ? text(($) => $.say.onlyAuthorPosts)
          : text(($) => $.say.onlyAuthorPostsBecause, { why: because }),
      );
    await this.#postings.post({ saying, as, asker, reply, because });
  }

  /** A voice may have been taken back since it spoke. */
  async #assertMaySpeak({ authorId, guildId }: Saying, voiceId: string): Promise<void> {
    const speaker = { personId: authorId, guildId };
    if (await this.#options.chooser.maySpeak(voiceId, speaker)) return;
    throw new UserError(text(($) => $.say.voiceGone));
  }

  #recall(sayingId: string): Saying {
    const saying = this.#sayings.get(sayingId);
    if (!saying) throw new UserError(text(($) => $.say.forgotten));
    return saying;
  }
}
