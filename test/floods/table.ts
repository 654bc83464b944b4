import type { Flood } from './flood.ts';
import { files } from './inputs/files.ts';
import { interactions } from './inputs/interactions.ts';
import { messages } from './inputs/messages.ts';
import { panelsAndFiles } from './inputs/settings.ts';
import { tables } from './inputs/tables.ts';

/** Everything that a member controls, each at its worst. */
export const floods: readonly Flood[] = [
  ...tables,
  ...files,
  ...messages,
  ...interactions,
  ...panelsAndFiles,
];
