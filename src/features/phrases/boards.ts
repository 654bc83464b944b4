import { actorOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { DoublePresses } from '#discord/double-press.ts';
import type { Form, View } from '#discord/view.ts';
import type { Given } from '#features/files/intake.ts';
import type { Phrases } from '#store/phrases.ts';
import type { Store } from '#store/store.ts';

import { boardPage } from './board-page.ts';
import { decodeState, encodeState, modes, openingOf } from './board-state.ts';
import type { BoardState } from './board-state.ts';
import { boardView, folderForm, orders, phraseForm, removalView } from './board-view.ts';
import { bookFor, ownerToChange, phraseIn } from './books.ts';
import type { Whose } from './books.ts';
import { folderIn } from './changing.ts';
import type { ChangingPhrases, Filled } from './changing.ts';
import type { OwnCall } from './own-call.ts';
import { languageOf } from './phrase-line.ts';
import type { LineParts } from './phrase-line.ts';
import { startSet, startTexts } from './start-set.ts';
import { templateOf } from './template.ts';

export interface BoardsParts extends Pick<Store, 'people' | 'taps'>, Pick<LineParts, 'languages'> {
  readonly phrases: Pick<Phrases, 'of'>;
  readonly ownCall: Pick<OwnCall, 'there'>;
  readonly changing: ChangingPhrases;
  readonly now: () => number;
}

/**
 * Boards of phrases, on which each press is told where it was made. `encoded`: the state of the board, and the phrase that is
 * meant, as the ids of its buttons have them.
 */
export class PhraseBoards {
  readonly #parts: BoardsParts;
  readonly #doublePresses = new DoublePresses();

  constructor(parts: BoardsParts) {
    this.#parts = parts;
  }

  open(asker: Asker, of: Whose): Promise<View> {
    return this.#show(asker, openingOf(of, asker));
  }

  show(asker: Asker, encoded: string): Promise<View> {
    return this.#show(asker, decodeState(encoded));
  }

  /** Does what was chosen in the menu of a board. */
  async choose(asker: Asker, encoded: string, [chosen = '']: readonly string[]): Promise<View> {
    const state = decodeState(encoded);
    const mode = modes.find((each) => each === chosen);
    if (mode) {
      if (mode !== 'speak' && mode !== 'tap') ownerToChange(state.of, this.#there(asker));
      return this.#show(asker, { ...state, mode });
    }
    if (chosen === 'me' || chosen === 'server') {
      if (chosen === 'server' && this.#there(asker).guildId === undefined)
        ownerToChange('server', this.#there(asker));
      return this.#show(asker, openingOf(chosen, asker));
    }
    const phraseOrder = orders.find((each) => each === chosen);
    if (phraseOrder)
      await this.#parts.people.change(asker.id, { actorId: actorOf(asker) }, (person) => ({
        ...person,
        phraseOrder,
      }));
    return this.#show(asker, { ...state, page: 0 });
  }

  /** The form of a new phrase, or of the one that is meant. */
  async form(asker: Asker, encoded: string): Promise<Form> {
    const { subject, ...state } = decodeState(encoded);
    const there = this.#there(asker);
    ownerToChange(state.of, there);
    const book = await bookFor(state.of, there, this.#parts);
    const phrase = subject === '' ? undefined : phraseIn(book, subject);
    const folderId = phrase ? phrase.folderId : state.folderId;
    const folder = book.folders.find(({ id }) => id === folderId);
    return phraseForm(state, { phrase, folder }, asker.t);
  }

  async save(asker: Asker, encoded: string, filled: Filled): Promise<View> {
    const { subject, ...state } = decodeState(encoded);
    const { changing } = this.#parts;
    const id = subject === '' ? undefined : subject;
    const phrase = await changing.save(this.#there(asker), state.of, filled, id);
    // Where it lies now, so that it is seen.
    const isElsewhere = phrase.folderId !== state.folderId;
    return this.#show(asker, {
      ...state,
      ...(isElsewhere && { folderId: phrase.folderId, page: 0 }),
    });
  }

  /** Saves a recording as a phrase, and shows where it lies. */
  async saveRecording(
    asker: Asker,
    of: Whose,
    filled: Pick<Filled, 'label' | 'folder'>,
    given: Given,
  ): Promise<View> {
    const there = this.#there(asker);
    const { folderId } = await this.#parts.changing.saveRecording(there, of, filled, given);
    return this.#show(asker, { ...openingOf(of, asker), folderId });
  }

  /** The second of two presses that are one shows nothing: the first shows what it did. */
  async moveUp(asker: Asker, encoded: string): Promise<View | void> {
    const { subject, ...state } = decodeState(encoded);
    if (this.#doublePresses.isSecond(actorOf(asker), subject)) return undefined;
    await this.#parts.changing.moveUp(this.#there(asker), state.of, subject);
    return this.#show(asker, state);
  }

  /** Asks whether the phrase is to go. */
  async askToRemove(asker: Asker, encoded: string): Promise<View> {
    const { subject, ...state } = decodeState(encoded);
    const there = this.#there(asker);
    ownerToChange(state.of, there);
    const { label: name } = phraseIn(await bookFor(state.of, there, this.#parts), subject);
    const act = `phrases:delete:${encodeState(state)}.${subject}`;
    return removalView(state, { act, name, isFolder: false }, asker.t);
  }

  async remove(asker: Asker, encoded: string): Promise<View> {
    const { subject, ...state } = decodeState(encoded);
    await this.#parts.changing.remove(this.#there(asker), state.of, subject);
    return this.#show(asker, state);
  }

  async folderForm(asker: Asker, encoded: string): Promise<Form> {
    const { state, folder } = await this.#folder(asker, encoded);
    return folderForm(state, folder, asker.t);
  }

  async renameFolder(asker: Asker, encoded: string, name: string): Promise<View> {
    const { state, folder } = await this.#folder(asker, encoded);
    await this.#parts.changing.renameFolder(this.#there(asker), state.of, folder.id, name);
    return this.#show(asker, state);
  }

  async moveFolderUp(asker: Asker, encoded: string): Promise<View | void> {
    const { state, folder } = await this.#folder(asker, encoded);
    if (this.#doublePresses.isSecond(actorOf(asker), folder.id)) return undefined;
    await this.#parts.changing.moveFolderUp(this.#there(asker), state.of, folder.id);
    return this.#show(asker, { ...state, folderId: undefined, page: 0 });
  }

  async askToRemoveFolder(asker: Asker, encoded: string): Promise<View> {
    const { state, folder } = await this.#folder(asker, encoded);
    const act = `phrases:folder-delete:${encodeState(state)}`;
    return removalView(state, { act, name: folder.name, isFolder: true }, asker.t);
  }

  async removeFolder(asker: Asker, encoded: string): Promise<View> {
    const { state, folder } = await this.#folder(asker, encoded);
    await this.#parts.changing.removeFolder(this.#there(asker), state.of, folder.id);
    return this.#show(asker, { ...state, folderId: undefined, page: 0 });
  }

  /** Puts in what people need first, in their own language. */
  async start(asker: Asker, encoded: string): Promise<View> {
    const { changing, now } = this.#parts;
    const state = decodeState(encoded);
    const there = this.#there(asker);
    const language = await languageOf(
      templateOf(startTexts(asker.t).join(' ')),
      there,
      this.#parts,
    );
    await changing.put(there, state.of, async ({ phrases }) => ({
      phrases: startSet(phrases, asker.t, now(), language),
    }));
    return this.#show(asker, state);
  }

  async #folder(asker: Asker, encoded: string) {
    const { subject: _, ...state } = decodeState(encoded);
    const there = this.#there(asker);
    ownerToChange(state.of, there);
    const book = await bookFor(state.of, there, this.#parts);
    return { state, folder: folderIn(book, state.folderId ?? '') };
  }

  async #show(asker: Asker, state: BoardState): Promise<View> {
    const { people, taps } = this.#parts;
    const [book, { phraseOrder }, own] = await Promise.all([
      bookFor(state.of, this.#there(asker), this.#parts),
      people.get(asker.id),
      state.mode === 'tap' ? taps.of(asker.id) : [],
    ]);
    const page = boardPage(state, book, phraseOrder);
    const byPhrase = new Map(own.map((tap) => [tap.phraseId, tap]));
    return boardView({ ...page, taps: byPhrase }, phraseOrder, asker.t);
  }

  #there(asker: Asker): Asker {
    return this.#parts.ownCall.there(asker);
  }
}
