import { setTimeout as delay } from 'node:timers/promises';

import { everyone } from '#discord/command.ts';
import type { Command } from '#features/services.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { fakeInteraction } from '../fakes/interaction.ts';
import type { FakeInteractionOptions } from '../fakes/interaction.ts';
import { interactionsWith } from '../fakes/interactions.ts';
import { FakeLog } from '../fakes/log.ts';

/** The command that is tried. */
export const data = { name: 'try', description: 'tries' };

type Single = Exclude<Command, { readonly subcommands: unknown }>;

/** For everybody, and answered when it is done. */
export const later = { may: everyone, when: 'later' } as const;

/** Uses a command without subcommands; resolves with what happens. */
export async function run(
  command: Partial<Extract<Single, { readonly when: 'later' }>>,
  options: Partial<FakeInteractionOptions> = {},
  closing?: AbortSignal,
) {
  return runOf({ data, ...later, answers: 'openly', run: nothing, ...command }, options, closing);
}

/** Uses a command; resolves with what happens. */
export async function runOf(
  command: Command,
  options: Partial<FakeInteractionOptions> = {},
  closing = new AbortController().signal,
) {
  const answers = new FakeAnswers();
  const log = new FakeLog();
  const interactions = interactionsWith({
    commands: [command],
    answersTo: () => answers,
    closing,
    log,
  });
  await interactions.run(fakeInteraction({ kind: 'command', name: 'try', ...options }));
  await delay(5);
  return { answers, log };
}

/** A handler that shows nothing. */
export async function nothing(): Promise<void> {
  // It only acknowledges.
}

/** How each thing was sent; of a callback its type. */
export const kinds = ({ sent }: FakeAnswers): unknown[] =>
  sent.map(({ how, body }) => (how === 'callback' ? Reflect.get(body, 'type') : how));
