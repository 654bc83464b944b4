import { checkTogether } from '@crier/rehearsal/discord/forms/component-tree.ts';
import { checkMessage } from '@crier/rehearsal/discord/forms/message-form.ts';
import { ModalForm } from '@crier/rehearsal/discord/forms/modal-form.ts';
import { Refusal } from '@crier/rehearsal/discord/rest/refusal.ts';
import { expect } from 'vitest';

import { bodyOf } from '#discord/view.ts';
import type { Form, View } from '#discord/view.ts';

/** Why Discord refuses a message or a form, or a value in it that nobody gave; nothing when all is well. */
export function refused(shown: View | Form): unknown {
  try {
    expect(JSON.stringify(shown.kind === 'form' ? shown.body : bodyOf(shown))).not.toContain('{{');
    if (shown.kind === 'form') ModalForm.parse(shown.body);
    else {
      const body = bodyOf(shown);
      const { components = [] } = checkMessage(body, 'reply');
      checkTogether(
        components,
        body.attachments.map(({ filename }) => filename),
      );
      // Nothing of it had to be cut.
      if (shown.kind === 'line') expect(body.content).toBe(shown.text);
      else expect(body.components).toEqual(shown.components);
    }
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? JSON.stringify(error.fields) : error;
  }
}
