import { Interactions } from '#discord/interactions.ts';
import type { InteractionsOptions } from '#discord/interactions.ts';
import type { Services } from '#features/services.ts';

import { FakeAnswers } from './answers.ts';
import { translations } from './asker.ts';
import { FakeLog } from './log.ts';

/** Interactions with the shipped texts and without commands or services, unless told otherwise. */
export function interactionsWith(
  parts: Partial<InteractionsOptions<Services>> = {},
): Interactions<Services> {
  return new Interactions({
    translations,
    commands: [],
    messageCommands: [],
    personCommands: [],
    pointedAt: () => {
      throw new Error('nobody points at a message here');
    },
    services: {} as Services,
    answersTo: () => new FakeAnswers(),
    closing: new AbortController().signal,
    log: new FakeLog(),
    ...parts,
  });
}
