import { createHash } from 'node:crypto';

import { ComponentType } from 'discord-api-types/v10';

import { form } from '#discord/panel.ts';
import { shorten } from '#discord/shown-text.ts';
import type { Form } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { meaningOf } from '#features/settings/meaning.ts';
import { boundsOf, valueIn } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { voiceSettings } from '#features/settings/voice-settings.ts';
import { never } from '#features/wording/translation-target.ts';
import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { isYesNo } from './section-view.ts';
import { rowsIn } from './sections.ts';
import type { Section } from './sections.ts';

/** Discord's room for the labels of a form. */
const maxLabelChars = 45;
const maxLanguageChars = 100;
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
  const now = { isShort: true, required: false, value: typedAs(row, value, t) };
  const max_length = row.chosen.by === 'text' ? row.chosen.maxLength : maxNumberChars;
  return form(id, title, [{ ...about, ...now, max_length }]);
}

/** The form in which somebody types what is to be for a channel. */
export function channelForm(id: string, row: Row, value: unknown, t: Translate): Form {
  return form(
    id,
    t(($) => $.settingsPanel.formTitle),
    [
      {
        name: field,
        label: shorten(t(row.called), maxLabelChars),
        description: shorten(t(($) => $.settings.translationHint)),
        isShort: true,
        required: false,
        value: typedAs(row, value, t),
        max_length: maxLanguageChars,
      },
    ],
  );
}

/** The words that somebody would have to type for a value. */
function typedAs({ key, chosen }: Row, value: unknown, t: Translate): string {
  if (value === never) return t(($) => $.settings.typed.none);
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
  const shown = rows.map(
    (row) => `${markOf(row)}${valueIn(settings, row.key) === true ? '+' : '-'}`,
  );
  const options = rows.map((row) => ({
    value: row.key,
    label: shorten(t(row.called)),
    description: shorten(t(meaningOf(row))),
    default: valueIn(settings, row.key) === true,
  }));
  const picks = { type: ComponentType.CheckboxGroup as const, options, min_values: 0 };
  const title = t(($) => $.settingsPanel.formTitle);
  return form(`settings:several:${section}:${shown.join('')}`, title, [
    {
      name: field,
      label: t(($) => $.settingsPanel.switchedOn),
      picks: { ...picks, required: false },
    },
  ]);
}

/** Stands for a setting in an id, which has no room for the keys of all: keys never change, and so neither does this. */
function markOf({ key }: Row): string {
  return createHash('sha256').update(key).digest('base64url').replace(/[-_]/g, '').slice(0, 4);
}

/**
 * The settings that somebody changed in that form, by what it showed. What came into the section since, it didn't show. Forms of
 * older versions have a digit for each, by its place.
 */
export function severalChanged(
  section: Section,
  shown: string,
  picked: readonly string[],
): readonly (readonly [row: Row, isOn: boolean])[] {
  const rows = rowsIn(section).filter((row) => isYesNo(row));
  const byMark = new Map([...shown.matchAll(/(\w{4})([+-])/g)].map(([, mark, is]) => [mark, is]));
  const isOld = /^[01]+$/.test(shown);
  return rows.flatMap((row, at) => {
    const was = isOld ? { 1: '+', 0: '-' }[shown[at] ?? ''] : byMark.get(markOf(row));
    const is = picked.includes(row.key);
    return was === undefined || (was === '+') === is ? [] : [[row, is] as const];
  });
}
