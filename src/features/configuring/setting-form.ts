import { ComponentType } from 'discord-api-types/v10';

import { form } from '#discord/panel.ts';
import { shorten } from '#discord/shown-text.ts';
import type { Form } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { meaningOf } from '#features/settings/meaning.ts';
import { boundsOf, valueIn } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { voiceSettings } from '#features/settings/voice-settings.ts';
import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { isYesNo } from './section-view.ts';
import { rowsIn } from './sections.ts';
import type { Section } from './sections.ts';

/** Discord's room for the labels of a form. */
const maxLabelChars = 45;
/** As many digits as any number here has. */
const maxNumberChars = 10;
/** The one field of a form. */
export const field = 'value';

/** The form in which somebody changes a setting; `settings` are those that it is one of. */
export function settingForm(id: string, row: Row, settings: object, t: Translate): Form {
  const title = t(($) => $.settingsPanel.formTitle);
  if (row.chosen.by === 'voice') return form(id, title, voiceFields(t));
  const about = {
    name: field,
    label: shorten(t(row.called), maxLabelChars),
    description: shorten(t(meaningOf(row))),
  };
  const value = valueIn(settings, row.key);
  if (row.chosen.by === 'choice') {
    const options = Object.entries(row.chosen.choices).map(([choice, label]) => ({
      value: choice,
      label: t(label),
      default: choice === value,
    }));
    const picks = { type: ComponentType.RadioGroup as const, options };
    return form(id, title, [{ ...about, picks }]);
  }
  const now = { isShort: true, required: false, value: typedAs(row, value) };
  const max_length = row.chosen.by === 'text' ? row.chosen.maxLength : maxNumberChars;
  return form(id, title, [{ ...about, ...now, max_length }]);
}

/** The words that somebody would have to type for a value. */
function typedAs({ key, chosen }: Row, value: unknown): string {
  if (Array.isArray(value)) return value.join(key === 'reading.skipMarks' ? ' ' : ', ');
  if (typeof value !== 'number') return typeof value === 'string' ? value : '';
  const per = 'per' in chosen ? (chosen.per ?? 1) : 1;
  return String(value / per);
}

/** The value that somebody filled in; undefined takes the setting back. Throws a `UserError` for what can't be set. */
export function valueFilledIn(row: Row, typed: string, reader: Translate): unknown {
  const { chosen } = row;
  if (typed.trim() === '') return undefined;
  if (chosen.by === 'text') return chosen.read(typed, reader);
  if (chosen.by === 'choice') return Object.hasOwn(chosen.choices, typed) ? typed : undefined;
  if (chosen.by !== 'number' && chosen.by !== 'whole number') return undefined;
  const { least, most } = boundsOf(row, chosen.per);
  const number = Number(typed.trim().normalize('NFKC').replace(',', '.').replace('−', '-'));
  const isPossible = number >= least && number <= most;
  if (!isPossible || (chosen.by === 'whole number' && !Number.isInteger(number)))
    throw new UserError(text(($) => $.settingsPanel.noNumber, { least, most }));
  return chosen.per ? Math.round(number * chosen.per) : number;
}

/** Only what is filled in changes, as with the options of a command. */
function voiceFields(t: Translate) {
  const usual = t(($) => $.settings.typed.usual);
  const hint = t(($) => $.settingsPanel.voiceHint, { usual });
  return voiceSettings.map((row) => ({
    name: row.key,
    label: shorten(t(row.called), maxLabelChars),
    description: shorten(row.key === 'voice' ? hint : t(meaningOf(row))),
    isShort: true,
    required: false,
    max_length: row.chosen.by === 'text' ? row.chosen.maxLength : maxNumberChars,
  }));
}

/** All of a section that is on or off, to be changed at once. The form knows what it showed: the rest stays as it is. */
export function severalForm(section: Section, settings: ServerSettings, t: Translate): Form {
  const rows = rowsIn(section).filter((row) => isYesNo(row));
  const bits = rows.map((row) => (valueIn(settings, row.key) === true ? '1' : '0')).join('');
  const options = rows.map((row) => ({
    value: row.key,
    label: shorten(t(row.called)),
    description: shorten(t(meaningOf(row))),
    default: valueIn(settings, row.key) === true,
  }));
  const picks = { type: ComponentType.CheckboxGroup as const, options, min_values: 0 };
  const title = t(($) => $.settingsPanel.formTitle);
  return form(`settings:several:${section}:${bits}`, title, [
    {
      name: field,
      label: t(($) => $.settingsPanel.switchedOn),
      picks: { ...picks, required: false },
    },
  ]);
}

/** The settings that somebody changed in that form, by what it showed. */
export function severalChanged(
  section: Section,
  bits: string,
  picked: readonly string[],
): readonly (readonly [row: Row, isOn: boolean])[] {
  const rows = rowsIn(section).filter((row) => isYesNo(row));
  return rows
    .map((row, at) => ({ row, was: bits[at] === '1', is: picked.includes(row.key) }))
    .filter(({ was, is }) => was !== is)
    .map(({ row, is }) => [row, is] as const);
}
