import type { Command, MessageCommand, PersonCommand } from '#features/services.ts';

/** Loads what each of these files has, in their order. A line here is all that a command takes to be found. */
async function all<Kind>(
  ...files: readonly Promise<{ readonly default: Kind }>[]
): Promise<readonly Kind[]> {
  return (await Promise.all(files)).map((file) => file.default);
}

/** All commands, in the order in which `/help` shows them. */
export const commands = await all<Command>(
  import('./say.ts'),
  import('./phrase.ts'),
  import('./phrases.ts'),
  import('./short.ts'),
  import('./speak.ts'),
  import('./again.ts'),
  import('./alert.ts'),
  import('./stop.ts'),
  import('./correct.ts'),
  import('./hold.ts'),
  import('./voice.ts'),
  import('./clone.ts'),
  import('./design.ts'),
  import('./autoread.ts'),
  import('./setup.ts'),
  import('./settings.ts'),
  import('./me.ts'),
  import('./helper.ts'),
  import('./moderation.ts'),
  import('./pronounce.ts'),
  import('./join.ts'),
  import('./follow.ts'),
  import('./call.ts'),
  import('./queue.ts'),
  import('./skip.ts'),
  import('./clear.ts'),
  import('./pause.ts'),
  import('./resume.ts'),
  import('./volume.ts'),
  import('./leave.ts'),
  import('./usage.ts'),
  import('./budget.ts'),
  import('./privacy.ts'),
  import('./help.ts'),
);

/** Commands in the menu of a message. */
export const messageCommands = await all<MessageCommand>(
  import('./read-aloud.ts'),
  import('./post-as-voice-message.ts'),
  import('./clone-from-message.ts'),
  import('./why-not-read.ts'),
);

/** Commands in the menu of a person. */
export const personCommands = await all<PersonCommand>(import('./their-voice.ts'));

/** Commands of those who run the bot, which are in no help. */
const ownerCommands = await all<Command>(import('./owner.ts'));

/** Everything that everybody finds. */
export const allCommands = [...commands, ...messageCommands, ...personCommands];

/** Everything that Discord is told of, and what their server has of its own: without owners nothing of what is theirs. */
export function registeredFor(owners: { readonly ids: readonly string[] }) {
  const commands = owners.ids.length > 0 ? [...allCommands, ...ownerCommands] : allCommands;
  return { commands, ownerCommands };
}

/** Everything that can be used, or pressed on what was shown before. */
export const handlers = {
  commands: [...commands, ...ownerCommands],
  messageCommands,
  personCommands,
};
