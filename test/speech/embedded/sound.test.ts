import { expect, test } from 'vitest';

import { withoutLead, withPause } from '#speech/embedded/sound.ts';
import { wavHeader } from '#speech/wav-header.ts';

const sampleRate = 1000;

function silence(ms: number): number[] {
  return Array.from({ length: ms }, () => 90);
}

test('silence before speech is cut, but for what a soft consonant needs', () => {
  const pcm = Int16Array.from([...silence(250), -5000, 5000, ...silence(40)]);
  expect(withoutLead({ pcm, sampleRate })?.pcm).toEqual(pcm.subarray(220));
});

test('sound that begins at once stays as it is', () => {
  const pcm = Int16Array.from([5000, 1, 2]);
  expect(withoutLead({ pcm, sampleRate })?.pcm).toEqual(pcm);
});

test.each([[[]], [silence(180)]])('sound with nothing to hear is none', (samples) => {
  expect(withoutLead({ pcm: Int16Array.from(samples), sampleRate })).toBeUndefined();
});

test('a sentence that ends abruptly gets a pause', () => {
  const { pcm } = withPause({ pcm: Int16Array.of(1000, 1000), sampleRate }, 150);
  expect([...pcm]).toEqual([1000, 1000, ...Array.from({ length: 150 }, () => 0)]);
});

test('a sentence that ends with a pause gets no longer one', () => {
  const pcm = Int16Array.from([1000, ...silence(200)]);
  expect(withPause({ pcm, sampleRate }, 150).pcm).toEqual(pcm);
});

test('the header says 16-bit mono PCM of unknown length', () => {
  const header = Buffer.from(wavHeader(22_050));
  expect(header.toString('hex')).toBe(
    Buffer.concat([
      Buffer.from('RIFF\xff\xff\xff\xffWAVEfmt ', 'latin1'),
      Buffer.from('10000000010001002256000044ac000002001000', 'hex'),
      Buffer.from('data\xff\xff\xff\xff', 'latin1'),
    ]).toString('hex'),
  );
});
