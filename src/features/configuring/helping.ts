import type { Asker } from '#discord/asker.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { dayMs } from '#ops/utc-day.ts';
import type { Help } from '#store/help.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { helpView } from './help-view.ts';

export interface HelpingParts extends Pick<Store, 'helpers' | 'audit' | 'quotas'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly letters: Letters;
  readonly now: () => number;
}

/** Writes to people what they can’t be told where they are. */
interface Letters {
  /** A direct message that names the server. Never rejects. */
  toPerson(userId: string, guildId: string, sentence: (server: Text) => Text): Promise<boolean>;
}

/** So many people somebody asks in a day at most: each of them is written to. */
const askQuota = { what: 'helper', max: 5, perMs: dayMs } as const;
const hourMs = 3_600_000;

/** So many people somebody helps at most, and so many changes of a helper are shown: Discord has room for no more. */
export const maxHelped = 5;
export const maxChanges = 5;

/**
 * A person lets one other manage their phrases and how they speak. Both have to agree, either ends it. A helper sees and
 * changes nothing else of theirs: no statement about a recording, no earlier line, none of their data.
 */
export class Helping {
  readonly #parts: HelpingParts;

  constructor(parts: HelpingParts) {
    this.#parts = parts;
  }

  /** Asks somebody, in the place of whoever was asked or helped before. */
  async ask(asker: Asker, helper: { readonly id: string; readonly bot: boolean }): Promise<View> {
    const { helpers, letters, now } = this.#parts;
    if (helper.bot || helper.id === asker.id) throw new UserError(text(($) => $.helping.noHelper));
    const all = await helpers.of(asker.id);
    if (all.some((each) => isOf(each, asker.id, helper.id))) return this.show(asker);
    await this.#spendAsk(asker.id);
    const help = { personId: asker.id, helperId: helper.id, askedAtMs: now() };
    // Asked twice at once, they are written to once.
    if ((await helpers.ask(help)) && asker.guildId !== undefined)
      void letters.toPerson(helper.id, asker.guildId, (server) =>
        text(($) => $.helping.letter, { person: `<@${asker.id}>`, server }),
      );
    return this.show(asker);
  }

  async #spendAsk(userId: string): Promise<void> {
    const { quotas, now } = this.#parts;
    const spending = await quotas.spend(userId, askQuota);
    if (spending.spent) return;
    const hours = Math.ceil((spending.againAtMs - now()) / hourMs);
    throw new UserError(text(($) => $.helping.tooOften, { count: askQuota.max, hours }));
  }

  async show(asker: Asker): Promise<View> {
    const { helpers, audit, catalogue } = this.#parts;
    const [help, changes] = await Promise.all([
      helpers.of(asker.id),
      audit.forPerson(asker.id, maxChanges),
    ]);
    // Those who ask beyond what anybody may help with have their turn when another help has ended.
    const shown = help.slice(0, maxHelped + 1);
    return helpView(asker.id, shown, { changes, book: catalogue.book }, asker.t);
  }

  /** Agrees to help somebody who has asked. */
  async accept(asker: Asker, personId: string): Promise<View> {
    const { helpers, now } = this.#parts;
    const all = await helpers.of(asker.id);
    const asked = all.find((each) => isOf(each, personId, asker.id));
    if (!asked) throw new UserError(text(($) => $.helping.notThere));
    if (all.filter((each) => each.helperId === asker.id && isAgreed(each)).length >= maxHelped)
      throw new UserError(text(($) => $.helping.full, { most: maxHelped }));
    // The person may have thought better of it meanwhile.
    if (!isAgreed(asked) && !(await helpers.agree(asked, now())))
      throw new UserError(text(($) => $.helping.notThere));
    return this.show(asker);
  }

  /** Ends it, or takes back or declines what was asked. `subject`: the person and the helper, one of whom asks. */
  async end(asker: Asker, subject: string): Promise<View> {
    const [personId = '', helperId = ''] = subject.split('.');
    const isTheirs = [personId, helperId].includes(asker.id);
    if (!isTheirs || !(await this.#parts.helpers.end({ personId, helperId }, asker.id)))
      throw new UserError(text(($) => $.helping.notThere));
    return this.show(asker);
  }

  /** The helper as they act for somebody; whoever acts for themselves as they are. Rejects with a `UserError` for others. */
  async acting(asker: Asker, personId: string | undefined): Promise<Asker> {
    if (personId === undefined || personId === asker.id) return asker;
    const all = await this.#parts.helpers.of(asker.id);
    if (!all.some((each) => isOf(each, personId, asker.id) && isAgreed(each)))
      throw new UserError(text(($) => $.helping.mayNot, { person: `<@${personId}>` }));
    const rights = { moderates: false, managesServer: false, managesChannels: false };
    return { ...asker, ...rights, id: personId, helperId: asker.id };
  }
}

function isOf(help: Help, personId: string, helperId: string): boolean {
  return help.personId === personId && help.helperId === helperId;
}

function isAgreed({ agreedAtMs }: Help): boolean {
  return agreedAtMs !== undefined;
}
