import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';

export const maxReasonChars = 300;

/** Asks what is wrong with a voice. */
export function reportForm(voiceId: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `clone:report:${voiceId}`,
    title: 'Report a voice',
    components: [
      {
        type: ComponentType.Label,
        label: 'What is wrong with it?',
        description: 'This server’s admins read it, and see that it was you who wrote it.',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'reason',
          style: TextInputStyle.Paragraph,
          required: true,
          max_length: maxReasonChars,
        },
      },
    ],
  };
}
