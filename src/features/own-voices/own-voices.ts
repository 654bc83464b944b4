import type { Asker } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Approvals } from '#features/oversight/approvals.ts';
import type { Withdrawal } from '#features/oversight/withdrawal.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { keptByKey, keptByName } from '#voices/at-hand.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { fold } from '#voices/language.ts';
import { standing, standingSentence } from '#voices/standing.ts';

import { assertFree } from './clone-rules.ts';
import { deleteView, manageView, ownVoicesView } from './clone-view.ts';
import { voiceNameOf } from './voice-name.ts';

export interface OwnVoicesParts extends Pick<Store, 'voices' | 'sharing' | 'serverSettings'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly withdrawal: Pick<Withdrawal, 'remove' | 'unshare'>;
  readonly approvals: Approvals;
}

/**
 * Everything that owners do with the voices that they keep. `voice` is a key or a name; those of others are as good as
 * absent, and all methods reject with a `UserError` for them.
 */
export interface OwnVoices {
  list(asker: Asker): Promise<View>;
  /** One voice, with what can be done with it. */
  manage(asker: Asker, voice: string): Promise<View>;
  /** Lets the people of the server use it. */
  share(asker: Asker, voice: string): Promise<View>;
  /** Asks the server's admins to let it speak there, be it shared or not. */
  ask(asker: Asker, voice: string): Promise<View>;
  /** Takes it back from the server, or from all, also those that its owner is no longer in: what others say in it stops. */
  unshare(asker: Asker, voice: string, everywhere: boolean): Promise<View>;
  rename(asker: Asker, voice: string, name: string): Promise<View>;
  /** Asks whether to. */
  confirmDelete(asker: Asker, voice: string): Promise<View>;
  delete(asker: Asker, voiceId: string): Promise<View>;
}

export function ownVoices(parts: OwnVoicesParts): OwnVoices {
  const { voices, serverSettings, withdrawal, approvals } = parts;

  const find = async ({ id }: Asker, voice: string): Promise<VoiceProfile> => {
    const own = await voices.ownedBy(id);
    const found = keptByKey({ own, shared: [] }, voice) ?? keptByName(own, voice);
    if (found) return found;
    throw new UserError('You keep no voice of that name. `/clone list` shows yours.');
  };

  return {
    async list({ id, guildId }) {
      const own = await voices.ownedBy(id);
      if (own.length === 0)
        return line(
          'You keep no voices. Make one with `/clone make`, from a few seconds of speech, or with `/design`, from a description.',
        );
      const clones = guildId === undefined ? 'allow' : (await serverSettings.get(guildId)).clones;
      return listView(own, guildId, clones);
    },

    async manage(asker, voice) {
      const profile = await find(asker, voice);
      const { guildId } = asker;
      const clones = guildId === undefined ? 'allow' : (await serverSettings.get(guildId)).clones;
      const isShared = guildId === undefined ? undefined : isSharedWith(profile, guildId);
      return manageView(profile.id, lineOf(profile, guildId, clones), isShared);
    },

    share: async (asker, voice) => share(await find(asker, voice), asker, parts),

    async ask(asker, voice) {
      serverOf(asker);
      const profile = await find(asker, voice);
      const asked = await approvals.ask(profile, asker);
      return line(asked ?? `Nobody has to be asked before “${escaped(profile.name)}” speaks here.`);
    },

    async unshare(asker, voice, everywhere) {
      const { id, name, servers } = await find(asker, voice);
      const sharedWith = servers.filter(({ shared }) => shared).map(({ guildId }) => guildId);
      for (const guildId of everywhere ? sharedWith : [serverToLeave(asker)])
        if (!(await withdrawal.unshare(id, asker.id, guildId))) throw gone();
      return line(
        `Only you can use “${escaped(name)}” ${everywhere ? 'now, in any server' : 'here now'}.`,
      );
    },

    async rename(asker, voice, wanted) {
      const { id, name } = await find(asker, voice);
      const renamed = voiceNameOf(wanted);
      // Another spelling of its own name is free.
      if (fold(renamed) !== fold(name)) await assertFree(renamed, asker, parts);
      if (!(await voices.rename(id, asker.id, renamed))) throw gone();
      return line(`“${escaped(name)}” is called “${escaped(renamed)}” now.`);
    },

    async confirmDelete(asker, voice) {
      const { id, name } = await find(asker, voice);
      return deleteView(id, name);
    },

    async delete(asker, voiceId) {
      const removed = await withdrawal.remove(voiceId, asker.id);
      if (!removed) throw gone();
      return line(
        `“${escaped(removed.name)}” is deleted, with its recording and everything that was kept of its speech.`,
      );
    },
  };
}

