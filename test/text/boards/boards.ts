import { strToU8, zipSync } from 'fflate';

import type { FileBounds } from '#text/boards/phrase-file.ts';

// Boards after the specification of Open Board Format 0.1, each of its features once.

/** A picture of one point. */
const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** Not a sound: nobody decodes it here. */
export const soundBytes = new Uint8Array([0x4f, 0x67, 0x67, 0x53, 1, 2, 3]);
const soundData = `data:audio/ogg;base64,${Buffer.from(soundBytes).toString('base64')}`;

export const bounds: FileBounds = {
  maxPhrases: 2_000,
  maxFolders: 25,
  maxSounds: 50,
  maxWordsChars: 1_000,
  locale: 'es-ES',
};

/** Ids are numbers, as some programs write them; buttons are in another order than the grid. */
export const mainBoard = {
  format: 'open-board-0.1',
  id: 1,
  locale: 'en',
  url: 'http://boards.example/boards/1',
  data_url: 'http://boards.example/api/v1/boards/1',
  name: 'Main board',
  description_html: 'A <b>simple</b> board',
  default_locale: 'en',
  license: {
    type: 'CC-By-SA',
    copyright_notice_url: 'https://creativecommons.org/licenses/by-sa/4.0',
    author_name: 'Bob Jones',
  },
  ext_speakify_theme: { dark: true },
  strings: {
    en: { happy: 'happy', ':time': 'time' },
    es: { happy: 'contento', ':time': 'hora' },
    fr: { ':time': 'temps' },
  },
  buttons: [
    {
      id: 2,
      label: ':time',
      image_id: 12,
      border_color: 'rgb(0, 0, 55)',
      background_color: 'rgba(200, 255, 255, 0.2)',
    },
    { id: 1, label: 'happy', vocalization: 'Are you as happy as me?', image_id: 11 },
    { id: 3, label: 'Brian', image_id: 13, ext_speakify_app_store_id: 'com.example.app' },
    { id: 4, label: 'drinks', load_board: { id: 2, name: 'Drinks', path: 'boards/2.obf' } },
    {
      id: 5,
      label: 'elsewhere',
      load_board: {
        url: 'http://boards.example/boards/3',
        data_url: 'http://boards.example/api/3',
      },
    },
    { id: 6, label: 'F', action: '+f' },
    { id: 7, label: 'clear and home', action: ':clear', actions: [':clear', ':home'] },
    { id: 8, label: 'flip', action: ':ext_speakify_flip_buttons' },
    { id: 9, label: 'my voice', vocalization: 'This is me', sound_id: 21 },
    { id: 10, label: 'far away', sound_id: 22 },
    { id: 11, label: 'anywhere', left: 0.1, top: 0.2, width: 0.08, height: 0.1 },
    { id: 12 },
  ],
  grid: {
    rows: 3,
    columns: 4,
    order: [
      [1, 2, null, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 1],
    ],
  },
  images: [
    {
      id: 11,
      url: 'http://cdn.example/happy.png',
      width: 1024,
      height: 768,
      content_type: 'image/png',
      license: { type: 'CC-By', author_name: 'Sarah Miller' },
    },
    { id: 12, data: png, width: 1, height: 1, content_type: 'image/png' },
    {
      id: 13,
      symbol: { set: 'symbolstix', filename: 'happy.png' },
      path: 'images/13.png',
      width: 1,
      height: 1,
      content_type: 'image/png',
    },
  ],
  sounds: [
    { id: 21, data: soundData, path: 'sounds/none.ogg', duration: 1, content_type: 'audio/ogg' },
    { id: 22, url: 'http://cdn.example/far.mp3', content_type: 'audio/mpeg' },
  ],
};

const drinks = {
  format: 'open-board-0.1',
  id: '2',
  locale: 'en-US',
  name: 'Drinks',
  buttons: [
    { id: 'w', label: 'water', vocalization: 'Water, please.' },
    { id: 'hot', label: 'hot drinks', load_board: { path: './boards/3.obf' } },
    { id: 'back', label: 'back', load_board: { path: 'boards/1.obf' } },
    { id: 's', label: 'slurp', sound_id: 's1' },
  ],
  grid: { rows: 1, columns: 4, order: [['w', 's', 'hot', 'back']] },
  images: [],
  sounds: [{ id: 's1', path: 'sounds/slurp.ogg', content_type: 'audio/ogg' }],
};

const hot = {
  format: 'open-board-0.1',
  id: '3',
  name: 'Hot drinks',
  buttons: [{ id: '1', label: 'tea' }],
  grid: { rows: 1, columns: 1, order: [['1']] },
};

const unlinked = {
  format: 'open-board-0.1',
  id: '4',
  name: 'Nobody leads here',
  buttons: [{ id: '1', label: 'alone' }],
  grid: { rows: 1, columns: 1, order: [['1']] },
};

const manifest = {
  format: 'open-board-0.1',
  root: 'boards/1.obf',
  paths: {
    boards: { 1: 'boards/1.obf', 2: 'boards/2.obf', 3: 'boards/3.obf', 4: 'boards/4.obf' },
    images: { 13: 'images/13.png' },
    sounds: { s1: 'sounds/slurp.ogg' },
  },
};

/** A file as its text. */
export function bytesOf(json: unknown): Uint8Array {
  return strToU8(JSON.stringify(json));
}

/** A package of four boards. */
export function packed(more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  return zipSync({
    'manifest.json': bytesOf(manifest),
    'boards/1.obf': bytesOf(mainBoard),
    'boards/2.obf': bytesOf(drinks),
    'boards/3.obf': bytesOf(hot),
    'boards/4.obf': bytesOf(unlinked),
    'images/13.png': new Uint8Array([1]),
    'sounds/slurp.ogg': soundBytes,
    ...more,
  });
}
