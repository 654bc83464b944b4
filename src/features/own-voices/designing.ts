import { randomUUID } from 'node:crypto';

import type { ClipChecker } from '#audio/clip/clip-checker.ts';
import { frameMs, Track } from '#audio/track.ts';
import type { Calls } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import type { Form } from '#discord/view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { callOf } from '#features/calls/presence.ts';
import type { Intake } from '#features/files/intake.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import type { Choice } from '#voices/search.ts';

import { assertFree } from './clone-rules.ts';
import { keptView } from './clone-view.ts';
import { newestRound } from './design-draft.ts';
import type { Design, DesignDraft } from './design-draft.ts';
import { designLanguages, languagesOf } from './design-request.ts';
import { designForm, takesView } from './design-view.ts';
import type { ShownDraft } from './design-view.ts';
import { Drafts } from './drafts.ts';
import { keepVoice } from './keeping.ts';
import { soundToKeep } from './sound-to-keep.ts';
import { planTakes, tryOut } from './trying.ts';
import type { TryingParts } from './trying.ts';
import { descriptionOf, voiceNameOf } from './voice-name.ts';

export interface DesigningParts extends TryingParts, Pick<Store, 'people' | 'members' | 'voices'> {
  readonly checker: Pick<ClipChecker, 'check' | 'prepare'>;
  readonly intake: Pick<Intake, 'inTurn'>;
  readonly calls: Pick<Calls, 'channelOf' | 'speak'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf'>;
}

interface NewDesign {
  readonly name: string;
  readonly description: string;
  /** The language in which it is to be heard. */
  readonly language: string | undefined;
}

/** The takes of each are some megabytes at most. */
const maxDrafts = 50;
const takesGone = text(($) => $.ownVoices.gone.takes);

/**
 * Making a voice of a description: takes to hear, one of which is kept. Nobody states anything, as makers of clones do:
 * a designed voice is nobody's, also when its best take becomes the clip of a clone. For the same reason a server's
 * policy on clones of people does not hold for it; its admins can refuse each voice and ban each owner all the same.
 * All reject with a `UserError`; takes that can't be made are told of on the panel, from which it can be tried again.
 */
export class Designing {
  readonly #parts: DesigningParts;
  readonly #drafts = new Drafts<Design>(takesGone, maxDrafts);
  /** Ids of drafts at which something is being done: whatever is pressed twice is done, and paid, once. */
  readonly #busy = new Set<string>();

  constructor(parts: DesigningParts) {
    this.#parts = parts;
  }

