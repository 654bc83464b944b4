import { SpeechError } from './speech.ts';
import type { Speech, SpeechFailure } from './speech.ts';

/** Speech that tells why it didn't speak, whenever it did not. */
export function tellingRefusals(
  speech: Speech,
  onRefused: (failure: SpeechFailure) => void,
): Speech {
  return {
    async speak(request, context) {
      try {
        return await speech.speak(request, context);
      } catch (error) {
        if (error instanceof SpeechError) onRefused(error.failure);
        throw error;
      }
    },
  };
}
