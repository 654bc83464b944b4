import { readdirSync, readFileSync } from 'node:fs';

/** A line of chat, and the languages that a reader would take it for: mostly one. */
export interface Line {
  readonly text: string;
  readonly languages: readonly string[];
}

const folder = new URL('.', import.meta.url);

/** All lines of the files beside this one, which are named for their languages: `uk.txt`, `ru+uk.txt`. */
export const lines: readonly Line[] = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .flatMap((file) => {
    const languages = file.slice(0, -'.txt'.length).split('+');
    const texts = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
    return texts.map((text) => ({ text, languages }));
  });
