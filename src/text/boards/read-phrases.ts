import { bankedPhrases } from './banked.ts';
import { folderOf, phrasesOf } from './board-phrases.ts';
import { isOpenBoard, openBoard, textOf } from './open-board.ts';
import { textIn, Package } from './package.ts';
import { jsonIn, packedBoards } from './packed-boards.ts';
import { Leftovers, RefusedFile } from './phrase-file.ts';
import type { FileBounds, FileRefusal, PhraseFile, SoundPlace } from './phrase-file.ts';
import { phrasesInCsv, phrasesInJson } from './rows.ts';

/**
 * Everything for somebody's phrases in a file: a table, a list in JSON, a board or a package of boards, or a zip of recordings,
 * told by its content. Takes time and memory as large as the file is strange: strangers' are read in a child process.
 */
export function readPhrases(bytes: Uint8Array, bounds: FileBounds): PhraseFile | FileRefusal {
  try {
    return bounded(isZip(bytes) ? fromZip(bytes, bounds) : fromText(bytes, bounds), bounds);
  } catch (error) {
    if (error instanceof RefusedFile) return error.refusal;
    throw error;
  }
}

/** The bytes of one sound of a file; undefined where they aren't there. */
export function soundOf(bytes: Uint8Array, place: SoundPlace): Uint8Array | undefined {
  const file = isZip(bytes) ? new Package(bytes) : undefined;
  if (place.in === 'entry') return file?.sound(place.name);
  const board = jsonIn(place.entry === undefined ? textIn(bytes) : file?.text(place.entry));
  const sound = isOpenBoard(board) ? openBoard(board).sounds.get(place.soundId) : undefined;
  const [, base64] = /^data:[^,]*;base64,(.*)$/s.exec(textOf(sound?.['data'])) ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}

function fromZip(bytes: Uint8Array, bounds: FileBounds): PhraseFile {
  const file = new Package(bytes);
  const found = packedBoards(file, bounds) ?? bankedPhrases(file, bounds);
  if (!found) throw new RefusedFile({ kind: 'no-phrases' });
  return found;
}

function fromText(bytes: Uint8Array, bounds: FileBounds): PhraseFile {
  const text = textIn(bytes);
  if (text === undefined) throw new RefusedFile({ kind: 'no-text' });
  if (!/^\s*[[{]/.test(text)) return phrasesInCsv(text, bounds);
  const json = jsonIn(text);
  if (json === undefined) throw new RefusedFile({ kind: 'no-json' });
  if (!isOpenBoard(json)) return phrasesInJson(json, bounds);
  return loneBoard(openBoard(json), bounds);
}

/** A board by itself becomes a folder, so that one finds it among what is there. */
function loneBoard(board: ReturnType<typeof openBoard>, bounds: FileBounds): PhraseFile {
  const left = new Leftovers();
  for (const { fields } of board.buttons)
    if ('load_board' in fields) left.add('links', textOf(fields['label']));
  const phrases = phrasesOf({ board, folder: 0 }, bounds, left);
  const name = board.name.trim().slice(0, 60) || board.id.slice(0, 60) || 'Open Board';
  return { folders: [folderOf(name, board, undefined, left)], phrases, left: left.list };
}

/** No more than one may have, of phrases and of sounds. */
function bounded(file: PhraseFile, { maxPhrases, maxSounds }: FileBounds): PhraseFile {
  const over = file.phrases.slice(maxPhrases);
  const left = new Leftovers();
  for (const { label } of over) left.add('many', label);
  let sounds = 0;
  const phrases = file.phrases.slice(0, maxPhrases).flatMap((phrase) => {
    if (!phrase.sound || (sounds += 1) <= maxSounds) return [phrase];
    left.add('many-recordings', phrase.label);
    const { sound: _, ...silent } = phrase;
    return silent.words === '' ? [] : [silent];
  });
  if (phrases.length === 0 && file.phrases.length === 0 && file.left.length === 0)
    throw new RefusedFile({ kind: 'no-phrases' });
  return { folders: file.folders, phrases, left: [...file.left, ...left.list] };
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}
