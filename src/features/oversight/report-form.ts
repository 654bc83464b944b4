import { form } from '#discord/panel.ts';
import type { Form } from '#discord/view.ts';

export const maxReasonChars = 300;

/** Asks what is wrong with a voice. */
export function reportForm(voiceId: string): Form {
  return form(`clone:report:${voiceId}`, 'Report a voice', [
    {
      name: 'reason',
      label: 'What is wrong with it?',
      description: 'This server’s admins read it, and see that it was you who wrote it.',
      required: true,
      max_length: maxReasonChars,
    },
  ]);
}
