import type { Clip } from '../../speech/speech.ts';
import type { Store } from '../../store/store.ts';
import type { VoiceProfile, VoiceSound } from '../../store/voices.ts';
import type { Asker } from '../asker.ts';
import { escaped } from '../shown-text.ts';
import type { Approvals } from './approvals.ts';

type KeepingParts = Pick<Store, 'voices'>;

interface VoiceToKeep {
  readonly name: string;
  readonly sound: VoiceSound<Clip>;
}

/** Keeps a voice for the person alone. What is to be said of it; rejects with a `UserError` when it can't be kept. */
export async function keepVoice(
  voice: VoiceToKeep,
  asker: Asker,
  parts: KeepingParts,
): Promise<string> {
  return keptSentence(await keep(voice, asker, parts));
}

/** The same for a clone. Where admins want to approve of each, they are asked at once. */
export async function keepClone(
  voice: VoiceToKeep,
  asker: Asker,
  parts: KeepingParts & { readonly approvals: Approvals },
): Promise<string> {
  const profile = await keep(voice, asker, parts);
  const asked = await parts.approvals.ask(profile, asker);
  return asked === undefined ? keptSentence(profile) : `${keptSentence(profile)} ${asked}`;
}

function keep(
  { name, sound }: VoiceToKeep,
  asker: Asker,
  { voices }: KeepingParts,
): Promise<VoiceProfile> {
  return voices.keep({ ownerId: asker.id, name, sound });
}

function keptSentence({ name }: VoiceProfile): string {
  return `“${escaped(name)}” is kept, and only you can use it: choose it as the \`voice\` of \`/say\`, or with \`/voice set\`.`;
}
