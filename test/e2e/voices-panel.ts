import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { told } from './room.ts';

/** Opens the list of all that is set of voices, from the answer to `/voice server`, and waits until it shows that. */
export async function voicesPanel(
  { discord }: Scene,
  answer: Interaction,
  by: Person,
  shows: RegExp,
): Promise<Message> {
  const panel = await told(answer, /Settings: Voices/);
  return told(discord.press(panel, 'settings:open:channels', by), shows);
}
