import { randomUUID } from 'node:crypto';

import { ButtonStyle } from 'discord-api-types/v10';
import { LRUCache } from 'lru-cache';

import type { Asker } from '#discord/asker.ts';
import { button, panel, textPanel } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { OversightMail } from '#features/oversight/oversight-mail.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { atMost } from '#ops/at-most.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';

export interface NoticesParts extends Pick<Store, 'serverSettings'> {
  readonly mail: Pick<OversightMail, 'toAdmins'>;
  /** The servers that the bot is a member of. */
  readonly guildIds: () => readonly string[];
  readonly log: Log;
}

/** As long as whoever writes one needs to read it again. */
const keptMs = 15 * 60_000;
const maxDrafts = 100;

/** Notices of those who run the bot, in the channels that admins of servers chose for what is for them, and nowhere else. */
export class Notices {
  readonly #parts: NoticesParts;
  readonly #drafts = new LRUCache<string, string>({ ...atMost(maxDrafts), ttl: keptMs });

  constructor(parts: NoticesParts) {
    this.#parts = parts;
  }

  /** Shows it as servers will see it, and asks whether to post it. */
  async draft({ t }: Asker, words: string): Promise<View> {
    const count = (await this.#places()).length;
    if (count === 0) throw new UserError(text(($) => $.operating.notice.nowhere));
    const id = randomUUID();
    this.#drafts.set(id, words);
    return panel(`${noticeText(words, t)}\n\n${t(($) => $.operating.notice.ask, { count })}`, [
      button(`owner:post:${id}`, ($) => $.operating.notice.button, t, ButtonStyle.Danger),
    ]);
  }

  /** Posts it once, however often that is pressed. */
  async post({ t }: Asker, id: string): Promise<View> {
    const words = this.#drafts.get(id);
    if (words === undefined) throw new UserError(text(($) => $.operating.notice.gone));
    this.#drafts.delete(id);
    const places = await this.#places();
    let posted = 0;
    for (const guildId of places)
      if (
        await this.#parts.mail.toAdmins(
          guildId,
          (their) => textPanel(noticeText(words, their)),
          'chosen',
        )
      )
        posted += 1;
    this.#parts.log.info({ posted, of: places.length }, 'a notice of an owner was posted');
    return line(t(($) => $.operating.notice.posted, { count: posted, of: places.length }));
  }

  /** Servers whose admins chose a channel. */
  async #places(): Promise<readonly string[]> {
    const { serverSettings, guildIds } = this.#parts;
    const found: string[] = [];
    for (const guildId of guildIds()) {
      const { adminChannelId } = await serverSettings.get(guildId);
      if (adminChannelId !== undefined) found.push(guildId);
    }
    return found;
  }
}

function noticeText(words: string, t: Translate): string {
  return t(($) => $.operating.notice.text, { words: ownWords(escaped(words)) });
}
