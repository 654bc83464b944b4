import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

import { button } from '../panel.ts';

export const maxReasonChars = 300;

/** Under a voice that somebody else shares, wherever people meet it. */
export function reportButton(voiceId: string, label = 'Report'): APIButtonComponentWithCustomId {
  return button(`clone:report:${voiceId}`, label);
}

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
