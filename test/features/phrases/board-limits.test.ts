import fc from 'fast-check';
import { expect, test } from 'vitest';

import { boardPage } from '#features/phrases/board-page.ts';
import { decodeState, modes } from '#features/phrases/board-state.ts';
import { boardView, orders } from '#features/phrases/board-view.ts';
import type { PhraseBook } from '#store/phrases.ts';

import { translations } from '../../fakes/asker.ts';
import { languages } from '../../i18n/files.ts';
import { localeOf } from '../../i18n/fullest/reader.ts';
import { refused } from '../../i18n/fullest/refused.ts';

const idOf = (letter: string, at: number): string => letter + String(at).padStart(23, '0');
const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });

/** As somebody may have them who typed anything, of which an import or the form keeps at most so much. */
const books = fc
  .record({
    labels: fc.array(label, { minLength: 200, maxLength: 200 }),
    names: fc.array(name, { minLength: 12, maxLength: 12 }),
    places: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 200, maxLength: 200 }),
  })
  .map(({ labels, names, places }): PhraseBook => {
    const folders = names.map((each, at) => ({ id: idOf('f', at), name: each, place: at }));
    const phrases = labels.map((each, at) => {
      const folderId = folders[places[at] ?? 12]?.id;
      const spoken = { as: 'words' as const, words: each };
      return {
        id: idOf('a', at),
        label: each.slice(0, 80),
        spoken,
        place: at,
        ...(folderId !== undefined && { folderId }),
      };
    });
    return { phrases, folders, uses: new Map() };
  });

test('200 phrases in 12 folders are within Discord’s limits in each language, and each is found by presses alone', () => {
  fc.assert(
    fc.property(
      books,
      fc.constantFrom(...languages),
      fc.constantFrom(...modes),
      fc.constantFrom(...orders),
      (book, language, mode, order) => {
        const t = translations(localeOf(language));
        const found = new Set<string>();
        const places = [`m..0.${mode.charAt(0)}`];
        const seen = new Set(places);
        for (let at = 0; at < places.length; at += 1) {
          const view = boardView(boardPage(decodeState(places[at] ?? ''), book, order), order, t);
          expect(refused(view)).toBeUndefined();
          const ids = [...JSON.stringify(view).matchAll(/"custom_id":"phrases:([^"]+)"/g)];
          for (const [, id = ''] of ids) {
            const [action = '', subject = ''] = id.split(':');
            if (action === 'show' && !seen.has(subject)) {
              seen.add(subject);
              places.push(subject);
            }
            const phrase = /\.(a\d{23})$/.exec(subject)?.[1];
            if (phrase !== undefined) found.add(phrase);
          }
        }
        expect(found.size).toBe(200);
      },
    ),
    { numRuns: 12 },
  );
});
