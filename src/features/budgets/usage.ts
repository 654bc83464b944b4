import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { Counted, CountedTogether, Limit, LimitsFor } from '#jobs/limit.ts';
import { firstDayOf } from '#jobs/periods.ts';
import type { Store } from '#store/store.ts';

import { usageLines, usageView } from './usage-view.ts';
import type { ShownUsage } from './usage-view.ts';

export interface UsageParts extends Pick<Store, 'spending'> {
  readonly limitsFor: LimitsFor;
  readonly counted: Counted;
  readonly ownsBot: (userId: string) => Promise<boolean>;
  /** US dollars in the account that is paid from; absent for an engine that has none. */
  readonly balance?: ((signal: AbortSignal) => Promise<number>) | undefined;
  readonly now: () => number;
}

const balanceMs = 5_000;

/** The spending on speech, as `/usage` shows it. Whether somebody may see a server's is asked where the command is. */
export class Usage {
  readonly #parts: UsageParts;

  constructor(parts: UsageParts) {
    this.#parts = parts;
  }

  /** Everything that the asker had spoken, wherever that was. */
  async ofPerson(asker: Asker): Promise<View> {
    const limits = await this.#parts.limitsFor({ userId: asker.id, guildId: asker.guildId });
    const own = limits.filter(({ scope }) => scope === 'person');
    return usageView(await this.#gathered('person', { userId: asker.id }, own), asker.t);
  }

  async ofServer(asker: Asker): Promise<View> {
    const guildId = serverOf(asker);
    const limits = await this.#parts.limitsFor({ userId: asker.id, guildId });
    const own = limits.filter(({ scope }) => scope === 'server');
    return usageView(await this.#gathered('server', { guildId }, own), asker.t);
  }

  /** Rejects with a `UserError` for anybody but the owners of the bot. */
  async ofBot(asker: Asker): Promise<View> {
    const { ownsBot } = this.#parts;
    if (!(await ownsBot(asker.id))) throw new UserError(text(($) => $.budgets.usage.onlyOwners));
    return usageView(await this.#all(), asker.t);
  }

  /** The same without the picture, for whoever was found to be an operator. */
  async linesOfBot(t: Translate): Promise<readonly string[]> {
    return usageLines(await this.#all(), t);
  }

  async #all(): Promise<ShownUsage> {
    const { limitsFor, balance } = this.#parts;
    // The rest is as interesting when the service doesn't answer.
    const balanceUsd = await balance?.(AbortSignal.timeout(balanceMs)).catch(() => undefined);
    return this.#gathered('bot', {}, await limitsFor(undefined), balanceUsd);
  }

  async #gathered(
    of: Limit['scope'],
    counted: CountedTogether,
    limits: readonly Limit[],
    balanceUsd?: number,
  ): Promise<ShownUsage> {
    const { spending, counted: what, now } = this.#parts;
    const nowMs = now();
    const used = [];
    for (const limit of limits) used.push({ limit, used: await spending.used(limit) });
    const days = await spending.days(counted, firstDayOf('month', nowMs));
    return { of, days, limits: used, counted: what, balanceUsd, nowMs };
  }
}
