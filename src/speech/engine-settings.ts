import { z } from 'zod';

import { variableName } from '#ops/variables.ts';

import { aboutEngine, type engineList, engineNames } from './engine-names.ts';
import type { EngineName } from './engine-names.ts';

type Shape = {
  readonly [Name in EngineName]: z.ZodObject<(typeof engineList)[Name]['fields']>;
};

/** The settings of all engines by name, checked. */
export const allSettings = z.object(
  Object.fromEntries(engineNames.map((engine) => [engine, settingsOf(engine)])) as unknown as Shape,
);

function settingsOf(engine: EngineName) {
  const { fields, lacks } = aboutEngine(engine);
  return z.object(fields).superRefine((settings, context) => {
    const lack = lacks?.(settings);
    if (!lack) return;
    context.addIssue({
      code: 'custom',
      path: [lack.field],
      message: `is missing, and ${lack.why}`,
    });
  });
}

/** The names of an engine's variables. */
export function variablesOf(engine: EngineName): readonly string[] {
  const about = aboutEngine(engine);
  return Object.keys(about.fields).map((field) => variableName(about, field));
}

/** The variables of which each chooses its engine where nobody says which, the first first. */
export const choosingVariables: readonly string[] = engineNames.flatMap(
  (engine) => choosingVariable(engine) ?? [],
);

/** The variable of an engine that chooses it where nobody says which. */
export function choosingVariable(engine: EngineName): string | undefined {
  const about = aboutEngine(engine);
  return about.needs?.chooses ? variableName(about, about.needs.field) : undefined;
}

/** The engine that what was given chooses where nobody says which. */
export function engineGiven(settings: z.infer<typeof allSettings>): EngineName | undefined {
  return engineNames.find((engine) => {
    const { needs } = aboutEngine(engine);
    const given: Readonly<Record<string, unknown>> = settings[engine];
    return needs?.chooses === true && given[needs.field] !== undefined;
  });
}

/**
 * The engine that speaks by what is there on this machine, where nothing that was given is about another one, and whether in
 * time for a call.
 */
export function enginePresent(
  settings: z.infer<typeof allSettings>,
): { readonly engine: EngineName; readonly speed: 'live' | 'slow' } | undefined {
  const isGiven = engineNames.some((engine) => {
    const { needs } = aboutEngine(engine);
    const given: Readonly<Record<string, unknown>> = settings[engine];
    return needs !== undefined && given[needs.field] !== undefined;
  });
  if (isGiven) return undefined;
  for (const engine of engineNames) {
    const speed = aboutEngine(engine).presence?.(settings[engine]);
    if (speed) return { engine, speed };
  }
  return undefined;
}

/** An environment's words about each engine, unchecked, in the shape of {@link allSettings}. */
export function settingsIn(environment: Readonly<Record<string, string | undefined>>): object {
  return Object.fromEntries(
    engineNames.map((engine) => {
      const about = aboutEngine(engine);
      const fields = Object.keys(about.fields).map((field) => [
        field,
        environment[variableName(about, field)],
      ]);
      return [engine, Object.fromEntries(fields)];
    }),
  );
}

/** A path within {@link allSettings} with the name of the variable in place of engine and field. */
export function atVariable([name, field, ...within]: readonly PropertyKey[]): PropertyKey[] {
  const engine = engineNames.find((each) => each === name);
  if (engine === undefined || field === undefined) throw new Error('no path to a field');
  return [variableName(aboutEngine(engine), String(field)), ...within];
}
