import type { Asker } from '#discord/asker.ts';
import { textFor } from '#discord/failures.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { postVoiceMessage } from '#features/say/posting.ts';
import { inARow, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { identityOf } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';
import type { Speech } from '#speech/speech.ts';
import type { Store } from '#store/store.ts';
import { tagAsTyped } from '#voices/as-typed.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { assertNotBanned } from './clone-rules.ts';
import { withRound, withTake } from './design-draft.ts';
import type { Design, DesignDraft } from './design-draft.ts';
import { designRequest } from './design-request.ts';
import { makingSignal, restartedWhileMaking } from './drafts.ts';
import type { Drafts } from './drafts.ts';
import { assertFilesAllowed, assertHearable } from './sample.ts';
import { designQuota, spendTry } from './spending.ts';
import { makeTake } from './take.ts';
import type { DesignRequest, Take } from './take.ts';

export interface TryingParts extends Pick<Store, 'quotas' | 'voiceBans'> {
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  /** The engine that designs, past every cache and without anybody who speaks in its stead. */
  readonly designer: {
    readonly speech: Speech;
    /** Enough to choose from, and no more than leaves others of a minute's quota; it changes when that does. */
    readonly takesPerTry: number;
  };
  readonly log: Log;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/**
 * Makes the takes of one round, each asked for once, and lets the person hear each as soon as it is there. Rejects with
 * a `UserError` when nothing was asked for, or when the draft is gone; takes that fail are told of in the result.
 */
export async function tryOut(
  draft: DesignDraft,
  asker: Asker,
  reply: Reply,
  drafts: Drafts<Design>,
  parts: TryingParts,
) {
  const { quotas, closing, log } = parts;
  const { speech, takesPerTry } = parts.designer;
  const signal = makingSignal(closing);
  const request = await planTakes(draft, asker, parts);
  const triesLeft = await spendTry(asker.id, quotas);
  const round = new Trying(withRound(draft), { drafts, asker, reply, log });
  reply.show(line(asker.t(($) => $.ownVoices.takes.making, { count: takesPerTry })));
  try {
    const failures = await round.make(request, { speech, takesPerTry }, signal);
    if (closing.aborted) throw restartedWhileMaking();
    round.assertWanted();
    // They say why takes did not come.
    const problems = problemsOf(failures, takesPerTry, log);
    return { draft: round.draft, problems, triesLeft: triesLeft + (round.isPaid ? 0 : 1) };
  } finally {
    if (!round.isPaid) await quotas.giveBack(asker.id, designQuota);
  }
}

/** Plans the request before anything is paid. Rejects with a `UserError` when that can't be made or heard. */
export async function planTakes(
  { description, wish }: Pick<DesignDraft, 'description' | 'wish'>,
  asker: Asker,
  { catalogue, voiceBans, closing }: TryingParts,
): Promise<DesignRequest> {
  assertHearable(asker);
  await assertNotBanned(asker, voiceBans);
  if (catalogue.book.models.length === 0) await catalogue.known(closing);
  const { book } = catalogue;
  const asked = wish.asked === undefined ? undefined : tagAsTyped(wish.asked, asker.locale, book);
  return designRequest(description, { ...wish, asked }, book);
}

interface RoundParts {
  readonly drafts: Drafts<Design>;
  readonly asker: Asker;
  readonly reply: Reply;
  readonly log: Log;
}

/** One round while its takes come, in whichever order. */
class Trying {
  draft: DesignDraft;
  /** The service made a take: one that nobody waited for counts as well, or takes could be had for nothing for ever. */
  isPaid = false;
  readonly #parts: RoundParts;
  #postsVoice: boolean;
  #isWanted = true;
  /** The posts so far; each waits for the one before it, so that takes are seen in the order of their numbers. */
  #posted: Promise<void> = Promise.resolve();

  constructor(draft: DesignDraft, parts: RoundParts) {
    this.draft = draft;
    this.#parts = parts;
    this.#postsVoice = parts.asker.mayGetVoiceMessages;
  }

  /** Resolves with the errors of failed takes, once all have come or failed. */
  async make(
    request: DesignRequest,
    { speech, takesPerTry }: TryingParts['designer'],
    signal: AbortSignal,
  ): Promise<readonly unknown[]> {
    let missing = takesPerTry;
    const { id: userId, guildId } = this.#parts.asker;
    const payer = { userId, guildId, way: 'asked' } as const;
    const takes = Array.from({ length: takesPerTry }, async () => {
      try {
        const take = await makeTake(request, speech, { signal, payer });
        this.isPaid = true;
        this.#posted = this.#after(this.#posted, take);
        await this.#posted;
      } finally {
        missing -= 1;
        if (missing > 0 && this.#isWanted) this.#showProgress(missing);
      }
    });
    const settled = await Promise.allSettled(takes);
    return settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  }

  /** Throws a `UserError` when the draft was discarded or replaced meanwhile. */
  assertWanted(): void {
    if (this.#isWanted && this.#parts.drafts.change(this.draft)) return;
    throw new UserError(text(($) => $.ownVoices.designs.discarded));
  }

  #showProgress(missing: number): void {
    const { length } = this.draft.rounds.at(-1)?.takes ?? [];
    const { asker, reply } = this.#parts;
    if (length > 0)
      reply.show(line(asker.t(($) => $.ownVoices.takes.listenBelow, { count: missing })));
  }

  async #after(before: Promise<void>, take: Take): Promise<void> {
    // The take before this one tells of its own failure.
    await before.catch(() => undefined);
    // People never hear a take that they have discarded, or had deleted.
    this.#isWanted &&= this.#parts.drafts.change(this.draft);
    if (!this.#isWanted) return;
    this.#postsVoice &&= await this.#post(take);
    if (!this.#postsVoice) assertFilesAllowed(this.#parts.asker);
    this.draft = withTake(this.draft, take, !this.#postsVoice);
  }

  /** Whether the take is there to be heard: one that was paid for is not lost with a message. */
  async #post({ message }: Take): Promise<boolean> {
    try {
      return await postVoiceMessage(message, this.#parts.reply);
    } catch (error) {
      this.#parts.log.warn({ error }, 'a take could not be posted');
      return false;
    }
  }
}

/** Gives each reason once, behind the number of takes that did not come. */
function problemsOf(failures: readonly unknown[], takesPerTry: number, log: Log): readonly Text[] {
  if (failures.length === 0) return [];
  const texts = failures.map((error) => textFor(error, log, 'design'));
  const reasons = new Map(texts.map((why) => [identityOf(why), why]));
  const few = failures.length < takesPerTry;
  const head = few
    ? text(($) => $.ownVoices.takes.someFailed, { failed: failures.length, all: takesPerTry })
    : text(($) => $.ownVoices.takes.allFailed);
  return [inARow(head, ...reasons.values())];
}
