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

/** By the key of a choice, or by name as typed; one's own go before those of others. */
export function atHand({ own, shared }: VoicesAtHand, asked: string): VoiceProfile | undefined {
  const id = profileIdOf(asked);
  if (id !== undefined) return indexOf(own).byId.get(id) ?? indexOf(shared).byId.get(id);
  const name = fold(asked);
  return indexOf(own).byName.get(name) ?? indexOf(shared).byName.get(name);
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
