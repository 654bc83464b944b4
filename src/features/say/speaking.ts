import type { Calls, Ticket, UtteranceEnd } from '#call/calls.ts';
import { QueueFullError } from '#call/queue-full.ts';
import type { Asker } from '#discord/asker.ts';
import { beingRestarted } from '#discord/failures.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { ComingLines } from '#features/calls/coming-lines.ts';
import { untilAnswered } from '#features/calls/kept-answers.ts';
import type { Answered, KeptAnswers, OpenAnswer } from '#features/calls/kept-answers.ts';
import type { Kept, KeptLines } from '#features/calls/kept-lines.ts';
import type { LastLines } from '#features/calls/last-lines.ts';
import { assertMaySkip, callOf, moderatesIn } from '#features/calls/presence.ts';
import type { QuotedWords } from '#features/wording/quoted-words.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ScriptRenderer } from '#speech/script.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import type { Ask } from './ask.ts';
import { follow, keepSaying } from './following.ts';
import { joinInTurn, Skipped } from './joining.ts';
import type { KeptSaying } from './kept-saying.ts';
import { KeptSayings } from './kept-sayings.ts';
import { MadeInTurn } from './made-in-turn.ts';
import type { ToMake } from './made-in-turn.ts';
import { assertUnmuted } from './muted.ts';
import { askedSaying, quotedSaying, sayingAgain, spokenIn } from './new-saying.ts';
import type { Spoken } from './new-saying.ts';
import { placeIn } from './place.ts';
import type { SpeakAs } from './place.ts';
import type { RenderedFiles } from './posting.ts';
import { Postings } from './postings.ts';
import { preparedInFull } from './prepared-in-full.ts';
import type { PreparedInFullParts } from './prepared-in-full.ts';
import { rendering } from './rendering.ts';
import { sayingView } from './saying-view.ts';
import type { Saying, Stage } from './saying.ts';
import { utteranceIn } from './utterance.ts';

export interface SpeakingOptions extends PreparedInFullParts {
  readonly calls: Calls;
  readonly whereabouts: Whereabouts;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known' | 'refresh'>;
  readonly renderer: ScriptRenderer;
  readonly renderedFiles: RenderedFiles;
  readonly lines: Pick<KeptLines<KeptSaying>, 'keep'>;
  readonly answers: Pick<KeptAnswers, 'keep'>;
  readonly lastLines: Pick<LastLines, 'worded' | 'forget'>;
  readonly mutes: Pick<Store['mutes'], 'isMuted'>;
  readonly coming: Pick<ComingLines, 'add'>;
}

/** Says what people ask for: in their call, or posted; and again, when they press the buttons under it. */
export class Speaking {
  readonly #options: SpeakingOptions;
  readonly #closing = new AbortController();
  readonly #sayings = new KeptSayings();
  /** Sayings that wait for the bot to join, which are in no queue yet. */
  readonly #joining = new Map<string, AbortController>();
  readonly #postings: Postings;
  readonly #preparing: MadeInTurn;

  constructor(options: SpeakingOptions) {
    this.#options = options;
    this.#preparing = new MadeInTurn(options.coming);
    this.#postings = new Postings(options.renderedFiles, this.#closing.signal);
  }

