import { expect, test } from 'vitest';

import { voiceLine } from '#features/settings/voice-settings.ts';
import { inEnglish } from '#i18n/texts.ts';
import { voiceBook } from '#voices/book.ts';
import { profileKey } from '#voices/profile-key.ts';

import { models } from '../../voices/models.ts';

const known = { book: voiceBook(models), kept: [] };

test.each([
  [{ voice: 'af_sky/en-us/Kokoro', language: 'en-US' }, 'Sky, English (US)'],
  [
    { voice: 'af_sky/en-us/Kokoro', language: 'en-US', speed: 1.2 },
    'Sky, English (US) · speed 1.2',
  ],
  [{ language: 'de' }, expect.stringContaining('German')],
  [{ voice: profileKey('gone'), language: 'de' }, expect.stringContaining('German')],
])('%j: the language is told once', (settings, told) => {
  const line = voiceLine(settings, known);
  expect(line && inEnglish(line)).toEqual(told);
});
