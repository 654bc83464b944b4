import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import type { Room } from './room.ts';

/** For a scene with takes: each is heard to its end. */
export const everyMs = 90_000;
export const cloner = 'Qwen3_TTS_12Hz_1_7B_Base';

export const press = (
  { discord }: Scene,
  message: Message,
  button: string,
  by: Person,
): Interaction => discord.press(message, button, by);

/** Jobs for takes of a description. */
export const designs = ({ deapi }: Scene, description: string) =>
  deapi.jobs.filter(({ fields }) => fields['instruct'] === description);

export const design = ({ use }: Room, description: string, name = 'Made'): Interaction =>
  use('design', { description, name });
