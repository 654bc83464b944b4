import { expect, test } from 'vitest';

import { maxVoiceNameChars, voiceNameOf } from '#features/own-voices/voice-name.ts';

import { texts, translations } from '../../fakes/asker.ts';

test.each([
  ['Me', 'Me'],
  ['  Old \n sailor\t', 'Old sailor'],
  ['Zoë 2', 'Zoë 2'],
  ['海の声', '海の声'],
  ['a\u200bb', 'a b'],
  ['\u202egnirts', 'gnirts'],
  ['𝒳'.repeat(maxVoiceNameChars), '𝒳'.repeat(maxVoiceNameChars)],
])('%j is kept as %j', (wanted, name) => {
  expect(voiceNameOf(wanted)).toBe(name);
});

test.each(['', '   ', '…', '🙂🙂', '\u200b\u200b', '"\n"'])('%j is no name', (wanted) => {
  expect(() => voiceNameOf(wanted)).toThrow('letters or digits');
});

test('a name of more characters than fit is refused, however many bytes they take', () => {
  expect(() => voiceNameOf('a'.repeat(maxVoiceNameChars + 1))).toThrow(
    `longer than ${maxVoiceNameChars}`,
  );
});

test.each(texts.languages)(
  'in %s, the name that a clip gets without being asked for is short enough',
  (language) => {
    const name = translations(language)(($) => $.ownVoices.fromMessage.name, {
      when: new Date('2026-09-29T22:50:00Z'),
    });
    expect(voiceNameOf(name)).toBe(name);
  },
);
