import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Speaking } from '#features/say/speaking.ts';
import { text } from '#i18n/text.ts';
import type { ServerTranslations, Translate } from '#i18n/texts.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { keptByKey, keptByName } from '#voices/visible-voices.ts';

import type { Banning } from './banning.ts';
import type { ShownOn } from './oversight-buttons.ts';
import type { OversightMail } from './oversight-mail.ts';
import {
  bannedView,
  decidedView,
  maxDecisionsShown,
  oversightView,
  reportView,
  settledView,
} from './oversight-view.ts';

export interface OversightParts extends Pick<Store, 'voices' | 'sharing' | 'reports' | 'quotas'> {
  readonly speaking: Pick<Speaking, 'silence'>;
  readonly banning: Banning;
  readonly mail: Pick<OversightMail, 'toAdmins' | 'toPerson'>;
  readonly inLanguageOf: ServerTranslations;
}

const reportQuota = { what: 'report', max: 10, perMs: 24 * 3_600_000 } as const;

/**
 * Everything that a server's admins know and decide of its people's voices; nothing of it shows in another server. All
 * reject with a `UserError` that says why not. `subject` is a button's: an id, and where the button is.
 */
export class Oversight {
  readonly #parts: OversightParts;

  constructor(parts: OversightParts) {
    this.#parts = parts;
  }

  /** Tells the server's admins of a voice that is shared with it. `voice` is a key or a name. */
  async report(asker: Asker, voice: string, reason: string): Promise<View> {
    const { voices, reports, quotas, mail } = this.#parts;
    const guildId = serverOf(
      asker,
      text(($) => $.oversight.report.onlyInServers),
    );
    const shared = await voices.sharedWith(guildId);
    const found = keptByKey({ own: [], shared }, voice) ?? keptByName(shared, voice);
    if (!found) throw new UserError(text(($) => $.oversight.report.noSuchVoice));
    if (found.ownerId === asker.id) throw new UserError(text(($) => $.oversight.report.yours));
    const { spent } = await quotas.spend(asker.id, reportQuota);
    if (!spent)
      throw new UserError(text(($) => $.oversight.report.tooMany, { count: reportQuota.max }));
    const filed = await reports.file({ guildId, voiceId: found.id, reporterId: asker.id, reason });
    if (!filed) throw new UserError(text(($) => $.oversight.report.noLongerShared));
    const name = escaped(found.name);
    if (!filed.isNew) return line(asker.t(($) => $.oversight.report.again, { name }));
    const told = await mail.toAdmins(guildId, (t) => reportView(filed.report, t));
    return line(
      told
        ? asker.t(($) => $.oversight.report.told, { name })
        : asker.t(($) => $.oversight.report.listed, { name }),
    );
  }

  /** Lists the voices and reports that wait for the admins, below what was `done` just now. */
  async pending(asker: Asker, done?: View): Promise<View> {
    const { sharing, reports } = this.#parts;
    const guildId = serverOf(asker);
    const [waiting, open, decided] = await Promise.all([
      sharing.waiting(guildId),
      reports.open(guildId),
      sharing.decided(guildId, maxDecisionsShown),
    ]);
    const welcome = waiting.filter((profile) => !isOwnerBanned(profile, guildId));
    return oversightView({ guildId, waiting: welcome, reports: open, decided }, asker.t, done);
  }

  /** Lets a voice speak in the server, or silences it there at once; its owner is told. */
  async decide(asker: Asker, subject: string, approval: 'approved' | 'refused'): Promise<View> {
    const { sharing, reports, speaking, mail } = this.#parts;
    const { id, shownOn } = partsOf(subject);
    const guildId = serverOf(asker);
    const profile = await sharing.decide(id, guildId, approval, asker.id);
    if (!profile) throw notDecidable();
    if (approval === 'refused')
      speaking.silence((spoken) => spoken.voiceId === id && spoken.guildId === guildId);
    await reports.settle(guildId, id, asker.id);
    const name = escaped(profile.name);
    if (profile.ownerId !== asker.id)
      await mail.toPerson(profile.ownerId, guildId, (server) =>
        text(($) => $.oversight.letters[approval], { server, name }),
      );
    return this.#shown(asker, shownOn, (t) => decidedView(profile, approval, shownOn, t, asker.id));
  }

  /** Takes the reports of a voice off the list. */
  async settle(asker: Asker, subject: string): Promise<View> {
    const { reports } = this.#parts;
    const { id, shownOn } = partsOf(subject);
    const guildId = serverOf(asker);
    const open = await reports.open(guildId);
    const settled = open.find(({ voiceId }) => voiceId === id);
    if (!settled || !(await reports.settle(guildId, id, asker.id)))
      throw new UserError(text(($) => $.oversight.notReported));
    return this.#shown(asker, shownOn, (t) =>
      settledView(settled.voiceName, settled.ownerId, asker.id, t),
    );
  }

  /** Silences all voices of a person in the server, or lets them speak again. */
  async ban(asker: Asker, subject: string, banned: boolean): Promise<View> {
    const { banning } = this.#parts;
    const { id, shownOn } = partsOf(subject);
    await (banned ? banning.ban(asker, id) : banning.lift(asker, id));
    return this.#shown(asker, shownOn, (t) => bannedView(id, asker.id, banned, shownOn, t));
  }

  /** A voice that was decided about, to decide otherwise. */
  async reconsider(asker: Asker, voiceId: string): Promise<View> {
    const guildId = serverOf(asker);
    const decided = await this.#parts.sharing.decided(guildId, maxDecisionsShown);
    const profile = decided.find(({ id }) => id === voiceId);
    const place = profile?.servers.find((server) => server.guildId === guildId);
    if (!profile || (place?.approval !== 'approved' && place?.approval !== 'refused'))
      throw notDecidable();
    return this.pending(asker, decidedView(profile, place.approval, 'list', asker.t));
  }

  /** The decision is enough on a message for all admins, in the server's language; on one's own list the rest follows. */
  async #shown(asker: Asker, shownOn: ShownOn, done: (t: Translate) => View): Promise<View> {
    if (shownOn === 'list') return this.pending(asker, done(asker.t));
    return done(await this.#parts.inLanguageOf(serverOf(asker)));
  }
}

function notDecidable(): UserError {
  return new UserError(text(($) => $.oversight.notDecidable));
}

function isOwnerBanned({ servers }: VoiceProfile, guildId: string): boolean {
  return servers.some((place) => place.guildId === guildId && place.ownerBanned);
}

/** `ID:post`, `ID:list` or `ID:list:2`; buttons of older messages have the id alone. */
function partsOf(subject: string): { readonly id: string; readonly shownOn: ShownOn } {
  const [id = '', shownOn] = subject.split(':');
  return { id, shownOn: shownOn === 'post' ? 'post' : 'list' };
}
