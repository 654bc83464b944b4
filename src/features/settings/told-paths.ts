import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { AuditEntry } from '#store/audit.ts';

import { settings } from './settings.ts';
import { languageCalled, short } from './told-values.ts';
import type { Row } from './values.ts';
import { voiceSettings } from './voice-settings.ts';

/** The setting that was changed at a path, or the part of a voice; undefined for all else, such as a word or a name. */
export function rowAt(path: string, what: AuditEntry['what']): Row | undefined {
  // Its value is told as that of any language.
  if (what === 'settings' && translatedAt(path) !== undefined)
    return voiceSettings.find(({ key }) => key === 'language');
  const part = voiceAt(path, what)?.part;
  return settingAt(path, what) ?? voiceSettings.find(({ key }) => key === part);
}

/** The name that people have for something changed at a path: a setting, a part of one, a word or a name. */
export function nameOf(path: string, what: AuditEntry['what']): Text {
  if (what === 'mute') return text(($) => $.settings.paths.until);
  if (what === 'budget') return budgetAt(path);
  const translated = what === 'settings' ? translatedAt(path) : undefined;
  if (translated !== undefined)
    return text(($) => $.settings.paths.translationIn, { channel: `<#${short(translated)}>` });
  const found = voiceAt(path, what);
  return (
    settingAt(path, what)?.called ??
    (found ? partOf(found.voice, found.part) : ownWords(short(path)))
  );
}

function settingAt(path: string, what: AuditEntry['what']): Row | undefined {
  if (what !== 'settings' && what !== 'member') return undefined;
  const rows: readonly Row[] = settings[what === 'settings' ? 'server' : 'member'];
  return rows.find(({ key }) => key === path);
}

/** The channel of which a path tells what it is translated into: `reading.translations.11`. */
function translatedAt(path: string): string | undefined {
  return /^reading\.translations\.(.+)$/.exec(path)?.[1];
}

/** The voice that a path leads to, and the part of it, where it leads to one: `channels.11.voice.speed`. */
function voiceAt(
  path: string,
  what: AuditEntry['what'],
): { readonly voice: Text; readonly part: string | undefined } | undefined {
  const [where = '', whose = '', ...rest] = path.split('.');
  const row = settingAt(where, what);
  switch (row?.key) {
    case 'voice':
      return { voice: row.called, part: whose };
    case 'voicesByLanguage': {
      const language = languageCalled(short(whose));
      return { voice: text(($) => $.settings.paths.voiceFor, { language }), part: rest[0] };
    }
    case 'channels': {
      const channel = `<#${short(whose)}>`;
      return { voice: text(($) => $.settings.paths.voiceIn, { channel }), part: rest[1] };
    }
    default:
      return undefined;
  }
}

/** As `server.day.usd`. Of a person's own budget the entry says whose it is. */
function budgetAt(path: string): Text {
  const [whose, named, unit] = path.split('.');
  const period = named === 'month' ? 'month' : 'day';
  const amount = unit === 'chars' ? 'chars' : 'usd';
  const what = text(($) => $.settings.paths.amounts[period][amount]);
  if (whose !== 'server' && whose !== 'each') return what;
  return text(($) => $.settings.paths.budget, { what, whose: text(($) => $.budgets.whose[whose]) });
}

/** A voice, or how it speaks: "speed of the voice for de". */
function partOf(voice: Text, part = 'voice'): Text {
  const row = voiceSettings.find(({ key }) => key === part);
  if (part === 'voice') return voice;
  return text(($) => $.settings.paths.partOf, { part: row?.called ?? short(part), voice });
}
