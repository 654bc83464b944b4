import { z } from 'zod';

import { variableName } from '#ops/variables.ts';
import type { VariableGroup } from '#ops/variables.ts';

import { deapiSettings } from './deapi/settings.ts';
import { engineNames } from './engine-names.ts';
import type { EngineName } from './engine-names.ts';
import { openaiSettings } from './openai/settings.ts';

interface EngineSettings extends VariableGroup {
  /** The field without which it can't be the engine of choice. */
  readonly needs?: { readonly field: string; readonly hint?: string };
}

/** What the operator decides about each engine. */
const engineSettings = {
  deapi: deapiSettings,
  openai: openaiSettings,
  // It has no variables of its own: whether it speaks, SPEECH_ENGINE and SPEECH_FALLBACK say.
  embedded: { prefix: 'SPEECH_', fields: {} },
} satisfies Record<EngineName, EngineSettings>;

type Shape = {
  readonly [Name in EngineName]: z.ZodObject<(typeof engineSettings)[Name]['fields']>;
};

/** The settings of all engines by name, checked. */
export const allSettings = z.object(
  Object.fromEntries(
    engineNames.map((engine) => [engine, z.object(settingsOf(engine).fields)]),
  ) as unknown as Shape,
);

/** The variables of one engine, whichever it is. */
export function settingsOf(engine: EngineName): EngineSettings {
  return engineSettings[engine];
}

/** The names of an engine's variables. */
export function variablesOf(engine: EngineName): readonly string[] {
  const settings = settingsOf(engine);
  return Object.keys(settings.fields).map((field) => variableName(settings, field));
}

/** What an environment says about each engine, unchecked, in the shape of {@link allSettings}. */
export function settingsIn(environment: Readonly<Record<string, string | undefined>>): object {
  return Object.fromEntries(
    engineNames.map((engine) => {
      const settings = settingsOf(engine);
      const fields = Object.keys(settings.fields).map((field) => [
        field,
        environment[variableName(settings, field)],
      ]);
      return [engine, Object.fromEntries(fields)];
    }),
  );
}

/** A path within {@link allSettings} with the name of the variable in place of engine and field. */
export function atVariable([name, field, ...within]: readonly PropertyKey[]): PropertyKey[] {
  const engine = engineNames.find((each) => each === name);
  if (engine === undefined || field === undefined) throw new Error('no path to a field');
  return [variableName(settingsOf(engine), String(field)), ...within];
}
