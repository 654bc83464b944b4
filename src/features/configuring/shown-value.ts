import { shorten } from '#discord/shown-text.ts';
import { meaningOf } from '#features/settings/meaning.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { told, valueIn } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { voiceLine } from '#features/settings/voice-settings.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { isRecord } from '#json.ts';
import { voiceSettings } from '#store/person-settings.ts';

/** So many of a list are named: nine settings have to fit into a panel. */
const maxNamed = 4;
const maxValueChars = 160;

/** A setting in a line or two: what it is called, its value, what it does, and its default. */
export function settingText(row: Row, settings: object, known: KnownVoices, t: Translate): string {
  const usual = valueText(row, row.usual, known, t);
  return t(($) => $.settingsPanel.setting, {
    name: row.called,
    value: valueText(row, valueIn(settings, row.key), known, t),
    meaning: meaningOf(row),
    usual,
  });
}

/** A value in a few words: of a long list the first, and how many more there are. */
function valueText(row: Row, value: unknown, known: KnownVoices, t: Translate): string {
  const { few, more } = fewOf(value);
  const said = toldTo(row, few, known);
  const shown = said ? t(said) : '';
  const nothing = t(($) => $.autoread.log.noValue);
  if (shown === '') return nothing;
  return shorten(more > 0 ? t(andMore(shown, more)) : shown, maxValueChars);
}

/** As the log tells it, but for a kept voice: one that somebody may know has its name. */
function toldTo(row: Row, value: unknown, known: KnownVoices): Text | undefined {
  if (row.chosen.by !== 'voice') return told(row, value, known.book);
  const { data } = voiceSettings.safeParse(value);
  return data && voiceLine(data, known);
}

function andMore(shown: string, count: number): Text {
  return text(($) => $.settings.toldValues.andMore, { shown, count });
}

/** The book tells voices slowly by the thousand, so that those are cut before they are told. */
function fewOf(value: unknown): { readonly few: unknown; readonly more: number } {
  if (Array.isArray(value))
    return { few: value.slice(0, maxNamed), more: Math.max(0, value.length - maxNamed) };
  if (!isRecord(value)) return { few: value, more: 0 };
  const entries = Object.entries(value);
  const few = Object.fromEntries(entries.slice(0, maxNamed));
  return { few, more: Math.max(0, entries.length - maxNamed) };
}