  async make(
    asker: Asker,
    { name: wanted, description: words, language }: NewDesign,
    reply: Reply,
  ): Promise<void> {
    const name = voiceNameOf(wanted);
    const description = descriptionOf(words);
    await assertFree(name, asker, this.#parts);
    const ofDiscord = asker.locale === undefined ? [] : [asker.locale.toLowerCase()];
    const preferred = [...(await languagesOf(asker, this.#parts)), ...ofDiscord];
    const planned = { description, wish: { asked: language, preferred } };
    // Takes that they still have are not given up for a request that can't be made.
    await planTakes(planned, asker, this.#parts);
    const design = { ...planned, name, rounds: [], nextNumber: 1 };
    const draft = this.#drafts.begin(asker.id, design);
    await this.#alone(draft, () => this.#letHear(draft, asker, reply));
  }

  /** Makes another round of takes of the same description. */
  async again(asker: Asker, draftId: string, reply: Reply): Promise<void> {
    const draft = this.#drafts.recall(draftId, asker.id);
    await this.#alone(draft, () => this.#letHear(draft, asker, reply));
  }

  /** A form with description and name. */
  form(asker: Asker, draftId: string): Form {
    return designForm(this.#drafts.recall(draftId, asker.id), asker.t);
  }

  /** Takes over what was changed, and makes takes of a new description. */
  async change(
    asker: Asker,
    draftId: string,
    { name: wanted, description: words }: Pick<NewDesign, 'name' | 'description'>,
    reply: Reply,
  ): Promise<void> {
    const draft = this.#drafts.recall(draftId, asker.id);
    await this.#alone(draft, async () => {
      const name = voiceNameOf(wanted);
      const description = descriptionOf(words);
      if (name !== draft.name) await assertFree(name, asker, this.#parts);
      const changed = { ...draft, name, description };
      if (!this.#drafts.change(changed)) throw new UserError(takesGone);
      const newest = newestRound(changed);
      if (newest?.description !== description) return this.#letHear(changed, asker, reply);
      await this.#show({ draft: changed, problems: [], triesLeft: undefined }, asker, reply);
    });
  }

  /** Plays the newest takes, one after the other, to whoever is in the call with the bot. */
  hear(asker: Asker, draftId: string): void {
    const draft = this.#drafts.recall(draftId, asker.id);
    const guildId = callOf(asker, this.#parts);
    if (guildId === undefined) throw new UserError(text(($) => $.ownVoices.designs.joinToHear));
    for (const { frames } of newestRound(draft)?.takes ?? [])
      this.#parts.calls.speak(guildId, {
        id: randomUUID(),
        authorId: asker.id,
        // Only they see that they are making a voice.
        about: () => ({ author: undefined, expectedMs: frames.length * frameMs }),
        render: () => Track.of(frames),
      });
  }

  /** `takeId`: the draft's id, a colon, and the number of the take. */
  async keep(asker: Asker, takeId: string, reply: Reply): Promise<void> {
    const [draftId = '', number] = takeId.split(':');
    const draft = this.#drafts.recall(draftId, asker.id);
    await this.#alone(draft, () => this.#keep(draft, Number(number), asker, reply));
  }

  async discard(asker: Asker, draftId: string, reply: Reply): Promise<void> {
    this.#drafts.discard(draftId, asker.id);
    await reply.finish(line(asker.t(($) => $.ownVoices.takes.discarded)));
  }

  /** Drops everything that somebody is making, since they want nothing to be held of them. */
  forget(userId: string): void {
    this.#drafts.discardOf(userId);
  }

  /** The languages in which voices can be designed, as suggestions. */
  languages(query: string, { locale }: Pick<Asker, 'locale'>): readonly Choice[] {
    return designLanguages(query, this.#parts.catalogue.book, locale);
  }

  async #letHear(draft: DesignDraft, asker: Asker, reply: Reply): Promise<void> {
    const tried = await tryOut(draft, asker, reply, this.#drafts, this.#parts);
    await this.#show(tried, asker, reply);
  }

  async #show(tried: Omit<ShownDraft, 'inCall'>, asker: Asker, reply: Reply): Promise<void> {
    const inCall = callOf(asker, this.#parts) !== undefined;
    await reply.finish(takesView({ ...tried, inCall }, asker.t));
  }

  async #keep(draft: DesignDraft, number: number, asker: Asker, reply: Reply): Promise<void> {
    const { catalogue, checker, intake } = this.#parts;
    const take = draft.rounds.flatMap(({ takes }) => takes).find((one) => one.number === number);
    if (!take) throw new UserError(text(($) => $.ownVoices.gone.take));
    // Under the panel, which stays until the voice is kept.
    const tell = (sentence: Text): void =>
      void reply.followUp({ content: asker.t(sentence) }).catch(() => undefined);
    const { sound, note } = await intake.inTurn(asker.id, tell, (signal) =>
      soundToKeep(take, catalogue.book, checker, signal),
    );
    const isWanted = (): boolean => this.#drafts.change(draft);
    if (!isWanted()) throw new UserError(takesGone);
    const kept = await keepVoice({ name: draft.name, sound, isWanted }, asker, this.#parts);
    this.#drafts.discardOf(asker.id);
    await reply.finish(keptView(kept, asker.t, note));
  }

  /** Runs the work unless something else is being done at the draft. */
  async #alone({ id }: DesignDraft, work: () => Promise<void>): Promise<void> {
    if (this.#busy.has(id)) throw new UserError(text(($) => $.ownVoices.designs.busy));
    this.#busy.add(id);
    try {
      await work();
    } finally {
      this.#busy.delete(id);
    }
  }
}
