import { form } from '#discord/panel.ts';
import type { Form } from '#discord/view.ts';
import type { Translate } from '#i18n/texts.ts';

export const maxReasonChars = 300;

/** Asks what is wrong with a voice. */
export function reportForm(voiceId: string, t: Translate): Form {
  const reason = {
    name: 'reason',
    label: t(($) => $.oversight.form.reason),
    description: t(($) => $.oversight.form.whoReads),
    required: true,
    max_length: maxReasonChars,
  };
  return form(
    `clone:report:${voiceId}`,
    t(($) => $.oversight.form.title),
    [reason],
  );
}
