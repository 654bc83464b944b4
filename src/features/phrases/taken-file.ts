import type { Clip } from '#audio/clip/clip.ts';
import type { WorkSlice } from '#audio/work-slice.ts';
import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import type { FileIntake } from '#features/files/file-intake.ts';
import type { Text } from '#i18n/text.ts';
import type { PhraseBook } from '#store/phrases.ts';
import { Leftovers } from '#text/boards/phrase-file.ts';
import type { FilePhrase, LeftOut, PhraseFile } from '#text/boards/phrase-file.ts';
import type { Chooser } from '#voices/chooser.ts';
import { speakerOf } from '#voices/speaker.ts';

import { recordingLimits } from './changing.ts';
import { languageOf } from './phrase-line.ts';
import type { LineParts } from './phrase-line.ts';
import { templateOf } from './template.ts';

/** A phrase of a file with its recording: one that was read, or the hash of one that is kept already. */
export interface TakenPhrase extends Omit<FilePhrase, 'sound'> {
  readonly clip?: Clip | { readonly known: string };
}

/** A file that was read, with its recordings and the languages of its words. */
export interface TakenFile extends Omit<PhraseFile, 'phrases'> {
  readonly phrases: readonly TakenPhrase[];
  /** Recordings that can't be used, and why. */
  readonly bad: readonly { readonly name: string; readonly why: Text }[];
}

export interface TakingParts extends Pick<LineParts, 'languages'>, Pick<FileIntake, 'packedSound'> {
  readonly chooser: Pick<Chooser, 'check'>;
}

/** Reads the recordings of a file one after the other, and finds the languages of its words. Rejects with the signal's reason. */
export async function takenFile(
  file: PhraseFile,
  bytes: Uint8Array,
  context: {
    readonly there: Asker;
    readonly book: PhraseBook;
    readonly signal: AbortSignal;
    readonly slice: WorkSlice;
  },
  parts: TakingParts,
): Promise<TakenFile> {
  const { there, book, signal, slice } = context;
  const known = book.phrases.flatMap(({ spoken }) =>
    spoken.as === 'recording' ? [spoken.clip.hash] : [],
  );
  const phrases: TakenPhrase[] = [];
  const bad: { readonly name: string; readonly why: Text }[] = [];
  const voices = new Voices(there, parts);
  for (const { sound: place, ...phrase } of file.phrases) {
    signal.throwIfAborted();
    await slice.breathe();
    if (place) {
      slice.pause();
      const clip = await parts
        .packedSound(bytes, { place, limits: recordingLimits, known }, signal)
        .catch((error: unknown) => refused(error));
      slice.resume();
      if (!('why' in clip)) {
        phrases.push({ ...phrase, clip });
        continue;
      }
      bad.push({ name: phrase.label, why: clip.why });
      if (phrase.words === '') continue;
    }
    await voices.check(phrase);
    const language =
      tagOf(phrase.language) ?? (await languageOf(templateOf(phrase.words), there, parts));
    const { language: _, ...rest } = phrase;
    phrases.push({ ...rest, ...(language !== undefined && { language }) });
  }
  return { folders: file.folders, phrases, bad, left: [...file.left, ...voices.left] };
}

/** Tells why a sound can't be used. Throws what is nobody's to mend. */
function refused(error: unknown): { readonly why: Text } {
  if (error instanceof UserError) return { why: error.text };
  throw error;
}

/** Looks each voice of a file up once: a phrase is better heard in another voice than not at all. */
class Voices {
  readonly #there: Asker;
  readonly #parts: Pick<TakingParts, 'chooser'>;
  readonly #can = new Map<string, boolean>();
  readonly #left = new Leftovers();

  constructor(there: Asker, parts: Pick<TakingParts, 'chooser'>) {
    this.#there = there;
    this.#parts = parts;
  }

  get left(): readonly LeftOut[] {
    return this.#left.list;
  }

  async check({ voice, style }: TakenPhrase): Promise<void> {
    if (voice === undefined && style === undefined) return;
    const asked = { ...(voice !== undefined && { voice }), ...(style !== undefined && { style }) };
    const key = JSON.stringify(asked);
    const can =
      this.#can.get(key) ??
      (await this.#parts.chooser.check(asked, speakerOf(this.#there)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof UserError) return false;
          throw error;
        },
      ));
    this.#can.set(key, can);
    if (!can) this.#left.add('voices', voice ?? style);
  }
}

/** The language of a tag, whatever region or script it names; undefined for what is none. */
function tagOf(tag: string | undefined): string | undefined {
  try {
    return tag === undefined ? undefined : new Intl.Locale(tag.replaceAll('_', '-')).language;
  } catch {
    return undefined;
  }
}
