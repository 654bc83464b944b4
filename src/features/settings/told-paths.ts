import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { AuditEntry } from '#store/audit.ts';

import { settings } from './settings.ts';
import { languageCalled, short } from './told-values.ts';
import type { Row } from './values.ts';
import { voiceSettings } from './voice-settings.ts';

/** The setting that was changed at a path; undefined for a part of one, and for what is none. */
export function settingAt(path: string, what: AuditEntry['what']): Row | undefined {
  if (what !== 'settings' && what !== 'member') return undefined;
  const rows: readonly Row[] = settings[what === 'settings' ? 'server' : 'member'];
  return rows.find(({ key }) => key === path);
}

/** The name that people have for something changed at a path: a setting, a part of one, a word or a name. */
export function nameOf(path: string, what: AuditEntry['what']): Text {
  if (what === 'mute') return text(($) => $.settings.paths.until);
  const [where = '', whose = '', ...rest] = path.split('.');
  const row = settingAt(path, what) ?? settingAt(where, what);
  if (row?.key === path) return row.called;
  switch (row?.key) {
    case 'voice':
      return partOf(row.called, whose);
    case 'voicesByLanguage':
      return partOf(
        text(($) => $.settings.paths.voiceFor, { language: languageCalled(short(whose)) }),
        rest[0],
      );
    case 'channels':
      return partOf(
        text(($) => $.settings.paths.voiceIn, { channel: `<#${short(whose)}>` }),
        rest[1],
      );
    default:
      return ownWords(short(path));
  }
}

/** A voice, or how it speaks: "speed of the voice for de". */
function partOf(voice: Text, part = 'voice'): Text {
  const row = voiceSettings.find(({ key }) => key === part);
  if (part === 'voice') return voice;
  return text(($) => $.settings.paths.partOf, { part: row?.called ?? short(part), voice });
}
