import type { Command } from '../src/discord/command.ts';
import help from './help.ts';
import join from './join.ts';
import leave from './leave.ts';
import say from './say.ts';
import skip from './skip.ts';

/** All commands, in the order in which `/help` shows them. */
export const commands: readonly Command[] = [say, join, skip, leave, help];
