import { nameKey } from '#store/voices.ts';
import type { Viewer, VoiceProfile, Voices } from '#store/voices.ts';

import { fold } from './language.ts';
import { profileIdOf } from './profile-key.ts';

/** The kept voices that a person can see in a place: their own, and those shared with the server. */
export interface VisibleVoices {
  readonly own: readonly VoiceProfile[];
  readonly shared: readonly VoiceProfile[];
}

/** The voices that somebody can see where they are. */
export async function visibleTo(
  { userId, guildId }: Viewer,
  voices: Pick<Voices, 'ownedBy' | 'sharedWith'>,
): Promise<VisibleVoices> {
  const [own, shared] = await Promise.all([
    voices.ownedBy(userId),
    guildId === undefined ? [] : voices.sharedWith(guildId),
  ]);
  return { own, shared };
}

interface Index {
  readonly byId: ReadonlyMap<string, VoiceProfile>;
  readonly byName: ReadonlyMap<string, VoiceProfile>;
  /** The first of those that are called alike but for accents and vowel signs. */
  readonly byFoldedName: ReadonlyMap<string, VoiceProfile>;
}

/** The store gives the same list until something changes. */
const indexes = new WeakMap<readonly VoiceProfile[], Index>();

/** The voice that a key stands for; undefined for an offer's key, and for voices that the person can't see. */
export function keptByKey({ own, shared }: VisibleVoices, key: string): VoiceProfile | undefined {
  const id = profileIdOf(key);
  if (id === undefined) return undefined;
  return indexOf(own).byId.get(id) ?? indexOf(shared).byId.get(id);
}

/** The voice of that name, as typed: else the first that is called alike. */
export function keptByName(kept: readonly VoiceProfile[], name: string): VoiceProfile | undefined {
  return keptAs(kept, name) ?? indexOf(kept).byFoldedName.get(fold(name));
}

/** The voice of exactly that name: in some scripts, names differ by nothing but marks. */
export function keptAs(kept: readonly VoiceProfile[], name: string): VoiceProfile | undefined {
  return indexOf(kept).byName.get(nameKey(name));
}

function indexOf(profiles: readonly VoiceProfile[]): Index {
  let index = indexes.get(profiles);
  if (!index) {
    index = {
      byId: new Map(profiles.map((profile) => [profile.id, profile])),
      byName: firstBy(profiles, ({ name }) => nameKey(name)),
      byFoldedName: firstBy(profiles, ({ name }) => fold(name)),
    };
    indexes.set(profiles, index);
  }
  return index;
}

function firstBy(
  profiles: readonly VoiceProfile[],
  keyOf: (profile: VoiceProfile) => string,
): ReadonlyMap<string, VoiceProfile> {
  return new Map(profiles.toReversed().map((profile) => [keyOf(profile), profile]));
}
