import type { Command, MessageCommand, PersonCommand } from '#features/services.ts';

import autoread from './autoread.ts';
import budget from './budget.ts';
import call from './call.ts';
import clear from './clear.ts';
import cloneFromMessage from './clone-from-message.ts';
import clone from './clone.ts';
import design from './design.ts';
import follow from './follow.ts';
import help from './help.ts';
import join from './join.ts';
import leave from './leave.ts';
import owner from './owner.ts';
import pause from './pause.ts';
import postAsVoiceMessage from './post-as-voice-message.ts';
import privacy from './privacy.ts';
import pronounce from './pronounce.ts';
import queue from './queue.ts';
import readAloud from './read-aloud.ts';
import resume from './resume.ts';
import say from './say.ts';
import skip from './skip.ts';
import theirVoice from './their-voice.ts';
import usage from './usage.ts';
import voice from './voice.ts';
import volume from './volume.ts';
import whyNotRead from './why-not-read.ts';

/** All commands, in the order in which `/help` shows them. */
export const commands: readonly Command[] = [
  say,
  voice,
  clone,
  design,
  autoread,
  pronounce,
  join,
  follow,
  call,
  queue,
  skip,
  clear,
  pause,
  resume,
  volume,
  leave,
  usage,
  budget,
  privacy,
  help,
];

/** Commands in the menu of a message. */
export const messageCommands: readonly MessageCommand[] = [
  readAloud,
  postAsVoiceMessage,
  cloneFromMessage,
  whyNotRead,
];

/** Commands in the menu of a person. */
export const personCommands: readonly PersonCommand[] = [theirVoice];

/** Commands of those who run the bot, which are in no help. */
const ownerCommands: readonly Command[] = [owner];

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
