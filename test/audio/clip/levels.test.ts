import { afterAll, expect, test } from 'vitest';

import { oggOf } from '../ogg-files.ts';
import { joinedSamples, mp3, opusPackets, silence, speechLike, wav } from '../sound.ts';
import { kindsOf, sharedChecker } from './clips.ts';

const checker = sharedChecker();
afterAll(() => checker.close());

const rate = 24_000;
const secs = 5;
const speech = speechLike(secs, rate);

function sound(at: (time: number) => number): Float32Array {
  return Float32Array.from({ length: secs * rate }, (_, index) => at(index / rate));
}

const sine = (hertz: number) => (time: number) => 0.3 * Math.sin(2 * Math.PI * hertz * time);

function noise(seed = 7): Float32Array {
  let state = seed;
  return sound(() => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 0.4 * (state / 1_073_741_824 - 1);
  });
}

const pulse = (time: number) => Math.max(0, Math.sin(2 * Math.PI * 4 * time));
/** Speech without its hisses, as a cheap microphone hears it: what is cut flat of it stays flat in any codec. */
function muffled(): Float32Array {
  let held = 0;
  return speech.map((sample) => (held += 0.12 * (sample - held)));
}

const clippedAt = (gain: number) =>
  muffled().map((sample) => Math.max(-1, Math.min(1, sample * gain)));

const sounds: readonly (readonly [string, Float32Array, readonly string[]])[] = [
  ['speech', speech, []],
  ['speech in a little noise', noise().map((value, at) => value * 0.05 + speech[at]!), []],
  ['speech over a hum', sound(sine(50)).map((value, at) => value * 0.1 + speech[at]!), []],
  ['speech with an offset', speech.map((sample) => sample * 0.7 + 0.25), []],
  ['faint speech', speech.map((sample) => sample * 0.08), []],
  ['speech that reaches the top now and then', clippedAt(5), []],
  ['silence', silence(secs), ['silent']],
  ['silence with an offset', sound(() => 0.4), ['silent']],
  ['what nobody can hear', speech.map((sample) => sample * 0.0008), ['silent']],
  ['speech from far away', speech.map((sample) => sample * 0.02), ['quiet']],
  ['one word in silence', joinedSamples(silence(2), speechLike(0.6), silence(2)), ['silent']],
  ['speech that was recorded far too loud', clippedAt(100), ['clipped']],
  [
    'distorted speech that was made quieter',
    clippedAt(100).map((sample) => sample * 0.3),
    ['clipped'],
  ],
  ['a tone', sound(sine(440)), ['not-speech']],
  ['a square wave', sound((time) => Math.sign(sine(200)(time)) * 0.3), ['not-speech']],
  ['a chord', sound((time) => sine(440)(time) + sine(554)(time) + sine(659)(time)), ['not-speech']],
  ['a rising tone', sound((time) => sine(200 + 100 * time)(time)), ['not-speech']],
  ['beeps', sound((time) => sine(440)(time) * (pulse(time) > 0 ? 1 : 0)), ['not-speech']],
  ['noise', noise(), ['not-speech']],
  ['pulsing noise', noise().map((value, at) => value * pulse(at / rate)), ['not-speech']],
];

test.each(sounds)('%s is told by its levels', async (_name, samples, kinds) => {
  const report = await checker.check(wav(samples));
  expect(kindsOf(report)).toEqual(kinds);
  expect(report.stretch === undefined).toBe(kinds.length > 0);
});

/** A codec rings behind each beep, and takes an offset away. */
const codedAlike = sounds.filter(([name]) => !/offset|beeps/.test(name));

test.each(codedAlike)(
  '%s is told the same as an mp3 and as Opus',
  async (_name, samples, kinds) => {
    expect(kindsOf(await checker.check(await mp3(samples)))).toEqual(kinds);
    expect(kindsOf(await checker.check(oggOf(opusPackets(samples))))).toEqual(kinds);
  },
);

test('levels are those of the speech, not of its pauses', async () => {
  const { levels } = await checker.check(wav(joinedSamples(speechLike(3), silence(3))));
  const { levels: dense } = await checker.check(wav(speechLike(3)));
  expect(levels.speechDbfs).toBeCloseTo(dense.speechDbfs, 0);
  expect(levels.heardMs).toBeLessThan(3000);
  expect(levels.peakDbfs).toBeLessThanOrEqual(0);
});
