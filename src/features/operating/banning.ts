import type { Calls } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import { linesFor } from '#discord/fitting.ts';
import { maxChoices } from '#discord/limits.ts';
import { textPanel } from '#discord/panel.ts';
import { shownName, shownText } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Speaking } from '#features/say/speaking.ts';
import { ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';
import type { Ban, Banned } from '#store/bans.ts';
import type { Store } from '#store/store.ts';
import { isRecordedVoiceId } from '#voices/recorded.ts';

import type { Operators } from './operator-rights.ts';
import { relativeTime } from './state-view.ts';

export interface BanningParts extends Pick<Store, 'bans' | 'voices'> {
  readonly owners: Operators;
  readonly calls: Pick<Calls, 'leave'>;
  readonly speaking: Pick<Speaking, 'silence'>;
  /** The name of a server that the bot is a member of. */
  readonly serverName: (guildId: string) => string | undefined;
  readonly log: Log;
}

/** The characters for the lines, of the 4,000 of a panel. */
const maxLength = 3_400;

/** People and servers for whom the bot does nothing. Whether somebody may decide that is asked where the command is. */
export class Banning {
  readonly #parts: BanningParts;

  constructor(parts: BanningParts) {
    this.#parts = parts;
  }

  /** Everything that is said for them, or in their voices, falls silent; the call of a server ends. */
  async ban({ id: byId, t }: Asker, asked: Partial<Banned>, reason: string): Promise<View> {
    const { bans, log } = this.#parts;
    const banned = this.#meant(asked);
    this.#assertMayBeBanned(banned);
    const isNew = await bans.ban(banned, reason, byId);
    await this.#silence(banned);
    // People are named nowhere in the log.
    log.info({ kind: banned.kind }, 'somebody was banned by an owner');
    const said = { who: this.#name(banned), reason: shownText(reason) };
    return line(
      isNew ? t(($) => $.operating.bans.banned, said) : t(($) => $.operating.bans.again, said),
    );
  }

  async lift({ t }: Asker, asked: Partial<Banned>): Promise<View> {
    const { bans, log } = this.#parts;
    const banned = this.#meant(asked);
    const who = this.#name(banned);
    if (!(await bans.lift(banned)))
      throw new UserError(text(($) => $.operating.bans.none, { who }));
    log.info({ kind: banned.kind }, 'a ban was lifted by an owner');
    return line(t(($) => $.operating.bans.lifted, { who }));
  }

  async list({ t }: Asker): Promise<View> {
    const bans = await this.#parts.bans.list();
    const lines = bans.slice(0, maxLength / 30).map((ban) => `- ${t(this.#lineOf(ban))}`);
    return textPanel(
      [
        t(($) => $.operating.bans.title, { count: bans.length }),
        ...linesFor(maxLength, lines, bans.length, (count) =>
          t(($) => $.operating.bans.more, { count }),
        ),
      ].join('\n'),
    );
  }

  /** Suggests servers that are banned. */
  async suggest(typed: string) {
    const bans = await this.#parts.bans.list();
    return bans
      .filter(({ kind }) => kind === 'server')
      .map(({ id }) => ({ name: ownWords(this.#parts.serverName(id) ?? id), value: id }))
      .filter(({ name, value }) =>
        `${name.ownWords} ${value}`.toLowerCase().includes(typed.trim().toLowerCase()),
      )
      .slice(0, maxChoices);
  }

  #meant({ kind, id }: Partial<Banned>): Banned {
    if (kind === undefined || id === undefined)
      throw new UserError(text(($) => $.operating.bans.nobody));
    if (!/^\d{17,20}$/.test(id)) throw new UserError(text(($) => $.operating.servers.unknown));
    return { kind, id };
  }

  #assertMayBeBanned({ kind, id }: Banned): void {
    const { owners } = this.#parts;
    if (kind === 'person' ? owners.ids.includes(id) : id === owners.guildId)
      throw new UserError(text(($) => $.operating.bans.yours));
  }

  async #silence({ kind, id }: Banned): Promise<void> {
    const { voices, speaking, calls } = this.#parts;
    if (kind === 'server') {
      speaking.silence(({ guildId }) => guildId === id);
      calls.leave(id);
      return;
    }
    const own = new Set((await voices.ownedBy(id)).map((voice) => voice.id));
    speaking.silence(
      ({ authorId, wordsOf, voiceId }) =>
        authorId === id ||
        wordsOf === id ||
        (voiceId !== undefined && !isRecordedVoiceId(voiceId) && own.has(voiceId)),
    );
  }

  #name({ kind, id }: Banned): Text {
    if (kind === 'person') return ownWords(`<@${id}>`);
    const name = this.#parts.serverName(id);
    return ownWords(name === undefined ? `\`${id}\`` : `**${shownName(name)}**`);
  }

  #lineOf(ban: Ban): Text {
    return sideBySide(
      this.#name(ban),
      relativeTime(ban.sinceMs),
      ownWords(shownText(ban.reason)),
      ownWords(`\`${ban.id}\``),
    );
  }
}
