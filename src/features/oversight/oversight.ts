import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { keptByKey, keptByName } from '#voices/visible-voices.ts';

import type { Banning } from './banning.ts';
import type { OversightMail } from './oversight-mail.ts';
import {
  bannedView,
  decidedView,
  maxDecisionsShown,
  oversightView,
  reportView,
  settledView,
} from './oversight-view.ts';
import type { ShownOn } from './oversight-view.ts';

export interface OversightParts extends Pick<Store, 'voices' | 'sharing' | 'reports' | 'quotas'> {
  readonly speaking: Pick<Speaking, 'silence'>;
  readonly banning: Banning;
  readonly mail: Pick<OversightMail, 'toAdmins' | 'toPerson'>;
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
    const guildId = serverOf(asker, 'Voices are reported in a server that I am a member of.');
    const shared = await voices.sharedWith(guildId);
    const found = keptByKey({ own: [], shared }, voice) ?? keptByName(shared, voice);
    if (!found) throw new UserError('No voice of that name is shared with this server.');
    if (found.ownerId === asker.id)
      throw new UserError('That voice is yours: `/clone unshare` and `/clone delete` end it.');
    const { spent } = await quotas.spend(asker.id, reportQuota);
    if (!spent)
      throw new UserError(
        `Those were ${reportQuota.max} reports in a day, which is the most. Speak to an admin.`,
      );
    const filed = await reports.file({ guildId, voiceId: found.id, reporterId: asker.id, reason });
    if (!filed) throw new UserError('That voice is no longer shared with this server.');
    const name = escaped(found.name);
    if (!filed.isNew)
      return line(
        `You reported “${name}” already: this server's admins now see what you wrote last.`,
      );
    const told = await mail.toAdmins(guildId, reportView(filed.report));
    return line(
      told
        ? `Thank you. This server's admins were told of your report of “${name}”.`
        : `Thank you. This server's admins see your report of “${name}” with \`/clone requests\`.`,
    );
  }

  /** Lists the voices and reports that wait for the admins. */
  async pending(asker: Asker): Promise<View> {
    return this.#list(serverOf(asker));
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
        approval === 'approved'
          ? `The admins of **${escaped(server)}** let your voice “${name}” speak there.`
          : `The admins of **${escaped(server)}** don't want your voice “${name}” to speak there. You can ask them again in a week, with \`/clone ask\`.`,
      );
    return this.#shown(guildId, decidedView(profile, approval, shownOn, asker.id), shownOn);
  }

  /** Takes the reports of a voice off the list. */
  async settle(asker: Asker, subject: string): Promise<View> {
    const { reports } = this.#parts;
    const { id, shownOn } = partsOf(subject);
    const guildId = serverOf(asker);
    const open = await reports.open(guildId);
    const settled = open.find(({ voiceId }) => voiceId === id);
    if (!settled || !(await reports.settle(guildId, id, asker.id)))
      throw new UserError('There are no open reports of that voice any more.');
    const done = settledView(settled.voiceName, settled.ownerId, asker.id);
    return this.#shown(guildId, done, shownOn);
  }

  /** Silences all voices of a person in the server, or lets them speak again. */
  async ban(asker: Asker, subject: string, banned: boolean): Promise<View> {
    const { banning } = this.#parts;
    const { id, shownOn } = partsOf(subject);
    const guildId = serverOf(asker);
    await (banned ? banning.ban(asker, id) : banning.lift(asker, id));
    return this.#shown(guildId, bannedView(id, asker.id, banned, shownOn), shownOn);
  }

  /** A voice that was decided about, to decide otherwise. */
  async reconsider(asker: Asker, voiceId: string): Promise<View> {
    const guildId = serverOf(asker);
    const decided = await this.#parts.sharing.decided(guildId, maxDecisionsShown);
    const profile = decided.find(({ id }) => id === voiceId);
    const place = profile?.servers.find((server) => server.guildId === guildId);
    if (!profile || (place?.approval !== 'approved' && place?.approval !== 'refused'))
      throw notDecidable();
    return this.#list(guildId, decidedView(profile, place.approval, 'list'));
  }

  /** The decision is enough on a message for all admins; on one's own list the rest follows. */
  async #shown(guildId: string, done: View, shownOn: ShownOn): Promise<View> {
    return shownOn === 'post' ? done : this.#list(guildId, done);
  }

  async #list(guildId: string, done?: View): Promise<View> {
    const { sharing, reports } = this.#parts;
    const [waiting, open, decided] = await Promise.all([
      sharing.waiting(guildId),
      reports.open(guildId),
      sharing.decided(guildId, maxDecisionsShown),
    ]);
    const welcome = waiting.filter((profile) => !isOwnerBanned(profile, guildId));
    return oversightView({ guildId, waiting: welcome, reports: open, decided }, done);
  }
}

function notDecidable(): UserError {
  return new UserError('That voice is no longer there to be decided about.');
}

function isOwnerBanned({ servers }: VoiceProfile, guildId: string): boolean {
  return servers.some((place) => place.guildId === guildId && place.ownerBanned);
}

/** `ID:post`, `ID:list` or `ID:list:2`; buttons of older messages have the id alone. */
function partsOf(subject: string): { readonly id: string; readonly shownOn: ShownOn } {
  const [id = '', shownOn] = subject.split(':');
  return { id, shownOn: shownOn === 'post' ? 'post' : 'list' };
}
