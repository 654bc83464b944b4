import { written as stored } from './kept.ts';
import type { Fields, KeptBoard, KeptButton, Texts } from './kept.ts';
import { actionsOf, idOf, textOf, translated } from './open-board.ts';
import type { OpenBoard, OpenButton } from './open-board.ts';
import type { FileBounds, FileFolder, FilePhrase, Leftovers, SoundPlace } from './phrase-file.ts';

/** A board on its way to phrases: where it is in the file, and the folder that it becomes. */
export interface PlacedBoard {
  readonly board: OpenBoard;
  /** Undefined for one that is a file by itself. */
  readonly entry?: string;
  readonly folder?: number;
  /** The fields of the board that all others are reached from, until they are kept on something that lies on it. */
  readonly root?: KeptBoard;
}

/** The phrases of a board, without the buttons that lead to others. */
export function phrasesOf(
  placed: PlacedBoard,
  { locale, maxWordsChars }: FileBounds,
  left: Leftovers,
): readonly FilePhrase[] {
  const { board, folder } = placed;
  let { root } = placed;
  return board.buttons.flatMap((button) => {
    const { fields } = button;
    if ('load_board' in fields) return [];
    const label = translated(textOf(fields['label']), board, locale);
    const says = textOf(fields['vocalization']);
    if (says === '' && actionsOf(fields).length > 0) {
      left.add('actions', label.text);
      return [];
    }
    const said = says === '' ? label : translated(says, board, locale);
    const words = said.text.trim();
    if (words.length > maxWordsChars) left.add('cut', label.text);
    const sound = soundOf(fields, placed, left);
    if (words === '' && sound === undefined) {
      left.add('empty');
      return [];
    }
    const shown = { label: label.text, words };
    const extra = stored(keptOf(button, board, shown, root, left));
    if (extra === undefined) left.add('extras', label.text);
    root = undefined;
    return [
      {
        label: label.text,
        words: words.slice(0, maxWordsChars),
        ...(folder !== undefined && { folder }),
        ...ownOf(fields, said.locale),
        ...(sound && { sound }),
        ...(extra !== undefined && { extra }),
      },
    ];
  });
}

/** Fields that only Crier writes. */
function ownOf(fields: Fields, locale: string): Pick<FilePhrase, 'voice' | 'style' | 'language'> {
  const own = (name: string): string => textOf(fields[`ext_crier_${name}`]);
  const [voice, style, language] = [own('voice'), own('style'), own('language') || locale];
  return {
    ...(voice !== '' && { voice: voice.slice(0, 100) }),
    ...(style !== '' && { style: style.slice(0, 300) }),
    ...(language !== '' && { language: language.slice(0, 35) }),
  };
}

function keptOf(
  { fields, at }: OpenButton,
  board: OpenBoard,
  shown: Texts,
  root: KeptBoard | undefined,
  left: Leftovers,
): KeptButton {
  const { label, vocalization, ...button } = fields;
  const written = { label: textOf(label), words: textOf(vocalization ?? label) };
  const isSame = written.label === shown.label && written.words.trim() === shown.words;
  return {
    button: Object.fromEntries(
      Object.entries(button).filter(([name]) => !name.startsWith('ext_crier_')),
    ),
    ...(vocalization !== undefined && { speaks: true }),
    // A recording has no words of its own that these could be compared with.
    ...((!isSame || 'sound_id' in fields) && { said: { written, shown } }),
    at,
    ...pictureOf(fields, board, left),
    ...recordOf('sound', fields, board),
    ...(root && { root }),
  };
}

/** A folder for a board, with the button that leads to it, which keeps its place and its picture. */
export function folderOf(
  name: string,
  { kept: board }: OpenBoard,
  link:
    | { readonly button: OpenButton; readonly on: OpenBoard; readonly root?: KeptBoard | undefined }
    | undefined,
  left: Leftovers,
): FileFolder {
  const { button, on, root } = link ?? {};
  const extra = stored({
    board,
    ...(button &&
      on && { button: button.fields, at: button.at, ...pictureOf(button.fields, on, left) }),
    ...(root && { root }),
  });
  if (extra === undefined) left.add('extras', name);
  return { name, ...(extra !== undefined && { extra }) };
}

/** Buttons here have no pictures: of one, what the board says about it is kept. */
function pictureOf(fields: Fields, board: OpenBoard, left: Leftovers): Pick<KeptButton, 'image'> {
  const image = board.images.get(idOf(fields['image_id']));
  if (image) left.add('pictures', textOf(fields['label']));
  return recordOf('image', fields, board);
}

function recordOf(
  what: 'image' | 'sound',
  fields: Fields,
  { images, sounds }: OpenBoard,
): Pick<KeptButton, 'image' | 'sound'> {
  const found = (what === 'image' ? images : sounds).get(idOf(fields[`${what}_id`]));
  if (!found) return {};
  const { data: _, path: __, ...record } = found;
  return { [what]: record };
}

/** The first of the references that a sound has, in the order of the format; addresses are never opened. */
function soundOf(
  fields: Fields,
  { board, entry }: PlacedBoard,
  left: Leftovers,
): SoundPlace | undefined {
  const soundId = idOf(fields['sound_id']);
  const sound = soundId === '' ? undefined : board.sounds.get(soundId);
  if (!sound) return undefined;
  if (textOf(sound['data']) !== '')
    return { in: 'board', soundId, ...(entry !== undefined && { entry }) };
  const name = textOf(sound['path']);
  if (name !== '' && entry !== undefined) return { in: 'entry', name: entryName(name) };
  left.add('addresses', textOf(fields['label']));
  return undefined;
}

/** A path in a package, as its entries are called. */
export function entryName(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}
