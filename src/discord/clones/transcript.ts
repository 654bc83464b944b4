import type { Clip } from '../../speech/speech.ts';

/** The words of a recording, when the service can write them down; empty when it hears none. */
export type Transcribe = (clip: Clip, signal: AbortSignal) => Promise<string>;

/** What the service hears in exactly this clip; nothing when it can't tell, since wrong words harm more than none. */
export async function wordsOf(
  clip: Clip,
  signal: AbortSignal,
  transcribe: Transcribe | undefined,
): Promise<string | undefined> {
  try {
    const words = (await transcribe?.(clip, signal)) ?? '';
    return givenWords(words);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Words as somebody gave them; undefined when they left them out. */
export function givenWords(words: string): string | undefined {
  const given = words.trim();
  return given === '' ? undefined : given;
}