async function share(
  profile: VoiceProfile,
  asker: Asker,
  { serverSettings, sharing, approvals }: OwnVoicesParts,
): Promise<View> {
  const guildId = serverOf(asker);
  const { clones } = await serverSettings.get(guildId);
  const { id, name, sound } = profile;
  const here = profile.servers.find((server) => server.guildId === guildId);
  if (here?.ownerBanned === true) throw new UserError(standingSentence(name, 'owner-banned'));
  if (clones === 'forbid' && sound.mode === 'clone')
    throw new UserError(standingSentence(name, 'clones-forbidden'));
  const shared = await sharing.share(id, asker.id, guildId, true);
  if (!shared) throw gone();
  const asked = await approvals.ask(profile, asker);
  if (asked !== undefined) return line(`“${escaped(name)}” is shared. ${asked}`);
  const state = standing(shared, { personId: asker.id, guildId }, clones);
  return line(
    state === 'refused'
      ? `“${escaped(name)}” is shared. ${standingSentence(escaped(name), state)}`
      : `Everybody in this server can speak as “${escaped(name)}” now. Take it back with \`/clone unshare\`.`,
  );
}

function listView(
  own: readonly VoiceProfile[],
  guildId: string | undefined,
  clones: Parameters<typeof standing>[2],
): View {
  const lines = own.map((profile) => ({
    id: profile.id,
    text: lineOf(profile, guildId, clones),
  }));
  const notes = own.some((profile) => isSharedElsewhere(profile, guildId))
    ? [
        '-# `/clone unshare` with `everywhere` takes a voice back from all servers, also from those that you left.',
      ]
    : [];
  return ownVoicesView(lines, notes);
}

function lineOf(
  profile: VoiceProfile,
  guildId: string | undefined,
  clones: Parameters<typeof standing>[2],
): string {
  const { name, sound, servers, ownerId } = profile;
  const kind = { clone: 'clone', design: 'design', preset: 'preset' }[sound.mode];
  const shared = servers.filter((server) => server.shared);
  const here = guildId !== undefined && isSharedWith(profile, guildId);
  const elsewhere = shared.length - (here ? 1 : 0);
  const state = standing(profile, { personId: ownerId, guildId }, clones);
  const parts = [
    kind,
    here ? 'shared here' : undefined,
    elsewhere > 0 ? `shared with ${elsewhere} other server${elsewhere > 1 ? 's' : ''}` : undefined,
    shared.length === 0 ? 'only yours' : undefined,
    state === 'usable' || state === 'hidden' ? undefined : standingSentence(escaped(name), state),
  ];
  return `**${escaped(name)}** · ${parts.filter((part) => part !== undefined).join(' · ')}`;
}

function isSharedWith({ servers }: VoiceProfile, guildId: string): boolean {
  return servers.some((server) => server.shared && server.guildId === guildId);
}

function isSharedElsewhere({ servers }: VoiceProfile, guildId: string | undefined): boolean {
  return servers.some((server) => server.shared && server.guildId !== guildId);
}

function serverToLeave({ guildId }: Asker): string {
  if (guildId !== undefined) return guildId;
  throw new UserError(
    'Here is no server to take it back from. Add `everywhere` to take it back from all.',
  );
}

function serverOf({ guildId }: Asker): string {
  if (guildId !== undefined) return guildId;
  throw new UserError('Voices are shared with a server: use this in one that I am a member of.');
}

function gone(): UserError {
  return new UserError('That voice is no longer yours to change. `/clone list` shows yours.');
}
