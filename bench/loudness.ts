import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';

import { LoudnessMeter } from '#audio/loudness/loudness-meter.ts';
import type { Frame } from '#audio/track.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import { embedded } from '#speech/embedded/embedded.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { SpeechRequest } from '#speech/speech.ts';
import { voiceLevels } from '#speech/voice-levels.ts';

import type { Scenario } from './row.ts';

/** These make a voice known before it is measured. */
const before = [
  'Good morning to everybody who is in here, and to those who are only listening today.',
  'Could somebody please close the door, because it is getting cold in this old house?',
  'We have seen this film three times already, and it still makes all of us laugh.',
];
/** Single lines differ by 2 LU in one voice, as they do when people speak. */
const measured = [
  'The next train to the coast leaves at ten, and takes almost two hours.',
  'My neighbour has bought a boat, although nobody in his family can swim.',
  'If it rains tomorrow, then the match will be played on Sunday afternoon.',
];
const language = 'en-us';

/** How far the loudest embedded voice is from the softest, as heard after decoding, once it has spoken before. */
export const loudnessSpread: Scenario = {
  names: ['loudness/spread'],
  async measure() {
    const engine = embedded();
    const nothing = { get: async () => undefined, put: async () => undefined };
    const levels = voiceLevels(cacheKeys(new Uint8Array(32)), nothing);
    const renderer = renderedSpeech(engine, { levels });
    const { signal } = new AbortController();
    const heard: number[] = [];
    for (const model of await engine.models(signal))
      for (const { slug, voices } of model.languages) {
        if (slug !== language && model.slug === 'espeak') continue;
        for (const { slug: id } of voices) {
          const request: Omit<SpeechRequest, 'text'> = {
            model: model.slug,
            language: slug,
            voice: { mode: 'preset', id },
            speed: 1,
          };
          const speak = async (text: string): Promise<readonly Frame[]> =>
            renderer.render({ ...request, text }, { signal }).whole();
          for (const text of before) await speak(text);
          const meter = new LoudnessMeter(heardSampleRate);
          for (const text of measured) meter.push(await decodeHeard(await speak(text)));
          heard.push(meter.integratedLufs());
        }
      }
    engine.close();
    const spread = Math.max(...heard) - Math.min(...heard);
    return [{ name: 'loudness/spread', unit: 'LU', samples: [spread] }];
  },
};
