import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import type { FileInput } from '#discord/interactions/option-input.ts';
import { startSoundMaker } from '#sound/sound-maker.ts';

/** The words of the recordings on the shelf: some seven seconds. */
const words =
  'This recording is of one person who speaks for a little while, so that a voice can be made of it.';

/** Recordings for people who have none at hand, by what they type instead of a path. */
const shelf: Readonly<Record<string, { readonly text: string; readonly targetHz: number }>> = {
  low: { text: words, targetHz: 95 },
  high: { text: words, targetHz: 230 },
  long: { text: `${words} `.repeat(4).trim(), targetHz: 140 },
};

export const shelfNames: readonly string[] = Object.keys(shelf);

/** A file by its path, or a recording of the shelf by its name. Rejects with a sentence when there is neither. */
export async function clipFor(typed: string): Promise<FileInput> {
  const known = Object.hasOwn(shelf, typed) ? shelf[typed] : undefined;
  if (known) return recorded(typed, known);
  try {
    return { filename: basename(typed), bytes: await readFile(typed) };
  } catch (cause) {
    throw new Error(
      `There is no file ${typed} to read. Give the path of one, or one of these: ${shelfNames.join(', ')}.`,
      { cause },
    );
  }
}

async function recorded(
  name: string,
  { text, targetHz }: { readonly text: string; readonly targetHz: number },
): Promise<FileInput> {
  const maker = startSoundMaker();
  try {
    const { bytes } = await maker.make({ text, timbre: { targetHz }, speed: 1, format: 'mp3' });
    return { filename: `${name}.mp3`, bytes };
  } finally {
    await maker.close();
  }
}
