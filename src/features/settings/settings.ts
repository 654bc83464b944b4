import { text } from '#i18n/text.ts';
import { serverSettings as stored } from '#store/server-settings.ts';

import { callSettings } from './call-settings.ts';
import { memberSettings, personSettings } from './person-settings.ts';
import { readingSettings } from './reading-settings.ts';
import { serverVoiceSettings } from './server-voice-settings.ts';
import { rowsOf } from './values.ts';
import type { Row } from './values.ts';
import { moderationSettings, wordsSettings } from './words-settings.ts';
import { writtenSettings } from './written-language.ts';

const { reading, words, moderation, calls } = stored.unwrap().shape;
const who = 'managers of channels';

/**
 * All that can be set, a row for each, in the order in which people meet them: what is offered, read, shown and logged of
 * a setting follows from it. The type and the default of what is stored are in the store's schema.
 */
export const settings: Readonly<Record<'server' | 'person' | 'member', readonly Row[]>> = {
  server: [
    ...rowsOf(
      readingSettings,
      reading.unwrap().unwrap().shape,
      (name) => text(($) => $.settings.called.reading[name]),
      { part: 'reading', who },
    ),
    ...rowsOf(
      wordsSettings,
      words.unwrap().unwrap().shape,
      (name) => text(($) => $.settings.called.words[name]),
      { part: 'words', who },
    ),
    ...rowsOf(
      moderationSettings,
      moderation.unwrap().unwrap().shape,
      (name) => text(($) => $.settings.called.moderation[name]),
      { part: 'moderation', who },
    ),
    ...rowsOf(
      callSettings,
      calls.unwrap().unwrap().shape,
      (name) => text(($) => $.settings.called.calls[name]),
      { part: 'calls', who: 'managers of calls' },
    ),
    ...rowsOf(
      writtenSettings,
      stored.unwrap().shape,
      (name) => text(($) => $.settings.called.server[name]),
      { who },
    ),
    ...serverVoiceSettings,
  ],
  /** They are somebody's, everywhere. */
  person: personSettings,
  /** They are somebody's in one server. */
  member: memberSettings,
};
