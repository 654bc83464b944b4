import type { Clip } from '#audio/clip/clip.ts';
import type { Asker } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import { UserError } from '#errors.ts';
import type { Approvals } from '#features/oversight/approvals.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile, VoiceSound } from '#store/voices.ts';

type KeepingParts = Pick<Store, 'voices'>;

/** A voice that is kept now, and what is to be said of it. */
export interface KeptVoice {
  readonly id: string;
  readonly sentence: string;
}

interface VoiceToKeep {
  readonly name: string;
  readonly sound: VoiceSound<Clip>;
  /** False once its maker has discarded it, or had everything deleted: nothing may be left of it then. */
  readonly isWanted: () => boolean;
}

/** Keeps a voice for the person alone. Rejects with a `UserError` when it can't be kept. */
export async function keepVoice(
  voice: VoiceToKeep,
  asker: Asker,
  parts: KeepingParts,
): Promise<KeptVoice> {
  return told(await keep(voice, asker, parts));
}

/** The same for a clone. Where admins want to approve of each, they are asked at once. */
export async function keepClone(
  voice: VoiceToKeep,
  asker: Asker,
  parts: KeepingParts & { readonly approvals: Approvals },
): Promise<KeptVoice> {
  const profile = await keep(voice, asker, parts);
  const asked = await parts.approvals.ask(profile, asker);
  return told(profile, asked);
}

async function keep(
  { name, sound, isWanted }: VoiceToKeep,
  asker: Asker,
  { voices }: KeepingParts,
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
  return new UserError('That was discarded.');
}

function told({ id, name }: VoiceProfile, more?: string): KeptVoice {
  const sentence = `“${escaped(name)}” is kept, and only you can use it: choose it as the \`voice\` of \`/say\`, or speak with it from now on.`;
  return { id, sentence: more === undefined ? sentence : `${sentence} ${more}` };
}
