import { strToU8, zipSync } from 'fflate';

import type { Asker } from '#discord/asker.ts';
import type { FileIntake } from '#features/files/file-intake.ts';
import type { Given } from '#features/files/intake.ts';
import { ChangingPhrases } from '#features/phrases/changing.ts';
import { PhraseFiles } from '#features/phrases/phrase-files.ts';
import { fileFormats } from '#features/phrases/written-file.ts';

import type { Input } from './input.ts';
import { asker } from './rig.ts';
import type { Rig } from './rig.ts';

const words = (at: number): string => `Phrase ${at} `.padEnd(1_000, 'of many words ');
/** As many fields of another program as are kept of a button. */
const extra = (at: number) => ({ ext_speakify_note: `${at}`.padEnd(500, 'x') });
const count = 2_000;

const board = (from: number, size: number) => ({
  format: 'open-board-0.1',
  id: `b${from}`,
  name: `Board ${from}`,
  locale: 'en',
  buttons: Array.from({ length: size }, (_, at) => ({
    id: from + at,
    label: `Label ${from + at}`,
    vocalization: words(from + at),
    ...extra(at),
  })),
  grid: { rows: 1, columns: size, order: [Array.from({ length: size }, (_, at) => from + at)] },
});

/** Files of phrases at their largest, and such as mean no good. */
export const phraseShelf: Readonly<Record<string, Uint8Array>> = {
  phrasesTable: strToU8(
    `label,words,folder\n${Array.from({ length: count }, (_, at) => `Label ${at},${words(at)},Folder ${at % 25}`).join('\n')}`,
  ),
  phrasesBoard: strToU8(JSON.stringify(board(0, count))),
  phrasesPackage: zipSync(
    Object.fromEntries(
      Array.from({ length: 25 }, (_, at) => [
        `${at}.obf`,
        strToU8(JSON.stringify(board(at * 80, 80))),
      ]),
    ),
  ),
  phrasesDeep: strToU8('['.repeat(5_000_000)),
  phrasesCells: strToU8(
    JSON.stringify({
      ...board(0, 5),
      grid: { order: [Array.from({ length: 1_500_000 }, () => 1)] },
    }),
  ),
};

/** Imports, taking over and exports of somebody who has as many phrases as one may. */
export function phraseFileInputs(
  { store, chooser, languages, askWords }: Rig,
  files: FileIntake,
  given: (name: string) => Given,
): readonly Input[] {
  const ownCall = { there: (somebody: Asker) => somebody };
  const parts = { ...store, ...files, chooser, languages, words: askWords, ownCall, now: Date.now };
  const changing = new ChangingPhrases({ ...parts, onChanged: () => undefined });
  const phraseFiles = new PhraseFiles({ ...parts, changing });
  const somebody = (run: number): Asker => ({
    ...asker,
    id: `7${run}`,
    guildId: undefined,
    uploadLimitBytes: 10 * 2 ** 20,
  });
  const take = (who: Asker, name: string) => phraseFiles.import(who, 'me', '', given(name));
  return [
    {
      name: 'file/phrases',
      bound: '10 MB, 8 MB of boards, 2,000 phrases of 1,000 characters, 50 recordings of 15 s',
      isSliced: true,
      works: Object.keys(phraseShelf).map((name) => async (run) => {
        await take(somebody(run), name).catch(isRefused);
      }),
    },
    {
      name: 'phrases/apply',
      bound: '2,000 phrases of 1,000 characters, in 25 folders',
      isSliced: true,
      works: ['phrasesTable', 'phrasesBoard'].map((name) => async (run) => {
        const who = somebody(1_000_000 + run);
        const view = JSON.stringify(await take(who, name));
        await phraseFiles.apply(who, /phrases:apply:([\w.-]+)/.exec(view)?.[1] ?? '');
      }),
    },
    {
      name: 'phrases/export',
      bound:
        '2,000 phrases of 1,000 characters and what other programs note of them, in 25 folders',
      isSliced: true,
      works: fileFormats.map(
        (format) => () =>
          phraseFiles.export(
            { ...asker, uploadLimitBytes: 10 * 2 ** 20 },
            'me',
            { format, folder: '' },
            () => undefined,
          ),
      ),
    },
  ];
}

function isRefused(error: unknown): void {
  if (!(error instanceof Error) || !/^(User|Service|NotLookedAt)Error$/.test(error.name))
    throw error;
}
