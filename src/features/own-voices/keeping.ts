import type { Clip } from '#audio/clip/clip.ts';
import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile, VoiceSound } from '#store/voices.ts';

interface VoiceToKeep {
  readonly name: string;
  readonly sound: VoiceSound<Clip>;
  /** False once its maker has discarded it, or had everything deleted: nothing may be left of it then. */
  readonly isWanted: () => boolean;
}

/** Keeps a voice for the person alone. Rejects with a `UserError` when it can't be kept. */
export async function keepVoice(
  { name, sound, isWanted }: VoiceToKeep,
  asker: Asker,
  { voices }: Pick<Store, 'voices'>,
): Promise<VoiceProfile> {
  const [kept] = await Promise.allSettled([voices.keep({ ownerId: asker.id, name, sound })]);
  if (!isWanted()) {
    if (kept.status === 'fulfilled') await voices.remove(kept.value.id, asker.id);
    throw discarded();
  }
  if (kept.status === 'rejected') throw kept.reason;
  return kept.value;
}

/** The error for a voice whose maker does not want it any more. */
export function discarded(): UserError {
  return new UserError(text(($) => $.ownVoices.discarded));
}
