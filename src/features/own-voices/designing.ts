import type { ClipChecker } from '#audio/clip/clip-checker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { callOf } from '#features/calls/presence.ts';
import type { Intake } from '#features/files/intake.ts';
import type { Store } from '#store/store.ts';
import type { Choice } from '#voices/search.ts';

import { assertFree } from './clone-rules.ts';
import { keptView } from './clone-view.ts';
import { descriptionOf } from './description.ts';
import type { DesignDraft } from './design-draft.ts';
import { designLanguages } from './design-request.ts';
import { designForm, takesView } from './design-view.ts';
import type { ShownDraft } from './design-view.ts';
import { Drafts } from './drafts.ts';
import { hear } from './hearing.ts';
import type { HearingParts } from './hearing.ts';
import { keepVoice } from './keeping.ts';
import { languagesOf } from './languages-of.ts';
import { soundToKeep } from './sound-to-keep.ts';
import { planTakes, tryOut } from './trying.ts';
import type { TryingParts } from './trying.ts';
import { voiceNameOf } from './voice-name.ts';

export interface DesigningParts
  extends TryingParts, HearingParts, Pick<Store, 'people' | 'members' | 'voices'> {
  readonly checker: Pick<ClipChecker, 'check' | 'prepare'>;
  readonly intake: Pick<Intake, 'inTurn'>;
}

interface NewDesign {
  readonly name: string;
  readonly description: string;
  /** The language in which it is to be heard. */
  readonly language: string | undefined;
}

/**
 * Making a voice of a description: takes to hear, one of which is kept. Nobody states anything, as makers of clones do:
 * a designed voice is nobody's, also when its best take becomes the clip of a clone. For the same reason a server's
 * policy on clones of people does not hold for it; its admins can refuse each voice and ban each owner all the same.
 * All reject with a `UserError`; takes that can't be made are told of on the panel, from which it can be tried again.
 */
