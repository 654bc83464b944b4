import { expect, test } from 'vitest';

import { newSetting } from '#features/voices/setting.ts';
import type { WantedVoice } from '#features/voices/setting.ts';
import type { VoiceSettings } from '#store/person-settings.ts';

import { desk } from '../../commands/desk.ts';
import { ann } from '../../fakes/asker.ts';

const speaker = { userId: '11', guildId: '1' };
const sky = 'af_sky/en-us/Kokoro';
const vivian = 'Vivian/English/Qwen3_TTS_12Hz_1_7B_CustomVoice';

async function set(current: VoiceSettings, wanted: WantedVoice) {
  await using here = await desk();
  return await newSetting(current, wanted, speaker, here.choosing);
}

test.each<[string, VoiceSettings, WantedVoice, VoiceSettings]>([
  ['a voice', {}, { voice: 'Sky' }, { voice: sky }],
  ['a speed', { voice: sky }, { speed: 1.5 }, { voice: sky, speed: 1.5 }],
  ['a style', { voice: vivian }, { style: 'sad' }, { voice: vivian, style: 'sad' }],
  [
    'another voice, which keeps the speed and neither language nor style',
    { voice: vivian, language: 'en', style: 'sad', speed: 1 },
    { voice: 'Sky' },
    { voice: sky, speed: 1 },
  ],
  [
    'another language of the same voice',
    { voice: vivian },
    { language: 'de' },
    { voice: vivian.replace('English', 'German'), language: 'de' },
  ],
  ['a language alone', { speed: 1 }, { language: 'German' }, { speed: 1, language: 'de' }],
])('%s is set', async (_, current, wanted, settings) => {
  expect((await set(current, wanted)).settings).toEqual(settings);
});

test('a language that the voice does not speak takes the voice away, and says so', async () => {
  const { settings, note } = await set({ voice: sky, speed: 1 }, { language: 'de' });
  expect(settings).toEqual({ speed: 1, language: 'de' });
  expect(note && ann.t(note)).toMatch(/Sky doesn’t speak German/);
});

test.each<[WantedVoice, RegExp]>([
  [{}, /Say what to set/],
  [{ voice: 'Nobody' }, /There is no voice/],
  [{ voice: 'kept:somebody-else’s' }, /no voice like that/],
  [{ style: 'sad' }, /takes no style/],
  [{ speed: 3 }, /from 0\.5 to 2/],
])('%j is refused for a voice that can’t', async (wanted, sentence) => {
  await expect(set({ voice: sky }, wanted)).rejects.toThrow(sentence);
});
