import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import type { recordingStudio } from './recordings.ts';
import { told } from './room.ts';
import type { Room } from './room.ts';

type Recording = Awaited<ReturnType<ReturnType<typeof recordingStudio>['of']>>;

/** Makes a voice and keeps it, as a person does it. */
export async function keepClone(
  { discord }: Scene,
  { ann, use }: Room,
  name: string,
  clip: Recording,
  answer = /is kept, and only you/,
): Promise<Interaction> {
  const asked = await told(use('clone make', { clip, name }), /Whose voice is it/);
  const heard = discord.press(asked, 'It is my own voice', ann);
  const panel = await told(heard, /ready to be heard/);
  await told(discord.press(panel, 'Keep', ann), answer);
  return heard;
}