  /**
   * Rejects with a `UserError` or a `SpeechError`; resolves when it was heard, skipped or posted. `takenUp`: the answer
   * of the last process that this goes on with.
   */
  async say(asker: Asker, ask: Ask, reply: Reply, takenUp?: OpenAnswer): Promise<void> {
    const { catalogue } = this.#options;
    const make = async (): Promise<Saying> => {
      if (catalogue.book.offers.length === 0) await catalogue.known(this.#closing.signal);
      const isTakenUp = takenUp !== undefined;
      const { chosen, meant } = await preparedInFull(asker, ask, isTakenUp, this.#options);
      return askedSaying(asker, meant, chosen, isTakenUp);
    };
    await this.#sayMade(asker, { make, typed: () => ask.text }, ask.as, reply, takenUp);
  }

  /**
   * Says a message as a line of whoever asks for it. `find`: puts it into words, or rejects with why it may not be said.
   * Rejects and resolves as `say` does.
   */
  async quote(asker: Asker, find: () => Promise<QuotedWords>, as: SpeakAs, reply: Reply) {
    const make = async (): Promise<Saying> => quotedSaying(asker, await find());
    await this.#sayMade(asker, { make }, as, reply);
  }

  /** Says words that somebody has ready, as a line of theirs. `find`: who speaks them. Rejects and resolves as `say` does. */
  async line(asker: Asker, ask: Ask, find: () => Promise<ScriptedVoice>, reply: Reply) {
    const make = async (): Promise<Saying> => askedSaying(asker, ask, await find(), false);
    await this.#sayMade(asker, { make }, ask.as, reply);
  }

  async #sayMade(
    asker: Asker,
    toMake: ToMake,
    as: SpeakAs,
    reply: Reply,
    answer = this.#options.answers.keep(asker, reply),
  ) {
    await untilAnswered(answer, reply, async () => {
      const { saying, isDropped } = await this.#preparing.run(asker, toMake);
      this.#sayings.keep(saying);
      if (!isDropped) return this.#deliver(saying, as, asker, reply);
      await reply.finish(sayingView(saying, { kind: 'skipped' }));
      return 'over';
    });
  }

  /** Says it again in the server in which it was said; only its author and moderators of that server make the bot move. */
  async replay(asker: Asker, sayingId: string, reply: Reply): Promise<void> {
    const saying = this.#sayings.pressed(sayingId, asker.id);
    if (!saying) return;
    const { authorId, guildId } = saying;
    const isInCall = callOf({ id: asker.id, guildId }, this.#options) !== undefined;
    if (!isInCall && authorId !== asker.id && !moderatesIn(asker, guildId))
      throw new UserError(text(($) => $.say.joinToHear));
    if (saying.voiceId !== undefined) await this.#assertMaySpeak(saying, saying.voiceId);
    const again = sayingAgain(saying, asker);
    this.#sayings.keep(again);
    const answer = this.#options.answers.keep(asker, reply);
    await untilAnswered(answer, reply, () => this.#deliver(again, 'speak', asker, reply));
  }

  async post(asker: Asker, sayingId: string, reply: Reply): Promise<void> {
    const saying = this.#sayings.recall(sayingId);
    if (saying.voiceId !== undefined) await this.#assertMaySpeak(saying, saying.voiceId);
    const answer = this.#options.answers.keep(asker, reply);
    await untilAnswered(answer, reply, () =>
      this.#post({ ...saying, t: asker.t }, 'file', asker, reply),
    );
  }

  skip(asker: Asker, sayingId: string): void {
    const saying = this.#sayings.recall(sayingId);
    assertMaySkip(asker, saying, this.#options);
    const joining = this.#joining.get(sayingId);
    joining?.abort(new Skipped());
    const { guildId } = saying;
    const queued = guildId !== undefined && this.#options.calls.skip(guildId, sayingId);
    if (!joining && !queued) throw new UserError(text(($) => $.say.alreadyOver));
  }

  /** Speaks a sample for who is in the call with the bot; anybody else gets it as a file. */
  async sample(asker: Asker, ask: Omit<Ask, 'as' | 'isSample'>, reply: Reply): Promise<void> {
    const as = callOf(asker, this.#options) === undefined ? 'voice message' : 'speak';
    await this.say(asker, { ...ask, as, isSample: true }, reply);
  }

  /** Ends at once whatever is meant, spoken, waiting or being made, and forgets its words. */
  silence(isMeant: (spoken: Spoken) => boolean): void {
    for (const [sayingId, joining] of this.#joining) {
      const saying = this.#sayings.get(sayingId);
      if (saying && isMeant(spokenIn(saying))) joining.abort(new Skipped());
    }
    this.#postings.stop((saying) => isMeant(spokenIn(saying)));
    this.#sayings.forget(isMeant);
    this.#options.lastLines.forget(isMeant);
    this.#options.calls.skipAll((utterance, guildId) => isMeant({ ...utterance, guildId }));
  }

  /** Messages were taken back by their authors: what says one of them ends. */
  takenBack(messageIds: readonly string[]): void {
    const meant = new Set(this.#sayings.quoting(messageIds).map(({ id }) => id));
    if (meant.size > 0) this.silence(({ id }) => meant.has(id));
  }

  close(): void {
    this.#closing.abort();
  }

  async #deliver(saying: Saying, as: SpeakAs, asker: Asker, reply: Reply): Promise<Answered> {
    const { guildId } = saying;
    const post = (because?: Text): Promise<Answered> =>
      this.#post(saying, as === 'speak' ? 'any' : as, asker, reply, because);
    if (as !== 'speak') return post();
    // Direct messages, and servers in which only a person has the bot.
    if (guildId === undefined) return post(text(($) => $.say.noChannelHere));
    const place = placeIn(guildId, asker.id, this.#options);
    if (place.kind !== 'post')
      await assertUnmuted(guildId, [asker.id, saying.authorId], this.#options);
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
  ): Promise<Answered> {
    const making = new AbortController();
    const signal = AbortSignal.any([making.signal, this.#closing.signal]);
    const track = rendering(this.#options.renderer, saying, reply)(signal);
    this.#joining.set(saying.id, making);
    reply.show(sayingView(saying, { kind: 'joining', channelId }));
    const kept = keepSaying(saying, reply, this.#options.lines);
    let ticket: Ticket;
    try {
      const utterance = utteranceIn(guildId, saying, reply, this.#options);
      const speech = { target: { guildId, channelId }, utterance, track, making };
      ticket = await joinInTurn(this.#options.calls, speech, this.#closing.signal);
    } catch (error) {
      const isLeft = kept?.over({ outcome: 'left' }) === false;
      if (isLeft || making.signal.aborted) {
        await reply.finish(sayingView(saying, { kind: isLeft ? 'restarting' : 'skipped' }));
        return isLeft ? 'left' : 'over';
      }
      // A message that somebody pointed at leaves nothing for the next process.
      if (this.#closing.signal.aborted) throw new UserError(beingRestarted);
      if (!(error instanceof UserError) || error instanceof QueueFullError) {
        making.abort(error);
        throw error;
      }
      return await this.#post(saying, 'any', asker, reply, error.text);
    } finally {
      this.#joining.delete(saying.id);
    }
    return this.#follow(ticket, saying, reply, kept).finally(() => making.abort());
  }

  async #speak(saying: Saying, guildId: string, reply: Reply): Promise<Answered> {
    const { renderer, calls } = this.#options;
    const render = rendering(renderer, saying, reply);
    const named = saying.quoted?.named;
    const renderNamed = named && { renderNamed: rendering(renderer, saying, reply, named) };
    const utterance = utteranceIn(guildId, saying, reply, this.#options);
    // Nothing may be waited for before this line: it is what the person hears.
    const ticket = calls.speak(guildId, { ...utterance, render, ...renderNamed });
    return this.#follow(ticket, saying, reply, keepSaying(saying, reply, this.#options.lines));
  }

  async #follow(ticket: Ticket, saying: Saying, reply: Reply, kept?: Kept): Promise<Answered> {
    const end = await follow(ticket, saying, reply);
    const isLeft = kept?.over(end) === false;
    const stage = isLeft ? ({ kind: 'restarting' } as const) : this.#lastStage(end);
    await reply.finish(sayingView(saying, stage));
    return isLeft ? 'left' : 'over';
  }

  #lastStage(end: UtteranceEnd): Stage {
    if (end.outcome !== 'failed') return { kind: end.outcome };
    // The voices that are offered are out of date.
    if (end.error instanceof SpeechError && end.error.failure === 'model-gone')
      void this.#options.catalogue.refresh();
    throw end.error;
  }

  async #post(
    saying: Saying,
    as: Exclude<SpeakAs, 'speak'> | 'any',
    asker: Asker,
    reply: Reply,
    because?: Text,
  ): Promise<Answered> {
    if (saying.isForCall === true && because !== undefined) throw new UserError(because);
    // Its author decides, whichever button was pressed: a call ends, and what is posted stays.
    if (saying.authorId !== asker.id)
      throw new UserError(
        because === undefined
          ? text(($) => $.say.onlyAuthorPosts)
          : text(($) => $.say.onlyAuthorPostsBecause, { why: because }),
      );
    // Nobody hears what was said before it.
    const request = saying.quoted?.named ?? saying.request;
    try {
      await this.#postings.post({ saying: { ...saying, request }, as, asker, reply, because });
      return 'over';
    } catch (error) {
      if (!this.#closing.signal.aborted || error instanceof UserError) throw error;
      // The next process knows what became of it, and says so in the place of this.
      await reply.finish(line(asker.t(beingRestarted)));
      return 'left';
    }
  }

  /** A voice may have been taken back since it spoke. */
  async #assertMaySpeak({ authorId, guildId, quoted }: Saying, voiceId: string): Promise<void> {
    const speaker = quoted?.speaker ?? { userId: authorId, guildId };
    if (await this.#options.chooser.maySpeak(voiceId, speaker)) return;
    throw new UserError(text(($) => $.say.voiceGone));
  }
}
