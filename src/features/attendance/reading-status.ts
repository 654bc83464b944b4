import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import type { ChannelStatuses } from '#discord/channel-statuses.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { listen } from '#discord/listen.ts';
import type { Parting } from '#discord/voice-gateway.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { exclusionOf, lyingOf } from '#features/settings/excluded.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerTranslations } from '#i18n/texts.ts';
import { Lanes } from '#ops/lanes.ts';
import type { Log } from '#ops/log.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

export interface ReadingStatusParts {
  readonly statuses: ChannelStatuses;
  readonly whereabouts: Pick<Whereabouts, 'channelOf' | 'everybody'>;
  readonly view: Pick<GuildView, 'botId' | 'channelName' | 'parentOf' | 'categoryOf'>;
  readonly serverSettings: Pick<Store['serverSettings'], 'get'>;
  readonly inLanguageOf: ServerTranslations;
  readonly log: Log;
}

/** The part of Discord's 500 characters that names of channels may take. */
const maxNamed = 3;
/** The first of the channels that are read for which it is looked up who sees them: a server may have 500. */
const maxLookedAt = 20;
/** For so long leaving waits for Discord to take a status away. */
const partingMs = 1_000;

/** A status that the bot has set. */
interface Shown {
  readonly channelId: string;
  readonly status: string;
}

/**
 * Shows under a voice channel's name which channels are read into it, where a server wants that and nobody learns of a
 * channel that they don't see. A status that somebody else has set is theirs: it stays, also after they took it away.
 */
export class ReadingStatus implements Parting {
  readonly #parts: ReadingStatusParts;
  readonly #lanes = new Lanes();
  readonly #shown = new Map<string, Shown>();
  /** The channel whose status is somebody's, until the bot has left it. */
  readonly #others = new Map<string, string>();
  /** The servers for which a look waits for the one before it. */
  readonly #due = new Set<string>();

