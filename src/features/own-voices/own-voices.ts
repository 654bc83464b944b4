import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { panel } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Approvals } from '#features/oversight/approvals.ts';
import type { Withdrawal } from '#features/oversight/withdrawal.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { fold } from '#voices/language.ts';
import { usabilityOf, unusableText } from '#voices/usability.ts';
import { keptByKey, keptByName } from '#voices/visible-voices.ts';

import { assertFree } from './clone-rules.ts';
import { deleteView, manageView, ownVoicesView } from './clone-view.ts';
import { readButton } from './reading-view.ts';
import { voiceNameOf } from './voice-name.ts';

export interface OwnVoicesParts extends Pick<Store, 'voices' | 'sharing' | 'serverSettings'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly withdrawal: Pick<Withdrawal, 'remove' | 'unshare'>;
  readonly approvals: Approvals;
}

const noServer = text(($) => $.ownVoices.sharing.noServer);
const noServerToLeave = text(($) => $.ownVoices.sharing.noServerToLeave);

/**
 * Everything that owners do with the voices that they keep. `voice` is a key or a name; those of others are as good as
 * absent, and all methods reject with a `UserError` for them.
 */
export class OwnVoices {
  readonly #parts: OwnVoicesParts;

  constructor(parts: OwnVoicesParts) {
    this.#parts = parts;
  }

  async list(asker: Asker): Promise<View> {
    const { id, guildId, t } = asker;
    const own = await this.#parts.voices.ownedBy(id);
    if (own.length === 0)
      return panel(
        t(($) => $.ownVoices.kept.none),
        [readButton(t)],
      );
    const clones = await this.#clonesIn(guildId);
    const listed = own.map((profile) => ({
      id: profile.id,
      text: lineOf(profile, asker, clones),
    }));
    const isSharedElsewhere = own.some(({ servers }) =>
      servers.some((server) => server.shared && server.guildId !== guildId),
    );
    const notes = isSharedElsewhere ? [t(($) => $.ownVoices.kept.takeBackEverywhere)] : [];
    return ownVoicesView(listed, notes, t);
  }