export interface Designing {
  make(asker: Asker, design: NewDesign, reply: Reply): Promise<void>;
  /** Makes another round of takes of the same description. */
  again(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  /** Opens a form with description and name. */
  openForm(asker: Asker, draftId: string, reply: Reply): void;
  /** Takes over what was changed, and makes takes of a new description. */
  change(
    asker: Asker,
    draftId: string,
    changed: { readonly name: string; readonly description: string },
    reply: Reply,
  ): Promise<void>;
  /** Plays the newest takes to whoever is in the call with the bot. */
  hear(asker: Asker, draftId: string): void;
  /** `takeId`: the draft's id, a colon, and the number of the take. */
  keep(asker: Asker, takeId: string, reply: Reply): Promise<void>;
  discard(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  /** Drops everything that somebody is making, since they want nothing to be held of them. */
  forget(personId: string): void;
  /** The languages in which voices can be designed, as suggestions. */
  languages(query: string): readonly Choice[];
}

/** Everything that the steps share. */
interface Making extends DesigningParts {
  readonly drafts: Drafts<DesignDraft>;
  /** Ids of drafts at which something is being done: whatever is pressed twice is done, and paid, once. */
  readonly busy: Set<string>;
}

/** The takes of each are some megabytes at most. */
const maxDrafts = 50;
const goneSentence = 'Those takes are no longer at hand. Use `/design` again.';

export function designing(parts: DesigningParts): Designing {
  const drafts = new Drafts<DesignDraft>(goneSentence, maxDrafts);
  const making: Making = { ...parts, drafts, busy: new Set() };
  return {
    make: (asker, design, reply) => make(asker, design, reply, making),
    async again(asker, draftId, reply) {
      const draft = drafts.recall(draftId, asker.id);
      await alone(draft, making, async () => letHear(draft, asker, reply, making));
    },
    openForm: (asker, draftId, reply) => reply.open(designForm(drafts.recall(draftId, asker.id))),
    async change(asker, draftId, changed, reply) {
      const draft = drafts.recall(draftId, asker.id);
      await alone(draft, making, async () => change(draft, changed, asker, reply, making));
    },
    hear: (asker, draftId) => hear(drafts.recall(draftId, asker.id), asker, parts),
    async keep(asker, takeId, reply) {
      const [draftId = '', number] = takeId.split(':');
      const draft = drafts.recall(draftId, asker.id);
      await alone(draft, making, async () => keep(draft, Number(number), asker, reply, making));
    },
    async discard(asker, draftId, reply) {
      drafts.discard(draftId, asker.id);
      await reply.finish(line('Discarded. Nothing of the takes is kept.'));
    },
    forget: (personId) => drafts.discardOf(personId),
    languages: (query) => designLanguages(query, parts.catalogue.book),
  };
}

async function make(
  asker: Asker,
  { name: wanted, description: words, language }: NewDesign,
  reply: Reply,
  making: Making,
): Promise<void> {
  const name = voiceNameOf(wanted);
  const description = descriptionOf(words);
  await assertFree(name, asker, making);
  const ofDiscord = asker.locale === undefined ? [] : [asker.locale.toLowerCase()];
  const preferred = [...(await languagesOf(asker, making)), ...ofDiscord];
  const planned = { description, wish: { asked: language, preferred } };
  // Takes that they still have are not given up for a request that can't be made.
  await planTakes(planned, asker, making);
  const draft = making.drafts.begin((id) => ({
    ...planned,
    id,
    ownerId: asker.id,
    name,
    rounds: [],
    nextNumber: 1,
  }));
  await alone(draft, making, async () => letHear(draft, asker, reply, making));
}

async function change(
  draft: DesignDraft,
  { name: wanted, description: words }: Pick<NewDesign, 'name' | 'description'>,
  asker: Asker,
  reply: Reply,
  making: Making,
): Promise<void> {
  const name = voiceNameOf(wanted);
  const description = descriptionOf(words);
  if (name !== draft.name) await assertFree(name, asker, making);
  const changed = { ...draft, name, description };
  if (!making.drafts.change(changed)) throw new UserError(goneSentence);
  const newest = changed.rounds.findLast(({ takes }) => takes.length > 0);
  if (newest?.description !== description) return letHear(changed, asker, reply, making);
  await show({ draft: changed, problems: [], triesLeft: undefined }, asker, reply, making);
}

async function letHear(
  draft: DesignDraft,
  asker: Asker,
  reply: Reply,
  making: Making,
): Promise<void> {
  await show(await tryOut(draft, asker, reply, making.drafts, making), asker, reply, making);
}

async function show(
  tried: Omit<ShownDraft, 'inCall'>,
  asker: Asker,
  reply: Reply,
  parts: DesigningParts,
): Promise<void> {
  await reply.finish(takesView({ ...tried, inCall: callOf(asker, parts) !== undefined }));
}

async function keep(
  draft: DesignDraft,
  number: number,
  asker: Asker,
  reply: Reply,
  making: Making,
): Promise<void> {
  const { drafts, catalogue, checker, intake } = making;
  const take = draft.rounds.flatMap(({ takes }) => takes).find((one) => one.number === number);
  if (!take) throw new UserError('That take is no longer at hand. Keep one of the others.');
  // Under the panel, which stays until the voice is kept.
  const tell = (content: string): void => void reply.followUp({ content }).catch(() => undefined);
  const { sound, note } = await intake.inTurn(asker.id, tell, (signal) =>
    soundToKeep(take, catalogue.book, checker, signal),
  );
  const isWanted = (): boolean => drafts.change(draft);
  if (!isWanted()) throw new UserError(goneSentence);
  const kept = await keepVoice({ name: draft.name, sound, isWanted }, asker, making);
  drafts.discardOf(asker.id);
  await reply.finish(keptView(kept.id, `${kept.sentence} ${note}`));
}

/** Runs the work unless something else is being done at the draft. */
async function alone(
  { id }: DesignDraft,
  { busy }: Making,
  work: () => Promise<void>,
): Promise<void> {
  if (busy.has(id)) throw new UserError('One moment: I am still at what you pressed before.');
  busy.add(id);
  try {
    await work();
  } finally {
    busy.delete(id);
  }
}
