import type { Text } from '#i18n/text.ts';
import type { VariableGroup } from '#ops/variables.ts';

import { aboutDeapi } from './deapi/about.ts';
import { aboutEmbedded } from './embedded/about.ts';
import { aboutLocal } from './local/about.ts';
import { aboutOpenai } from './openai/about.ts';

/** The only list of engines: whatever has to know of each has a row per name, for which the compiler or a test asks. */
export const engineNames = ['deapi', 'openai', 'local', 'embedded'] as const;

export type EngineName = (typeof engineNames)[number];

/** The operator's decisions about an engine, by the names of its fields. */
type Settings = Readonly<Record<string, unknown>>;

/** An engine as it is known before it is opened. The fields are what the operator decides about it. */
interface AboutEngine extends VariableGroup {
  /** People's name for it at the beginning of a sentence: a proper name in its own words, any other in those of the reader. */
  readonly title: Text;
  /** The same within a sentence. */
  readonly within: Text;
  /** Its name where room is scarce. It stands in the ids of buttons that are on people's screens, so it never changes. */
  readonly letter: string;
  /** The field without which it can't be the engine of choice, and whether that is enough to choose it where nobody says which. */
  readonly needs?: { readonly field: string; readonly chooses: boolean; readonly hint?: string };
  /** It needs no service: it may speak when another one can't. */
  readonly isOnThisMachine: boolean;
  /** A lack of this machine without which it can’t speak, and the field that says where that would be. */
  readonly unready?: (
    settings: Settings,
  ) => { readonly field: string; readonly lacks: string; readonly hint: string } | undefined;
  /** Whether what it needs is there, so that it speaks where nobody says which engine, and whether in time for a call. */
  readonly presence?: (settings: Settings) => 'live' | 'slow' | undefined;
  /** A field that is missing for what the others say, and who needs it. */
  readonly lacks?: (
    settings: Settings,
  ) => { readonly field: string; readonly why: string } | undefined;
  /** All that can't be had while it is the engine of choice, for the log; undefined: nothing. */
  readonly without: string | undefined;
  /** Whether its service reports to the operator's webhook what became of jobs. */
  readonly takesReports: boolean;
  /** How its sound comes, and how the ends of its jobs are heard of, for the log. */
  readonly delivery: (settings: Settings, isReportedTo: boolean) => readonly string[];
  /** Why it has to ask for the ends of its jobs, for the log; undefined when it hears of them. */
  readonly unheard?: (settings: Settings, isReportedTo: boolean) => string | undefined;
}

/** Each engine by its name. */
export const engineList = {
  deapi: aboutDeapi,
  openai: aboutOpenai,
  local: aboutLocal,
  embedded: aboutEmbedded,
} satisfies Record<EngineName, AboutEngine>;

/** The engines that may speak when another can't. */
export const fallbackNames = engineNames.filter((name) => engineList[name].isOnThisMachine);

/** One engine's row, in the type that all engines share. */
export function aboutEngine(engine: EngineName): AboutEngine {
  return engineList[engine];
}