  constructor(parts: ReadingStatusParts) {
    this.#parts = parts;
    parts.statuses.watch((guildId, channelId, status) => this.#changed(guildId, channelId, status));
  }

  /**
   * Something is another in that server: who is where, its channels, or what is set. However often it is called meanwhile,
   * one look waits, which sees all of that; whoever calls then doesn't wait for it.
   */
  async look(guildId: string): Promise<void> {
    if (this.#due.has(guildId)) return;
    this.#due.add(guildId);
    await this.#lanes
      .run(guildId, () => this.#show(guildId))
      .catch((error: unknown) =>
        this.#parts.log.warn({ error, guildId }, 'the status of a voice channel could not be set'),
      );
  }

  before(guildId: string, nextId: string | null): Promise<void> | undefined {
    const shown = this.#shown.get(guildId);
    if (!shown || shown.channelId === nextId) return undefined;
    const cleared = this.#lanes.run(guildId, () => this.#clear(guildId));
    return Promise.race([cleared, delay(partingMs, undefined, { ref: false })]).catch(
      (error: unknown) =>
        this.#parts.log.warn(
          { error, guildId },
          'the status of a voice channel could not be taken away',
        ),
    );
  }

  /** Why none can be shown where the bot is; undefined where it can, or the bot is nowhere. */
  obstacle(guildId: string): Text | undefined {
    const { statuses } = this.#parts;
    const channelId = this.#channelOfBot(guildId);
    if (channelId === undefined || statuses.maySet(guildId, channelId)) return undefined;
    return text(($) => $.calls.rules.noStatus, { channel: `<#${channelId}>` });
  }

  /** The bot stops: what it has set is taken away. */
  async close(): Promise<void> {
    await Promise.all([...this.#shown.keys()].map(async (guildId) => this.before(guildId, null)));
  }

  async #show(guildId: string): Promise<void> {
    this.#due.delete(guildId);
    const channelId = this.#channelOfBot(guildId);
    const shown = this.#shown.get(guildId);
    if (shown && shown.channelId !== channelId) await this.#leftBehind(guildId, shown);
    if (this.#others.get(guildId) !== channelId) this.#others.delete(guildId);
    if (channelId === undefined || this.#others.has(guildId)) return;
    if (!this.#parts.statuses.maySet(guildId, channelId)) return;
    const wanted = await this.#wanted(guildId, channelId);
    // Where it has gone meanwhile, the next look sees.
    if (this.#channelOfBot(guildId) !== channelId) return;
    if (wanted === this.#shown.get(guildId)?.status) return;
    if (wanted === undefined) return this.#clear(guildId);
    await this.#replace(guildId, { channelId, status: wanted });
  }

  #channelOfBot(guildId: string): string | undefined {
    const { whereabouts, view } = this.#parts;
    return view.botId === undefined ? undefined : whereabouts.channelOf(guildId, view.botId);
  }

  /** Sets it in the place of nothing, or of the bot's own: one of the same words is what it set before it was started anew. */
  async #replace(guildId: string, next: Shown): Promise<void> {
    const { statuses } = this.#parts;
    const { channelId, status } = next;
    const there = await statuses.of(guildId, channelId);
    const own = this.#shown.get(guildId)?.status ?? '';
    if (there === undefined || !['', status, own].includes(there))
      return void this.#others.set(guildId, channelId);
    // Discord tells of it before it answers.
    this.#shown.set(guildId, next);
    try {
      if (there !== status) await statuses.set(channelId, status);
    } catch (error) {
      // A status refused once isn't asked for at each step of everybody.
      this.#shown.delete(guildId);
      this.#others.set(guildId, channelId);
      throw error;
    }
  }

  /** Somebody moved the bot or sent it out: from elsewhere it needs one more right. */
  async #leftBehind(guildId: string, { channelId, status }: Shown): Promise<void> {
    const { statuses } = this.#parts;
    this.#shown.delete(guildId);
    if (!statuses.maySet(guildId, channelId, 'from elsewhere')) return;
    if ((await statuses.of(guildId, channelId)) === status) await statuses.set(channelId, '');
  }

  async #clear(guildId: string): Promise<void> {
    const shown = this.#shown.get(guildId);
    if (!shown) return;
    this.#shown.delete(guildId);
    await this.#parts.statuses.set(shown.channelId, '');
  }

  /** The bot's own status is told, too: it knows it by the words. */
  #changed(guildId: string, channelId: string, status: string): void {
    const shown = this.#shown.get(guildId);
    if (shown?.channelId !== channelId || status === shown.status) return;
    this.#shown.delete(guildId);
    this.#others.set(guildId, channelId);
  }

  async #wanted(guildId: string, voiceId: string): Promise<string | undefined> {
    const { serverSettings, inLanguageOf, view } = this.#parts;
    const settings = await serverSettings.get(guildId);
    if (!settings.calls.showsStatus || !settings.reading.on) return undefined;
    const ids = await this.#readInto(guildId, voiceId, settings);
    const channels = ids.map((id) => `#${view.channelName(guildId, id) ?? ''}`);
    if (channels.length === 0) return undefined;
    const t = await inLanguageOf(guildId);
    return t(text(($) => $.calls.status, { channels }));
  }

  /** The first few channels that everybody may know of; the call's own chat is no news to anybody. */
  async #readInto(
    guildId: string,
    voiceId: string,
    { reading }: Pick<ServerSettings, 'reading'>,
  ): Promise<readonly string[]> {
    const { statuses, view, whereabouts } = this.#parts;
    const there = whereabouts.everybody(guildId, voiceId);
    const read = reading.channelIds.filter(
      (id) =>
        id !== voiceId &&
        view.channelName(guildId, id) !== undefined &&
        exclusionOf(lyingOf(id, view), reading) === undefined,
    );
    const named: string[] = [];
    for (const id of read.slice(0, maxLookedAt)) {
      if (await statuses.mayBeNamed(guildId, id, voiceId, there)) named.push(id);
      if (named.length === maxNamed) break;
      await nextTurn();
    }
    return named;
  }
}

/** Shows it by what a client is told of people, channels and roles. */
export function watchStatus(client: Client, status: Pick<ReadingStatus, 'look'>, log: Log): void {
  const inGuild = ({ guild }: { readonly guild: { readonly id: string } }): Promise<void> =>
    status.look(guild.id);
  listen(client, Events.VoiceStateUpdate, log, (before, now) =>
    // Muting oneself moves nobody.
    before.channelId === now.channelId ? undefined : inGuild(now),
  );
  listen(client, Events.GuildAvailable, log, ({ id }) => status.look(id));
  listen(client, Events.GuildDelete, log, ({ id }) => status.look(id));
  listen(client, Events.GuildRoleUpdate, log, inGuild);
  listen(client, Events.ChannelUpdate, log, (channel) =>
    channel.isDMBased() ? undefined : inGuild(channel),
  );
  listen(client, Events.ChannelDelete, log, (channel) =>
    channel.isDMBased() ? undefined : inGuild(channel),
  );
}
