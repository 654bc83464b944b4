import type { Calls } from '#call/calls.ts';
import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Changes } from '#features/settings/setting.ts';
import { settings } from '#features/settings/settings.ts';
import { told, valueIn, withChanges } from '#features/settings/values.ts';
import { inARow, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { isTold } from './arrivals.ts';
import type { ReadingStatus } from './reading-status.ts';

export interface CallRulesParts extends Pick<Store, 'serverSettings' | 'members' | 'people'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly readingStatus: Pick<ReadingStatus, 'obstacle'>;
  readonly calls: Pick<Calls, 'deafnessOf'>;
}

/** The lists of those to whom the bot comes. */
type Wanted = 'personIds' | 'roleIds';

const maxWanted = 100;

/** A server's rules, by its admins, for the bot's coming and going. */
export class CallRules {
  readonly #parts: CallRulesParts;

  constructor(parts: CallRulesParts) {
    this.#parts = parts;
  }

  async show(asker: Asker): Promise<View> {
    return this.#view(asker, await this.#parts.serverSettings.get(serverOf(asker)));
  }

  change(asker: Asker, changes: Changes): Promise<ServerSettings> {
    return this.#edit(asker, (now) => withChanges(now, changes));
  }

  /** It comes to those people, or to whoever has one of the roles, when they enter a voice channel; or it doesn't any more. */
  comeTo(
    asker: Asker,
    which: Wanted,
    ids: readonly string[],
    isWanted: boolean,
  ): Promise<ServerSettings> {
    return this.#edit(asker, (now) => {
      const others = now.calls[which].filter((each) => !ids.includes(each));
      if (isWanted && others.length + ids.length > maxWanted)
        throw new UserError(text(($) => $.calls.rules.full, { count: maxWanted }));
      return { ...now, calls: { ...now.calls, [which]: isWanted ? [...others, ...ids] : others } };
    });
  }

  /** Why what is set for calls can't be done as things are. */
  hindrances(guildId: string, { calls }: ServerSettings): readonly Text[] {
    const { readingStatus, calls: live } = this.#parts;
    return [
      calls.showsStatus ? readingStatus.obstacle(guildId) : undefined,
      calls.lowers ? live.deafnessOf(guildId) : undefined,
    ].filter((obstacle) => obstacle !== undefined);
  }

  /** Lets somebody decide about themselves: it may follow them in this server, and say in any that they come or go. */
  async me(asker: Asker, changes: Changes): Promise<View> {
    const scope = { guildId: serverOf(asker), userId: asker.id };
    const { members, people } = this.#parts;
    const by = { actorId: asker.id };
    const { announced, ...here } = changes;
    const member =
      Object.keys(here).length > 0
        ? await members.change(scope, by, (now) => withChanges(now, here))
        : await members.get(scope);
    const person =
      announced === undefined
        ? await people.get(asker.id)
        : await people.change(asker.id, by, (now) => withChanges(now, { announced }));
    const told = inARow(
      member.letsFollow
        ? text(($) => $.calls.me.mayBeFollowed)
        : text(($) => $.calls.me.mayNotBeFollowed),
      isTold(person) ? text(($) => $.calls.me.announced) : text(($) => $.calls.me.notAnnounced),
    );
    return line(asker.t(told));
  }

  async #edit(
    asker: Asker,
    edit: (now: ServerSettings) => ServerSettings,
  ): Promise<ServerSettings> {
    return this.#parts.serverSettings.change(serverOf(asker), { actorId: asker.id }, edit);
  }

  #view(asker: Asker, current: ServerSettings): View {
    const { t } = asker;
    const lines = settings.server.flatMap((row) => {
      if (!row.key.startsWith('calls.')) return [];
      const value = told(row, valueIn(current, row.key), this.#parts.catalogue.book);
      return value ? [t(($) => $.calls.rules.rule, { name: row.called, value })] : [];
    });
    const hindered = this.hindrances(serverOf(asker), current);
    const warnings = hindered.map((obstacle) => `⚠️ ${t(obstacle)}`);
    return line([t(($) => $.calls.rules.title), ...lines, ...warnings].join('\n'));
  }
}
