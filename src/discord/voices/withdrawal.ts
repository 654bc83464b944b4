import type { Voice } from '../../speech/speech.ts';
import type { Forgotten } from '../../store/personal-data.ts';
import type { Store } from '../../store/store.ts';
import type { VoiceProfile } from '../../store/voices.ts';
import type { Speaking } from '../speaking.ts';

export interface WithdrawalParts extends Pick<
  Store,
  'voices' | 'sharing' | 'clips' | 'personalData'
> {
  readonly speaking: Pick<Speaking, 'silence'>;
  /** Removes all frames that were kept of what a voice spoke. */
  readonly forgetSpeech: (voice: Voice) => Promise<void>;
}

/**
 * Takes voices away from where they were used, everywhere at once: what is being spoken in them stops, what was kept of
 * it is removed, and their clips with it.
 */
export interface Withdrawal {
  /** Undefined when the owner has no such voice. */
  remove(id: string, ownerId: string): Promise<VoiceProfile | undefined>;
  /** Takes a voice back from a server: its owner may go on using it there. */
  unshare(id: string, ownerId: string, serverId: string): Promise<VoiceProfile | undefined>;
  /** Removes everything that is held about a person, and stops what is said by them or in their voices. */
  forgetPerson(personId: string, options: { readonly keepOptOut: boolean }): Promise<Forgotten>;
}

export function withdrawal(parts: WithdrawalParts): Withdrawal {
  const { voices, sharing, personalData, speaking, forgetSpeech } = parts;
  return {
    async remove(id, ownerId) {
      const profile = (await voices.ownedBy(ownerId)).find((own) => own.id === id);
      if (!profile) return undefined;
      // Its clip tells what was kept of it, and is about to go.
      const spokenWith = await voicesOf(profile, parts);
      const removed = await voices.remove(id, ownerId);
      speaking.silence(({ voiceId }) => voiceId === id);
      await Promise.all(spokenWith.map((voice) => forgetSpeech(voice)));
      return removed;
    },

    async unshare(id, ownerId, serverId) {
      const profile = await sharing.share(id, ownerId, serverId, false);
      speaking.silence(
        ({ voiceId, guildId, authorId }) =>
          voiceId === id && guildId === serverId && authorId !== ownerId,
      );
      return profile;
    },

    async forgetPerson(personId, options) {
      const own = await voices.ownedBy(personId);
      const ids = new Set(own.map(({ id }) => id));
      const silence = (): void =>
        speaking.silence(
          ({ authorId, voiceId }) =>
            authorId === personId || (voiceId !== undefined && ids.has(voiceId)),
        );
      // Removing takes a while when there is much; nothing is heard meanwhile.
      silence();
      const spokenWith = await Promise.all(own.map((profile) => voicesOf(profile, parts)));
      const forgotten = await personalData.forget(personId, options);
      silence();
      await Promise.all(spokenWith.flat().map((voice) => forgetSpeech(voice)));
      return forgotten;
    },
  };
}

/** As what a kept voice was asked of engines. Presets are everybody's: what they spoke is nobody's. */
async function voicesOf(
  { sound }: VoiceProfile,
  { clips }: WithdrawalParts,
): Promise<readonly Voice[]> {
  if (sound.mode === 'preset') return [];
  const clip = sound.clip && (await clips.read(sound.clip.hash));
  return [
    ...(clip ? [{ mode: 'clone' as const, clip }] : []),
    ...(sound.mode === 'design'
      ? [{ mode: 'design' as const, description: sound.description }]
      : []),
  ];
}
