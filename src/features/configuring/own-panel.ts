import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Form, View } from '#discord/view.ts';
import type { CallRules } from '#features/attendance/call-rules.ts';
import type { ServerPeople } from '#features/autoread/server-people.ts';
import type { Changes } from '#features/settings/setting.ts';
import { isTyped } from '#features/settings/typed-words.ts';
import type { VoicePanels } from '#features/voices/voice-panels.ts';
import {
  assertTranslates,
  translationsLike,
  whoTranslates,
} from '#features/wording/possible-translation.ts';
import type { OfferedTranslation } from '#features/wording/possible-translation.ts';
import { never } from '#features/wording/translation-target.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { helpedView, isHelped, isOwnYesNo, ownRow, ownView } from './own-view.ts';
import type { Reach } from './own-view.ts';
import { voiceIn } from './setting-changes.ts';
import { field, settingForm, valueFilledIn } from './setting-form.ts';
import { gone } from './settings-panels.ts';

export interface OwnPanelParts extends Pick<Store, 'people' | 'members'> {
  readonly earlierLines: Pick<Store['earlierLines'], 'clear'>;
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly serverPeople: Pick<ServerPeople, 'me'>;
  readonly callRules: Pick<CallRules, 'me'>;
  readonly voicePanels: Pick<VoicePanels, 'known' | 'preferences'>;
  /** Undefined where the operator has set none. */
  readonly translation: OfferedTranslation;
}

/** All that people set for themselves, in one panel: whoever presses it sees and changes their own. */
export class OwnPanel {
  readonly #parts: OwnPanelParts;

  constructor(parts: OwnPanelParts) {
    this.#parts = parts;
  }

  /** Shows what holds everywhere, or in this server alone. */
  async show(asker: Asker, page?: Reach): Promise<View> {
    const { people, members, catalogue, voicePanels, translation } = this.#parts;
    const { id: userId, guildId } = asker;
    const [known, person, member] = await Promise.all([
      // The voices that somebody keeps are not their helper's to know.
      asker.helperId === undefined ? voicePanels.known(asker) : { book: catalogue.book, kept: [] },
      people.get(userId),
      guildId === undefined ? undefined : members.get({ guildId, userId }),
    ]);
    if (asker.helperId !== undefined)
      return helpedView({ person, member, known, note: undefined }, userId, asker.t);
    const isTranslated = person.translatesTo !== undefined;
    const note = translation || isTranslated ? whoTranslates(translation) : undefined;
    return ownView({ person, member, known, note }, asker.t, page);
  }

  /** Shows the page on which a setting is. */
  at(asker: Asker, id: string): Promise<View> {
    return this.show(asker, ownRow(id)?.whose);
  }

  async form(asker: Asker, id: string): Promise<Form> {
    const { people, members } = this.#parts;
    const { whose, row } = existing(id, asker);
    const of =
      whose === 'person'
        ? await people.get(asker.id)
        : await members.get({ guildId: serverOf(asker), userId: asker.id });
    const helped = asker.helperId === undefined ? '' : `@${asker.id}`;
    return settingForm(`me:set:${id}${helped}`, row, of, asker.t);
  }

  /** Takes what somebody filled into the form of a setting of theirs. */
  async fillIn(asker: Asker, id: string, typed: (name: string) => string): Promise<void> {
    const { whose, row } = existing(id, asker);
    const isHere = whose === 'member';
    if (row.chosen.by !== 'voice')
      return this.put(asker, id, valueFilledIn(row, typed(field), asker.t));
    const { preferences } = this.#parts.voicePanels;
    if (isTyped('usual', typed('voice'), asker.t)) await preferences.reset(asker, isHere);
    else await preferences.set(asker, voiceIn(typed, asker), isHere);
  }

  /** Languages that somebody may mean who types the name of one, at most so many. */
  translationsLike(typed: string, { t }: Asker, count: number) {
    return translationsLike(typed, t, this.#parts.translation, count);
  }

  /** Sets it; undefined takes it back. */
  async put(asker: Asker, id: string, value: unknown): Promise<void> {
    const { whose, row } = existing(id, asker);
    if (typeof value === 'boolean' && !isOwnYesNo(row)) throw gone();
    const { serverPeople, callRules, voicePanels, earlierLines, translation } = this.#parts;
    if (row.key === 'translatesTo' && typeof value === 'string' && value !== never)
      assertTranslates(value, translation);
    const changes: Changes = { [row.key]: value };
    if (whose === 'person') {
      await voicePanels.preferences.change(asker, changes);
      if (row.key === 'keepsLines' && value !== true) await earlierLines.clear(asker.id);
    } else if (row.key === 'letsFollow') await callRules.me(asker, changes);
    else await serverPeople.me(asker, changes);
  }
}

/** Throws a `UserError` for what isn't there any more. */
function existing(id: string, { helperId }: Asker) {
  const found = ownRow(id);
  if (!found || (helperId !== undefined && !isHelped(id))) throw gone();
  return found;
}
