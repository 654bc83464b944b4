import type { Clip } from '#audio/clip/clip.ts';

/** Much more than anybody says in the seconds of a recording. */
export const maxTranscriptChars = 1_000;

/** The words of a recording, when the service can write them down; empty when it hears none. */
export type Transcribe = (clip: Clip, signal: AbortSignal) => Promise<string>;

/** The words that the service hears in exactly this clip, empty for none; undefined when it can't tell now. */
export async function wordsOf(
  clip: Clip,
  signal: AbortSignal,
  transcribe: Transcribe | undefined,
): Promise<string | undefined> {
  try {
    return await transcribe?.(clip, signal);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Words as somebody wrote or heard them; undefined when there are none, since wrong words harm more than none. */
export function givenWords(words: string | undefined): string | undefined {
  const given = words?.trim() ?? '';
  return given === '' ? undefined : given;
}
