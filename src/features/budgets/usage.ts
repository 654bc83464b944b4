import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Counted, CountedTogether, Limit, LimitsFor } from '#jobs/limit.ts';
import { firstDayOf } from '#jobs/periods.ts';
import type { Store } from '#store/store.ts';

import { usageView } from './usage-view.ts';

export interface UsageParts extends Pick<Store, 'spending'> {
  readonly limitsFor: LimitsFor;
  readonly counted: Counted;
  readonly ownsBot: (personId: string) => Promise<boolean>;
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
    const limits = await this.#parts.limitsFor({ personId: asker.id, guildId: asker.guildId });
    const own = limits.filter(({ scope }) => scope === 'person');
    return this.#show(asker, 'person', { personId: asker.id }, own);
  }

  async ofServer(asker: Asker): Promise<View> {
    const guildId = serverOf(asker);
    const limits = await this.#parts.limitsFor({ personId: asker.id, guildId });
    const own = limits.filter(({ scope }) => scope === 'server');
    return this.#show(asker, 'server', { guildId }, own);
  }

  /** Rejects with a `UserError` for anybody but the owners of the bot. */
  async ofBot(asker: Asker): Promise<View> {
    const { ownsBot, limitsFor, balance } = this.#parts;
    if (!(await ownsBot(asker.id))) throw new UserError(text(($) => $.budgets.usage.onlyOwners));
    // The rest is as interesting when the service doesn't answer.
    const balanceUsd = await balance?.(AbortSignal.timeout(balanceMs)).catch(() => undefined);
    return this.#show(asker, 'bot', {}, await limitsFor(undefined), balanceUsd);
  }

  async #show(
    { t }: Asker,
    of: Limit['scope'],
    counted: CountedTogether,
    limits: readonly Limit[],
    balanceUsd?: number,
  ): Promise<View> {
    const { spending, counted: what, now } = this.#parts;
    const nowMs = now();
    const used = [];
    for (const limit of limits) used.push({ limit, used: await spending.used(limit) });
    const days = await spending.days(counted, firstDayOf('month', nowMs));
    return usageView({ of, days, limits: used, counted: what, balanceUsd, nowMs }, t);
  }
}
