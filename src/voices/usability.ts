import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Viewer, VoiceInServer, VoiceProfile } from '#store/voices.ts';

/**
 * Whether a kept voice may speak for somebody in a place. `hidden` is as good as absent; `waiting` and `refused` are up
 * to the server's admins, who can also forbid all clones of people, or all voices of one person. The owner can be barred by those
 * who run the bot.
 */
export type Usability =
  | 'usable'
  | 'hidden'
  | 'waiting'
  | 'refused'
  | 'owner-banned'
  | 'owner-barred'
  | 'clones-forbidden';

/** By ownership, sharing and the server's policy; where there is no server, nobody forbids anything. */
export function usabilityOf(
  profile: VoiceProfile,
  { userId, guildId }: Viewer,
  clones: ServerSettings['clones'],
): Usability {
  const place = profile.servers.find((server) => server.guildId === guildId);
  if (profile.ownerId !== userId && place?.shared !== true) return 'hidden';
  if (profile.isBarred === true) return 'owner-barred';
  if (guildId === undefined) return 'usable';
  return usabilityIn(place, profile, clones);
}

/** Whether it may speak in a server in which it isn't hidden, as the server has decided. */
function usabilityIn(
  place: VoiceInServer | undefined,
  { sound }: Pick<VoiceProfile, 'sound'>,
  clones: ServerSettings['clones'],
): Usability {
  if (place?.ownerBanned === true) return 'owner-banned';
  if (place?.approval === 'refused') return 'refused';
  // A design is nobody's voice, also when its best take is kept as a clip.
  if (sound.mode !== 'clone' || clones === 'allow') return 'usable';
  if (clones === 'forbid') return 'clones-forbidden';
  return place?.approval === 'approved' ? 'usable' : 'waiting';
}

/** Why a voice doesn't speak there, for the person who asked for it. */
export function unusableText(voice: string, reason: Exclude<Usability, 'usable' | 'hidden'>): Text {
  return text(($) => $.voices.unusable[reason], { voice });
}
