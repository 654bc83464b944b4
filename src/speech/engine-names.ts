import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { VariableGroup } from '#ops/variables.ts';

import { aboutDeapi } from './deapi/about.ts';
import { aboutEmbedded } from './embedded/about.ts';
import { aboutOpenai } from './openai/about.ts';

/** The only list of engines: whatever has to know of each has a row per name, for which the compiler or a test asks. */
export const engineNames = ['deapi', 'openai', 'embedded'] as const;

export type EngineName = (typeof engineNames)[number];

/** An engine as it is known before it is opened. The fields are what the operator decides about it. */
interface AboutEngine extends VariableGroup {
  /** Its name where room is scarce. It stands in the ids of buttons that are on people's screens, so it never changes. */
  readonly letter: string;
  /** The field without which it can't be the engine of choice. */
  readonly needs?: { readonly field: string; readonly hint?: string };
  /** A field that is missing for what the others say, and who needs it. */
  readonly lacks?: (
    settings: Readonly<Record<string, unknown>>,
  ) => { readonly field: string; readonly why: string } | undefined;
}

/** Each engine by its name. */
export const engineList = {
  deapi: aboutDeapi,
  openai: aboutOpenai,
  embedded: aboutEmbedded,
} satisfies Record<EngineName, AboutEngine>;

/** People's name for an engine, at the beginning of a sentence. */
export function engineTitle(engine: EngineName): Text {
  return text(($) => $.speech.engines[engine]);
}

/** One engine's row, in the type that all engines share. */
export function aboutEngine(engine: EngineName): AboutEngine {
  return engineList[engine];
}
