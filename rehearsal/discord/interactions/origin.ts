/** The part of a message that tells of the interaction which it answers. */
import type { Origin } from '../model.ts';
import { InteractionKind, type InteractionStart } from './interaction.ts';

/** `originalResponseId`: of the first answer, for a follow-up. */
export function originOf(start: InteractionStart, originalResponseId?: string): Origin {
  const { id, kind, user, locale, owners, commandName, target, message, openedBy } = start;
  const onComponent = { ...start, kind: InteractionKind.component };
  const isForm = kind === InteractionKind.modal;
  return {
    id,
    type: kind,
    user,
    locale,
    owners,
    commandName,
    target,
    interactedMessageId: kind === InteractionKind.component ? message?.id : undefined,
    // A form that nobody was shown can only be sent in from a message.
    triggeredBy: isForm ? originOf(openedBy ?? onComponent) : undefined,
    originalResponseId,
  };
}
