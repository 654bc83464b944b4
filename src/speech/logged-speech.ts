import type { Log } from '#ops/log.ts';

import type { EngineName } from './engine-names.ts';
import { type FallbackOptions, withFallback } from './fallback.ts';
import { SpeechError } from './speech.ts';
import type { Speech } from './speech.ts';

/** Speech that logs each time that its engine is asked, for whoever follows a line. */
export function loggedSpeech(speech: Speech, engine: string, log: Log): Speech {
  return {
    async speak(request, context) {
      const askedAtMs = performance.now();
      const facts = () => ({ engine, tookMs: Math.round(performance.now() - askedAtMs) });
      try {
        const spoken = await speech.speak(request, context);
        log.debug(facts(), 'an engine speaks');
        return spoken;
      } catch (error) {
        const why = error instanceof SpeechError && { failure: error.failure };
        log.debug({ ...facts(), ...why }, 'an engine did not speak');
        throw error;
      }
    },
  };
}

interface LoggedFallbackOptions extends Pick<FallbackOptions, 'adapt'> {
  /** The engine of the primary. */
  readonly engine: EngineName;
  readonly log: Log;
}

/** Speech of the primary, or of a secondary that there is, with each time logged that this one speaks instead. */
export function loggedFallback(
  primary: Speech,
  secondary: Speech | undefined,
  { adapt, engine, log }: LoggedFallbackOptions,
): Speech {
  if (!secondary) return primary;
  const onFallback = (error: unknown): void =>
    log.warn({ error, engine }, 'the fallback speaks instead');
  // Each model on this machine has a process of its own: that one dies says nothing of the others.
  return withFallback(primary, secondary, { adapt, onFallback, isByModel: engine === 'local' });
}
