import load from '@echogarden/espeak-ng-emscripten';
import { expect, test } from 'vitest';

import { sentencesToRead } from '#features/own-voices/reading-view.ts';
import { Texts } from '#i18n/texts.ts';

/**
 * The sounds of each language in eSpeak's notation: those that made up at least 0.25% of what all texts of the bot sound
 * like in it, without those of foreign words, and some that are rarer there but belong to the language.
 */
const sounds: Readonly<Record<string, readonly [voice: string, sounds: string]>> = {
  en: [
    'gmw/en-US',
    'aɪ aʊ b d dʒ eɪ f h i iː j k l m n oʊ p s t tʃ uː v w z æ ð ŋ ɐ ɑː ɑːɹ ɔ ɔɪ ɔː ɔːɹ ə əl ɚ ɛ ɛɹ ɜː ɡ ɪ ɪɹ ɹ ɾ ʃ ʊ ʊɹ ʌ ʒ θ ᵻ',
  ],
  de: [
    'gmw/de',
    'a aɪ aʊ b d eː f h iː j k l m n oː p r s t ts uː v x yː z øː ç ŋ œ ɑː ɔ ɔø ə ɛ ɛː ɜ ɡ ɪ ɾ ʃ ʊ ʊɐ ʏ',
  ],
  fr: ['roa/fr', 'a b d e f i j k l m n o p s t u v w y z ø œ œ̃ ɑ̃ ɔ ɔ̃ ə ɛ ɛ̃ ɡ ɲ ʁ ʃ ʒ'],
  es: ['roa/es', 'a aɪ b d e f i j k l m n o oɪ p r s t tʃ u w x ð ŋ ɛ ɡ ɣ ɲ ɾ ʎ ʝ β θ'],
  'pt-BR': [
    'roa/pt-BR',
    'a aɪ aʊ b d dʒ e eɪ eʊ f i iʊ j k l m n o oɪ p r s t tʃ u ũ v w x y z æ ŋ ɐ̃ ɐ̃ʊ ɔ ə ɛ ɡ ɲ ɾ ʃ ʊ ʒ',
  ],
  ja: ['jpx/ja', 'b d dʑ e̞ h i j k m n o̞ p s t ts tɕ w z ä ŋ ɕ ɡ ɯᵝ ɸ ɽ'],
};

/** eSpeak reads no Chinese characters. */
const readings = {
  鈴木: 'すずき',
  天気: 'てんき',
  庭: 'にわ',
  木: 'き',
  小: 'ちい',
  鳥: 'とり',
  来: 'き',
  朝: 'あさ',
  歌: 'うた',
  週末: 'しゅうまつ',
  友: 'とも',
  電車: 'でんしゃ',
  乗: 'の',
  大事: 'だいじ',
  人: 'ひと',
  会: 'あ',
  行: 'い',
  少: 'すこ',
  待: 'ま',
  言葉: 'ことば',
  選: 'えら',
  病院: 'びょういん',
  帰: 'かえ',
  百円: 'ひゃくえん',
  牛乳: 'ぎゅうにゅう',
  買: 'か',
};

/** Slow enough for somebody whom speaking costs strength; 175 is usual. */
const wordsPerMinute = 130;
const sampleRate = 22_050;

const translations = new Texts().translations();
const { eSpeakNGWorker } = await load();

interface Spoken {
  readonly sounds: readonly string[];
  readonly secs: number;
}

function spoken(sentence: string, voice: string): Spoken {
  const espeak = new eSpeakNGWorker();
  espeak.set_voice(voice);
  espeak.set_rate(wordsPerMinute);
  const found: string[] = [];
  let samples = 0;
  espeak.synthesize(sentence, (pcm, events) => {
    samples += pcm.length;
    for (const { type, id } of events)
      if (type === 'phoneme') found.push(String(id).normalize('NFC').replaceAll(/[ˈˌ-]/g, ''));
    return false;
  });
  return { sounds: found, secs: samples / sampleRate };
}

test.each(Object.entries(sounds))(
  'the sentences to read have every sound of the language, and each has the length of a clip: %s',
  (locale, [voice, all]) => {
    const t = translations(locale);
    const sentences = sentencesToRead.map((sentence) =>
      Object.entries(readings).reduce(
        (text, [written, said]) => text.replaceAll(written, said),
        t(sentence),
      ),
    );
    const each = sentences.map((sentence) => spoken(sentence, voice));
    const heard = new Set(each.flatMap((one) => one.sounds));
    expect(
      all
        .normalize('NFC')
        .split(' ')
        .filter((sound) => !heard.has(sound)),
    ).toEqual([]);
    // In which somebody who reads a fourth faster or slower stays, too.
    for (const { secs } of each) expect(secs).toSatisfy((long: number) => long > 4 && long < 7.5);
  },
);

test('each sentence is one by itself, and no longer than is read in one breath', () => {
  for (const locale of Object.keys(sounds)) {
    const t = translations(locale);
    const sentences = sentencesToRead.map((sentence) => t(sentence));
    expect(new Set(sentences).size).toBe(5);
    for (const sentence of sentences) expect(sentence.length).toBeLessThan(95);
  }
});
