import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { linesFor } from '#discord/fitting.ts';
import { textPanel } from '#discord/panel.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { inARow, text } from '#i18n/text.ts';
import { percentUsed } from '#jobs/limit.ts';
import type { Counted, Limit } from '#jobs/limit.ts';
import type { Period } from '#jobs/periods.ts';
import { amountOf } from '#speech/amount.ts';
import type { ServerBudget, Whose } from '#store/budgets.ts';
import type { Store } from '#store/store.ts';

import { countedIn, uncountedText, whoseText } from './told-amounts.ts';

/** The characters for the lines, of the 4,000 of a panel. */
const maxLength = 3_400;

/** Admins' budgets for speech in their server. Whether somebody may set them is asked where the command is. */
export class Budgeting {
  readonly #store: Pick<Store, 'budgets' | 'spending'>;
  readonly #counted: Counted;

  constructor({ budgets, spending }: Pick<Store, 'budgets' | 'spending'>, counted: Counted) {
    this.#store = { budgets, spending };
    this.#counted = counted;
  }

  async show(asker: Asker): Promise<View> {
    const guildId = serverOf(asker);
    const { t } = asker;
    const budgets = await this.#store.budgets.list(guildId);
    const lines = linesFor(
      maxLength,
      await this.#linesOf(asker, budgets),
      budgets.length,
      (count) => t(($) => $.budgets.more, { count }),
    );
    const uncounted = uncountedText(budgets, this.#counted);
    return textPanel(
      [
        t(($) => $.budgets.title),
        ...(lines.length === 0 ? [t(($) => $.budgets.none)] : lines),
        ...(uncounted ? [t(uncounted)] : []),
        t(($) => $.budgets.foot),
      ].join('\n'),
    );
  }

  /** Rejects with a `UserError` when no amount is given. */
  async set(asker: Asker, budget: ServerBudget): Promise<View> {
    const guildId = serverOf(asker);
    const { period, usd, chars } = budget;
    if (usd === undefined && chars === undefined)
      throw new UserError(text(($) => $.budgets.noAmount));
    // An amount that isn't named stays as it was, and is told too.
    const set = await this.#store.budgets.set(guildId, budget, asker.id);
    const told = { whose: whoseText(budget), most: amountOf(set) };
    const uncounted = uncountedText([set], this.#counted);
    return line(
      asker.t(
        inARow(
          text(($) => $.budgets.set[period], told),
          ...(uncounted ? [uncounted] : []),
        ),
      ),
    );
  }

  /** Without a period that of the day and that of the month. */
  async remove(asker: Asker, budget: Whose & { readonly period?: Period }): Promise<View> {
    const wasThere = await this.#store.budgets.remove(serverOf(asker), budget, asker.id);
    const whose = whoseText(budget);
    return line(
      wasThere
        ? asker.t(($) => $.budgets.removed, { whose })
        : asker.t(($) => $.budgets.notThere, { whose }),
    );
  }

  /** The lines up to the first that has no room: what isn't shown isn't counted, since each counts in a query of its own. */
  async #linesOf(asker: Asker, budgets: readonly ServerBudget[]): Promise<readonly string[]> {
    const guildId = serverOf(asker);
    const lines: string[] = [];
    let length = 0;
    for (const budget of budgets) {
      const said = asker.t(await this.#lineOf(guildId, budget));
      lines.push(said);
      length += said.length + 1;
      if (length > maxLength) break;
    }
    return lines;
  }

  async #lineOf(guildId: string, budget: ServerBudget) {
    const { period } = budget;
    const told = { whose: whoseText(budget), most: amountOf(budget) };
    // Each person's own use is between them and the bot.
    if (budget.whose === 'each') return text(($) => $.budgets.lines[period], told);
    const userId = budget.whose === 'person' ? budget.userId : undefined;
    const scope: Limit['scope'] = userId === undefined ? 'server' : 'person';
    const limit = { ...budget, scope, guildId, userId };
    const used = await this.#store.spending.used(limit);
    return text(($) => $.budgets.usedLines[period], {
      ...told,
      used: amountOf(countedIn(budget, used)),
      percent: Math.floor(percentUsed(budget, used)),
    });
  }
}
