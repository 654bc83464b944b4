import type { VoiceProfile } from '../store/voices.ts';
import { fold } from './language.ts';
import { profileIdOf } from './profile-key.ts';

/** The kept voices that a person can see in a place: their own, and those shared with the server. */
export interface VoicesAtHand {
  readonly own: readonly VoiceProfile[];
  readonly shared: readonly VoiceProfile[];
}

interface Index {
  readonly byId: ReadonlyMap<string, VoiceProfile>;
  readonly byName: ReadonlyMap<string, VoiceProfile>;
}

/** The store gives the same list until something changes. */
const indexes = new WeakMap<readonly VoiceProfile[], Index>();

/** The voice that a key stands for; undefined for an offer's key, and for voices that the person can't see. */
export function keptByKey({ own, shared }: VoicesAtHand, key: string): VoiceProfile | undefined {
  const id = profileIdOf(key);
  if (id === undefined) return undefined;
  return indexOf(own).byId.get(id) ?? indexOf(shared).byId.get(id);
}

/** The first voice of that name, as typed. */
export function keptByName(kept: readonly VoiceProfile[], name: string): VoiceProfile | undefined {
  return indexOf(kept).byName.get(fold(name));
}

function indexOf(profiles: readonly VoiceProfile[]): Index {
  let index = indexes.get(profiles);
  if (!index) {
    const byName = new Map<string, VoiceProfile>();
    for (const profile of profiles)
      if (!byName.has(fold(profile.name))) byName.set(fold(profile.name), profile);
    index = { byId: new Map(profiles.map((profile) => [profile.id, profile])), byName };
    indexes.set(profiles, index);
  }
  return index;
}
