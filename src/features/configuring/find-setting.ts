import type { Asker } from '#discord/asker.ts';
import type { Choice } from '#discord/command.ts';
import { meaningOf } from '#features/settings/meaning.ts';
import type { Row } from '#features/settings/values.ts';
import { sideBySide, text } from '#i18n/text.ts';
import { fold } from '#voices/language.ts';

import { maySee, rowsIn, sectionNames } from './sections.ts';

/**
 * At most `count` settings of which the name, what they do, or what a file of settings calls them holds what was typed, those
 * by their names first.
 */
export function settingsLike(typed: string, asker: Asker, count: number): readonly Choice[] {
  const { t } = asker;
  const sought = fold(typed);
  const rows = sectionNames
    .filter((name) => maySee(name, asker))
    .flatMap((section) => rowsIn(section).map((row) => ({ row, section })));
  const byName = rows.filter(({ row }) => fold(t(row.called)).includes(sought));
  const byMeaning = rows.filter(({ row }) => fold(t(meaningOf(row))).includes(sought));
  const byKey = rows.filter(({ row }) => fold(row.key).includes(sought));
  return [...new Set([...byName, ...byMeaning, ...byKey])]
    .slice(0, count)
    .map(({ row, section }) => ({
      name: sideBySide(
        row.called,
        text(($) => $.settingsPanel.sections[section]),
      ),
      value: row.key,
    }));
}

/** The setting that somebody chose among those, or typed; undefined where there is no such. */
export function settingNamed(typed: string, asker: Asker): Row | undefined {
  const all = sectionNames.filter((name) => maySee(name, asker)).flatMap((name) => rowsIn(name));
  const chosen = all.find(({ key }) => key === typed);
  if (chosen) return chosen;
  const [first] = settingsLike(typed, asker, 1);
  return first && all.find(({ key }) => key === first.value);
}
