import { shownText } from '#discord/shown-text.ts';
import { sideBySide, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { voiceSettings as stored } from '#store/person-settings.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import { profileIdOf } from '#voices/profile-key.ts';

import { optionsUnder } from './setting.ts';
import type { KnownVoices, Settings } from './setting.ts';
import { languageCalled, nameOfKey, voiceNamed } from './told-values.ts';
import { rowsOf, told, valueIn } from './values.ts';

const option = optionsUnder('voice set', 'voice set-for', 'voice server');
const asTyped = (typed: string): string => typed;

const parts = {
  voice: {
    chosen: { by: 'text', ...option('voice'), maxLength: 100, completes: true, read: asTyped },
    told: (key, book) => (key === undefined ? undefined : voiceNamed(key, book)),
    inLine: nameOfKey,
  },
  language: {
    chosen: {
      by: 'text',
      ...option('language'),
      maxLength: 100,
      completes: true,
      read: asTyped,
    },
    told: (tag) => (tag === undefined ? undefined : languageCalled(tag)),
    inLine: (tag) => text(($) => $.settings.toldValues.language, { language: languageCalled(tag) }),
  },
  speed: {
    chosen: { by: 'number', ...option('speed') },
    inLine: (speed) => text(($) => $.settings.toldValues.speed, { speed }),
  },
  style: {
    chosen: { by: 'text', ...option('style'), maxLength: 300, read: asTyped },
    inLine: (style) => text(($) => $.settings.toldValues.style, { style: shownText(style) }),
  },
} satisfies Settings<VoiceSettings>;

/** All that is set of a voice, for whomever it speaks: each part is an option of its own. */
export const voiceSettings = rowsOf(parts, stored.unwrap().shape, (name) =>
  text(($) => $.settings.called.voice[name]),
);

/** "Sky, English (US) · speed 1.2 · style: sad"; undefined when nothing is set. */
export function voiceLine(settings: VoiceSettings, known: KnownVoices): Text | undefined {
  return isVoiceSet(settings) ? voiceText(settings, known) : undefined;
}

/** Whether there is anything to say of it. */
export function isVoiceSet(settings: VoiceSettings): boolean {
  return voiceSettings.some((row) => valueIn(settings, row.key) !== undefined);
}

/** As {@link voiceLine}, of settings of which something is set. */
export function voiceText(settings: VoiceSettings, known: KnownVoices): Text {
  const { language: _, ...nameless } = settings;
  // A preset's name says its language.
  const isPreset = settings.voice !== undefined && profileIdOf(settings.voice) === undefined;
  const set = voiceSettings.flatMap((row) => {
    const value = valueIn(isPreset ? nameless : settings, row.key);
    if (value === undefined) return [];
    return row.inLine?.(value, known) ?? told(row, value, known.book) ?? [];
  });
  return sideBySide(...set);
}
