import type { Speaking } from '#features/say/speaking.ts';
import type { RemovedClone } from '#speech/cache-key.ts';
import type { Payer, Voice } from '#speech/speech.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';

export interface WithdrawalParts extends Pick<Store, 'voices' | 'sharing' | 'personalData'> {
  readonly speaking: Pick<Speaking, 'silence'>;
  /** Removes all frames that were kept of what a voice spoke; what is being paid for in it, or by a person, is never heard. */
  readonly forgetSpeech: (whose: Spoken) => Promise<void>;
  /** Drops what is in memory alone of a person, such as voices that they are about to make. */
  readonly forgetUnfinished: (userId: string) => void;
}

type Spoken = Voice | RemovedClone | Pick<Payer, 'userId'>;

/**
 * Takes voices away from where they were used, everywhere at once: what is being spoken in them stops, what was kept of
 * it is removed, and their clips with it.
 */
export type Withdrawal = ReturnType<typeof withdrawal>;

export function withdrawal(parts: WithdrawalParts) {
  const { voices, sharing, personalData, speaking, forgetSpeech, forgetUnfinished } = parts;

  /**
   * Silences and forgets speech before it erases, so that a kill or a failure half-way leaves nothing that nobody could
   * find any more; and again after it, since until then others could begin.
   */
  async function erasing<Result>(
    spoken: readonly Spoken[],
    isMeant: Parameters<Speaking['silence']>[0],
    erase: () => Promise<Result>,
  ): Promise<Result> {
    const forget = (): Promise<void>[] => spoken.map((whose) => forgetSpeech(whose));
    speaking.silence(isMeant);
    // Speech that can't be removed now is tried again below, which then tells of a failure.
    await Promise.allSettled(forget());
    try {
      return await erase();
    } finally {
      speaking.silence(isMeant);
      await Promise.all(forget());
    }
  }

  return {
    /** Undefined when the owner has no such voice. */
    async remove(id: string, ownerId: string) {
      const profile = (await voices.ownedBy(ownerId)).find((own) => own.id === id);
      if (!profile) return undefined;
      return erasing(
        voicesOf(profile),
        ({ voiceId }) => voiceId === id,
        () => voices.remove(id, ownerId),
      );
    },

    /** Takes a voice back from a server: its owner may go on using it there. */
    async unshare(id: string, ownerId: string, guildId: string) {
      const profile = await sharing.share(id, ownerId, guildId, false);
      speaking.silence(
        (said) =>
          said.voiceId === id &&
          said.guildId === guildId &&
          (said.wordsOf ?? said.authorId) !== ownerId,
      );
      return profile;
    },

    /** Removes everything that is held about a person, and stops what is said by them or in their voices. */
    async forgetPerson(userId: string, options: { readonly keepOptOut: boolean }) {
      const own = await voices.ownedBy(userId);
      const ids = new Set(own.map(({ id }) => id));
      // Once more at the end: what falls silent meanwhile is noted.
      forgetUnfinished(userId);
      // A clip that spoke once is kept nowhere; the statement about it tells which it was.
      const { consents } = await personalData.about(userId);
      return erasing(
        [
          { userId },
          ...own.flatMap((profile) => voicesOf(profile)),
          ...consents.map(({ clipHash }) => ({ mode: 'clone' as const, clipHash })),
        ],
        ({ authorId, wordsOf, voiceId }) =>
          [authorId, wordsOf].includes(userId) || (voiceId !== undefined && ids.has(voiceId)),
        () => personalData.forget(userId, options),
      ).finally(() => forgetUnfinished(userId));
    },
  };
}

/** The voices under which engines know a kept voice. Presets are everybody's: their speech is nobody's. */
function voicesOf({ sound }: VoiceProfile): readonly (Voice | RemovedClone)[] {
  if (sound.mode === 'preset') return [];
  return [
    ...(sound.clip ? [{ mode: 'clone' as const, clipHash: sound.clip.hash }] : []),
    ...(sound.mode === 'design'
      ? [{ mode: 'design' as const, description: sound.description }]
      : []),
  ];
}
