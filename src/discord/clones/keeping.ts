import type { Clip } from '../../speech/speech.ts';
import type { Store } from '../../store/store.ts';
import type { VoiceSound } from '../../store/voices.ts';
import type { Asker } from '../asker.ts';
import { escaped } from '../shown-text.ts';

export type KeepingParts = Pick<Store, 'voices' | 'sharing' | 'serverSettings'>;

interface VoiceToKeep {
  readonly name: string;
  readonly sound: VoiceSound<Clip>;
}

/** Keeps a voice for the person alone. What is to be said of it; rejects with a `UserError` when it can't be kept. */
export async function keepVoice(
  { name, sound }: VoiceToKeep,
  asker: Asker,
  parts: KeepingParts,
): Promise<string> {
  const { id } = await parts.voices.keep({ ownerId: asker.id, name, sound });
  const kept = `“${escaped(name)}” is kept, and only you can use it: choose it as the \`voice\` of \`/say\`, or with \`/voice set\`.`;
  return sound.mode === 'clone' ? `${kept}${await askApproval(id, asker, parts)}` : kept;
}

/** Where admins want to approve of each clone, they are asked at once. */
async function askApproval(
  voiceId: string,
  { id, guildId }: Asker,
  { serverSettings, sharing }: KeepingParts,
): Promise<string> {
  if (guildId === undefined) return '';
  const { clones } = await serverSettings.get(guildId);
  if (clones !== 'approval') return '';
  await sharing.ask(voiceId, id, guildId);
  return " It may speak here once this server's admins have approved of it with `/clone requests`.";
}