  /** One voice, with what can be done with it. */
  async manage(asker: Asker, voice: string): Promise<View> {
    const profile = await this.#find(asker, voice);
    const { guildId } = asker;
    const shown = lineOf(profile, asker, await this.#clonesIn(guildId));
    const isShared = guildId === undefined ? undefined : isSharedWith(profile, guildId);
    return manageView(profile.id, shown, isShared, asker.t);
  }

  /** Lets the people of the server use it. */
  async share(asker: Asker, voice: string): Promise<View> {
    const { sharing, approvals } = this.#parts;
    const profile = await this.#find(asker, voice);
    const guildId = serverOf(asker, noServer);
    const clones = await this.#clonesIn(guildId);
    const { id, name, sound, servers } = profile;
    const here = servers.find((server) => server.guildId === guildId);
    const shown = escaped(name);
    if (here?.ownerBanned === true) throw new UserError(unusableText(shown, 'owner-banned'));
    if (clones === 'forbid' && sound.mode === 'clone')
      throw new UserError(unusableText(shown, 'clones-forbidden'));
    const shared = await sharing.share(id, asker.id, guildId, true);
    if (!shared) throw gone();
    const asked = await approvals.ask(profile, asker);
    const sharedBut = (note: Text): View =>
      line(asker.t(($) => $.ownVoices.sharing.sharedBut, { name: shown, note }));
    if (asked !== undefined) return sharedBut(asked);
    const state = usabilityOf(shared, { userId: asker.id, guildId }, clones);
    if (state === 'refused') return sharedBut(unusableText(shown, state));
    return line(asker.t(($) => $.ownVoices.sharing.shared, { name: shown }));
  }

  /** Asks the server's admins to let it speak there, be it shared or not. */
  async ask(asker: Asker, voice: string): Promise<View> {
    serverOf(asker, noServer);
    const profile = await this.#find(asker, voice);
    const asked = await this.#parts.approvals.ask(profile, asker);
    const name = escaped(profile.name);
    return line(asker.t(asked ?? text(($) => $.ownVoices.sharing.nobodyAsked, { name })));
  }

  /** Takes it back from the server, or from all, also those that its owner is no longer in: what others say in it stops. */
  async unshare(asker: Asker, voice: string, everywhere: boolean): Promise<View> {
    const { id, name, servers } = await this.#find(asker, voice);
    const sharedWith = servers.filter(({ shared }) => shared).map(({ guildId }) => guildId);
    for (const guildId of everywhere ? sharedWith : [serverOf(asker, noServerToLeave)])
      if (!(await this.#parts.withdrawal.unshare(id, asker.id, guildId))) throw gone();
    const takenBack = { name: escaped(name) };
    return line(
      everywhere
        ? asker.t(($) => $.ownVoices.sharing.takenBackEverywhere, takenBack)
        : asker.t(($) => $.ownVoices.sharing.takenBackHere, takenBack),
    );
  }

  async rename(asker: Asker, voice: string, wanted: string): Promise<View> {
    const { id, name } = await this.#find(asker, voice);
    const renamed = voiceNameOf(wanted);
    // Another spelling of its own name is free.
    if (fold(renamed) !== fold(name)) await assertFree(renamed, asker, this.#parts);
    if (!(await this.#parts.voices.rename(id, asker.id, renamed))) throw gone();
    return line(
      asker.t(($) => $.ownVoices.names.renamed, { before: escaped(name), now: escaped(renamed) }),
    );
  }

  /** Asks whether to. */
  async confirmDelete(asker: Asker, voice: string): Promise<View> {
    const { id, name } = await this.#find(asker, voice);
    return deleteView(id, name, asker.t);
  }

  async delete(asker: Asker, voiceId: string): Promise<View> {
    const removed = await this.#parts.withdrawal.remove(voiceId, asker.id);
    if (!removed) throw gone();
    return line(asker.t(($) => $.ownVoices.kept.deleted, { name: escaped(removed.name) }));
  }

  async #find({ id }: Asker, voice: string): Promise<VoiceProfile> {
    const own = await this.#parts.voices.ownedBy(id);
    const found = keptByKey({ own, shared: [] }, voice) ?? keptByName(own, voice);
    if (found) return found;
    throw new UserError(text(($) => $.ownVoices.unknown));
  }

  /** Where there is no server, nobody forbids clones. */
  async #clonesIn(guildId: string | undefined): Promise<ServerSettings['clones']> {
    if (guildId === undefined) return 'allow';
    return (await this.#parts.serverSettings.get(guildId)).clones;
  }
}

function lineOf(
  profile: VoiceProfile,
  { guildId, t }: Asker,
  clones: ServerSettings['clones'],
): string {
  const { name, sound, servers, ownerId } = profile;
  const shared = servers.filter((server) => server.shared);
  const here = isSharedWith(profile, guildId);
  const elsewhere = shared.length - (here ? 1 : 0);
  const state = usabilityOf(profile, { userId: ownerId, guildId }, clones);
  const parts = [
    t(($) => $.ownVoices.kept.modes[sound.mode]),
    here ? t(($) => $.ownVoices.kept.sharedHere) : undefined,
    elsewhere > 0 ? t(($) => $.ownVoices.kept.sharedElsewhere, { count: elsewhere }) : undefined,
    shared.length === 0 ? t(($) => $.ownVoices.kept.onlyYours) : undefined,
    state === 'usable' || state === 'hidden' ? undefined : t(unusableText(escaped(name), state)),
  ];
  return `**${escaped(name)}** · ${parts.filter((part) => part !== undefined).join(' · ')}`;
}

function isSharedWith({ servers }: VoiceProfile, guildId: string | undefined): boolean {
  return servers.some((server) => server.shared && server.guildId === guildId);
}

function gone(): UserError {
  return new UserError(text(($) => $.ownVoices.gone.voice));
}
