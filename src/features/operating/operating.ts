import { ButtonStyle } from 'discord-api-types/v10';
import type { Client } from 'discord.js';

import type { Calls } from '#call/calls.ts';
import type { LiveCalls } from '#call/live-calls.ts';
import type { Asker } from '#discord/asker.ts';
import { shardStates } from '#discord/gateway-state.ts';
import { button, panel, textPanel } from '#discord/panel.ts';
import { shownName } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Usage } from '#features/budgets/usage.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Period } from '#jobs/periods.ts';
import type { Level, LogLevel } from '#ops/log-level.ts';
import type { Log } from '#ops/log.ts';
import { amountOf } from '#speech/amount.ts';
import type { BotBudget } from '#store/bot-budgets.ts';
import type { Store } from '#store/store.ts';

import { Banning } from './banning.ts';
import type { BanningParts } from './banning.ts';
import { measureLoad } from './load.ts';
import { Notices } from './notices.ts';
import type { NoticesParts } from './notices.ts';
import { operatorRefusal } from './operator-rights.ts';
import type { Operators } from './operator-rights.ts';
import { serverChoices, serverLines, serversLike, serverText } from './servers.ts';
import { relativeTime, stateView } from './state-view.ts';

/** The parts of the bot that only whoever runs it sees. */
export interface OperatorParts {
  readonly owners: Operators;
  readonly version: string;
  readonly callMetrics: LiveCalls['metrics'];
  readonly logLevel: Pick<LogLevel, 'current' | 'change'>;
}

export interface OperatingParts
  extends
    OperatorParts,
    Omit<BanningParts, 'serverName'>,
    Omit<NoticesParts, 'guildIds'>,
    Pick<Store, 'botBudgets'> {
  readonly client: Client;
  readonly calls: Pick<Calls, 'channelOf' | 'leave'>;
  readonly usage: Pick<Usage, 'linesOfBot'>;
  readonly now: () => number;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** Running the bot from within Discord, for those who do. Whether somebody may is asked at every use, where the command is. */
export class Operating {
  readonly #parts: OperatingParts;
  /** Those for whom the bot does nothing. */
  readonly bans: Banning;
  readonly notices: Notices;

  constructor(parts: OperatingParts) {
    this.#parts = parts;
    const serverName = (guildId: string): string | undefined =>
      parts.client.guilds.cache.get(guildId)?.name;
    this.bans = new Banning({ ...parts, serverName });
    const guildIds = (): readonly string[] => [...parts.client.guilds.cache.keys()];
    this.notices = new Notices({ ...parts, guildIds });
  }

  /** Says why somebody may not; undefined for whoever may. */
  refusal(asker: Asker): Text | undefined {
    return operatorRefusal(asker, this.#parts.owners);
  }

  /** How the bot does: servers, calls, load and money. */
  async show({ t }: Asker): Promise<View> {
    const { client, version, usage, callMetrics, logLevel, now, closing } = this.#parts;
    const [load, money] = await Promise.all([measureLoad(closing), usage.linesOfBot(t)]);
    const guilds = [...client.guilds.cache.values()];
    const shards = shardStates(client);
    return stateView(
      {
        version,
        startedAtMs: now() - process.uptime() * 1_000,
        servers: {
          count: guilds.length,
          members: guilds.reduce((sum, { memberCount }) => sum + memberCount, 0),
        },
        shards: {
          ids: shards.map(({ shard }) => shard),
          ready: shards.filter(({ ready }) => ready).length,
          count: client.options.shardCount ?? shards.length,
        },
        calls: callMetrics(),
        load,
        money,
        log: logLevel.current,
      },
      t,
    );
  }

  /** The servers that the bot is a member of, or those whose names hold `named`. */
  servers({ t }: Asker, named = ''): View {
    const { client, calls, bans } = this.#parts;
    const guilds = serversLike(client, named);
    const besides = (guildId: string): readonly Text[] => [
      ...(calls.channelOf(guildId) === undefined ? [] : [text(($) => $.operating.servers.inCall)]),
      ...(bans.of({ guildId }) ? [text(($) => $.operating.servers.banned)] : []),
    ];
    return textPanel(
      [
        t(($) => $.operating.servers.title, { count: guilds.length }),
        ...serverLines(guilds, besides, t),
      ].join('\n'),
    );
  }

  /** Suggests servers while somebody types. */
  suggest(asker: Asker, typed: string, to: string) {
    if (this.refusal(asker)) return [];
    return to === 'unban' ? this.bans.suggest(typed) : serverChoices(this.#parts.client, typed);
  }

  /** Asks whether the bot is to leave a server. */
  askToLeave({ t }: Asker, guildId: string): View {
    const guild = this.#guild(guildId);
    return panel(
      t(($) => $.operating.leave.ask, { server: serverText(guild) }),
      [button(`owner:leave:${guild.id}`, ($) => $.operating.leave.button, t, ButtonStyle.Danger)],
    );
  }

  async leave({ t }: Asker, guildId: string): Promise<View> {
    const { calls, log } = this.#parts;
    const guild = this.#guild(guildId);
    calls.leave(guild.id);
    await guild.leave();
    log.info({ guildId: guild.id }, 'a server was left, as an owner wanted');
    return line(t(($) => $.operating.leave.left, { server: ownWords(shownName(guild.name)) }));
  }

  /** Sets what the whole bot may spend, in the place of what is configured. Rejects with a `UserError` when no amount is given. */
  async setBudget({ id, t }: Asker, budget: BotBudget): Promise<View> {
    const { botBudgets, log } = this.#parts;
    const { period, usd, chars } = budget;
    if (usd === undefined && chars === undefined)
      throw new UserError(text(($) => $.operating.budget.noAmount));
    const set = await botBudgets.set(budget, id);
    log.info({ ...set }, 'an owner set the budget of the whole bot');
    return line(t(($) => $.operating.budget.set[period], { most: amountOf(set) }));
  }

  /** Removes it, so that the configured one counts again. */
  async removeBudget({ t }: Asker, period: Period): Promise<View> {
    const { botBudgets, log } = this.#parts;
    if (!(await botBudgets.remove(period)))
      throw new UserError(text(($) => $.operating.budget.none));
    log.info({ period }, 'an owner removed the budget of the whole bot');
    return line(t(($) => $.operating.budget.removed));
  }

  /** Logs more or less for an hour. */
  async setLogLevel({ t }: Asker, level: Level): Promise<View> {
    const { logLevel, log } = this.#parts;
    await logLevel.change(level);
    const { untilMs } = logLevel.current;
    log.info({ level }, 'an owner chose how much is logged, which is as usual again in an hour');
    return line(
      untilMs === undefined
        ? t(($) => $.operating.log.usual, { level })
        : t(($) => $.operating.log.until, { level, when: relativeTime(untilMs) }),
    );
  }

  /** By its id: whoever typed a name is told to choose one. */
  #guild(guildId: string) {
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (!guild) throw new UserError(text(($) => $.operating.servers.unknown));
    return guild;
  }
}
