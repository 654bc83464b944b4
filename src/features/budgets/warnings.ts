import type { Announcements } from '#discord/announcements.ts';
import type { Asker } from '#discord/asker.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { percentUsed } from '#jobs/limit.ts';
import type { Limit, LimitsFor, Spender } from '#jobs/limit.ts';
import type { MoneyListener } from '#jobs/money-news.ts';
import type { Log } from '#ops/log.ts';
import type { Payer } from '#speech/speech.ts';
import type { ReachedLevel } from '#store/budgets.ts';
import type { Store } from '#store/store.ts';

import { againAt } from './told-amounts.ts';

/** In percent of a budget: at each, whoever can mend it is told once in a period. */
const levels = [100, 80, 50] as const;
/** Percent, from which on hardly anything has room. */
const nearlyAll = 95;

export interface WarningsParts extends Pick<Store, 'budgets' | 'spending'> {
  readonly limitsFor: LimitsFor;
  /** Tells a server where its people last used the bot. */
  readonly tell: Announcements['tell'];
  readonly now: () => number;
  readonly log: Log;
}

/** Tells of budgets that go to their end: a server in its channel, the operator in the log, a person at their next command. */
export class Warnings implements MoneyListener {
  readonly #parts: WarningsParts;

  constructor(parts: WarningsParts) {
    this.#parts = parts;
  }

  spent(payer: Payer | undefined): void {
    this.#check(payer).catch((error: unknown) => this.#failed(error));
  }

  /** Something had no room in a limit. */
  over(limit: Limit): void {
    this.#checkOver(limit).catch((error: unknown) => this.#failed(error));
  }

  /** Told once a day in a server in which somebody was not spoken for. */
  balanceEmpty(payer: Payer | undefined): void {
    const guildId = payer?.guildId;
    if (guildId === undefined) return;
    this.#tellOfBalance(guildId).catch((error: unknown) => this.#failed(error));
  }

  /** Somebody's news of their own budgets, told in private; undefined for nothing new. */
  async untold({ id, t }: Pick<Asker, 'id' | 't'>): Promise<string | undefined> {
    const reached = await this.#parts.budgets.untold(id);
    const sentences = reached.map((level) => t(this.#textOf(level)));
    return sentences.length === 0 ? undefined : sentences.join('\n');
  }

  async #tellOfBalance(guildId: string): Promise<void> {
    const { budgets, tell } = this.#parts;
    const isNew = await budgets.noteLevel({ scope: 'balance', period: 'day', guildId }, 100);
    if (isNew)
      await tell(
        guildId,
        text(($) => $.budgets.warnings.balance),
      );
  }

  async #check(spender: Spender | undefined): Promise<void> {
    const { limitsFor, spending } = this.#parts;
    for (const limit of await limitsFor(spender))
      await this.#tellLevel(limit, percentUsed(limit, await spending.used(limit)));
  }

  /** With next to nothing left a limit is used up, though not to its last cent; a long text has no room much earlier. */
  async #checkOver(limit: Limit): Promise<void> {
    const used = percentUsed(limit, await this.#parts.spending.used(limit));
    await this.#tellLevel(limit, used >= nearlyAll ? 100 : used);
  }

  async #tellLevel(limit: Limit, used: number): Promise<void> {
    const percent = levels.find((level) => used >= level);
    if (percent !== undefined) await this.#reached({ limit, percent });
  }

  async #reached(reached: ReachedLevel): Promise<void> {
    const { budgets, tell, log } = this.#parts;
    const { limit, percent } = reached;
    if (!(await budgets.noteLevel(limit, percent))) return;
    const { scope, period, userId, guildId } = limit;
    if (scope === 'bot') log.warn({ percent, period }, 'a budget of the bot is being used up');
    else if (userId === undefined && guildId !== undefined)
      await tell(guildId, this.#textOf(reached));
    // A person's stands in the store until they use a command.
  }

  #textOf({ limit, percent }: ReachedLevel): Text {
    const { period } = limit;
    const scope = limit.scope === 'server' ? 'server' : 'person';
    const when = againAt(limit, this.#parts.now());
    return percent >= 100
      ? text(($) => $.budgets.warnings.usedUp[scope][period], { when })
      : text(($) => $.budgets.warnings.levels[scope][period], { percent, when });
  }

  #failed(error: unknown): void {
    this.#parts.log.warn({ error }, 'nobody could be told how much of a budget is used up');
  }
}

/** From now on people are told of budgets that go to their end. */
export function tellingOfBudgets({
  money,
  announcements,
  ...parts
}: Omit<WarningsParts, 'limitsFor' | 'tell'> & {
  readonly money: Pick<WarningsParts, 'limitsFor'> & { watch(listener: MoneyListener): void };
  readonly announcements: Pick<Announcements, 'tell'>;
}): Warnings {
  const { limitsFor } = money;
  const tell: Announcements['tell'] = (guildId, told) => announcements.tell(guildId, told);
  const warnings = new Warnings({ ...parts, limitsFor, tell });
  money.watch(warnings);
  return warnings;
}
