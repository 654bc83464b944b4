import type { z } from 'zod';

import { variableName } from '#ops/variables.ts';
import { aboutEngine, engineNames } from '#speech/engine-names.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { engineGiven, enginePresent } from '#speech/engine-settings.ts';
import type { allSettings } from '#speech/engine-settings.ts';

interface WhoSpeaks {
  readonly engine: EngineName;
  /** Another one, for when that can't. */
  readonly fallback: EngineName | 'none';
}

/** Without a word about it the machine's own models speak where they keep up with a call; else they are there to be chosen. */
export function whoSpeaks(
  asked: {
    readonly SPEECH_ENGINE?: EngineName | undefined;
    readonly SPEECH_FALLBACK?: WhoSpeaks['fallback'] | undefined;
  },
  engines: z.infer<typeof allSettings>,
): WhoSpeaks {
  const given = asked.SPEECH_ENGINE ?? engineGiven(engines);
  const present = given ? undefined : enginePresent(engines);
  const engine = given ?? (present?.speed === 'live' ? present.engine : 'embedded');
  const beside = present?.speed === 'slow' ? present.engine : 'embedded';
  return { engine, fallback: asked.SPEECH_FALLBACK ?? beside };
}

/** Names what this machine lacks for an engine that was asked for. */
export function unready(
  settings: z.infer<typeof allSettings>,
  filled: Readonly<Record<string, string | undefined>>,
): readonly z.core.$ZodIssue[] {
  return ['SPEECH_ENGINE', 'SPEECH_FALLBACK'].flatMap((who) => {
    const engine = engineNames.find((name) => name === filled[who]);
    const about = engine && aboutEngine(engine);
    const lack = engine && about?.unready?.(settings[engine]);
    if (!about || !lack) return [];
    const message = `${lack.lacks}, and ${who}=${engine} needs it (${lack.hint})`;
    return [{ code: 'custom', path: [variableName(about, lack.field)], message, input: undefined }];
  });
}
