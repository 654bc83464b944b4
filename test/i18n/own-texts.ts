import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Texts } from '#i18n/texts.ts';
import type { Translations } from '#i18n/texts.ts';

/** Languages by their tags, each with texts by the groups that they belong to. */
type Languages = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The shipped catalogue with texts of a test's own, in further languages too. */
export function ownTexts(
  languages: Languages,
  ids?: Parameters<Texts['translations']>[0],
): Translations {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'));
  try {
    for (const [language, groups] of Object.entries(languages)) {
      mkdirSync(join(folder, language));
      for (const [group, texts] of Object.entries(groups))
        writeFileSync(join(folder, language, `${group}.json`), JSON.stringify(texts));
    }
    return new Texts(folder).translations(ids);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
