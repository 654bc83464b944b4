import type { FileInput } from '@crier/rehearsal/discord/interactions/option-input.ts';
import { writeWav } from '@crier/rehearsal/sound/wav.ts';

import type { Flood } from '../flood.ts';
import type { Stage } from '../stage.ts';

/* Sounds and recordings. */

const mebibyte = 1024 * 1024;

/** Somebody who hums, in as many bytes as asked for: it can be read, and has to be decoded to its end. */
function hum({ random }: Stage, bytes: number): FileInput {
  const rate = 44_100;
  const hz = 90 + random() * 100;
  const samples = Float32Array.from(
    { length: Math.floor((bytes - 44) / 2) },
    (_, at) => 0.4 * Math.sin((2 * Math.PI * hz * at) / rate) * (0.6 + 0.4 * Math.sin(at / 3_000)),
  );
  return { filename: 'hum.wav', bytes: Buffer.from(writeWav(samples, rate)) };
}

/** The head of a WAV file, and then nothing that belongs into one. */
function noise({ random }: Stage, bytes: number): FileInput {
  const head = writeWav(new Float32Array(8), 44_100).subarray(0, 44);
  const rest = Uint8Array.from({ length: bytes - 44 }, () => random() * 256);
  return { filename: 'noise.mp3', bytes: Buffer.concat([head, rest]) };
}

/** Opus, FLAC, Ogg and MP3 by their first bytes alone. */
function damaged({ random }: Stage, bytes: number, magic: string): FileInput {
  const rest = Buffer.from(Uint8Array.from({ length: bytes - magic.length }, () => random() * 256));
  return { filename: 'damaged.ogg', bytes: Buffer.concat([Buffer.from(magic, 'latin1'), rest]) };
}

const magics = [
  'OggS\0\x02',
  'fLaC\0\0\0\x22',
  'ID3\x04\0\0',
  '\0\0\0\x20ftypM4A ',
  '\xff\xfb\x90\x64',
];

export const files: readonly Flood[] = [
  {
    name: 'files/sounds',
    how: 'forty members add a sound of 0.4 MB to their words at once',
    async pour(stage) {
      const { discord } = stage.scene;
      const sound = hum(stage, 0.4 * mebibyte);
      for (let at = 0; at < 40; at += 1) {
        const by = discord.addPerson(stage.room.server, { name: `P${at}` });
        stage.use('pronounce add', { word: 'woot', sound }, by);
      }
      await stage.answered();
    },
  },
  {
    name: 'files/sounds-of-one',
    how: 'one member adds sixty sounds of 2 MB at once, sound and damaged in turn',
    async pour(stage) {
      const sounds = [hum(stage, 0.4 * mebibyte), noise(stage, 2 * mebibyte - 1)];
      for (let at = 0; at < 60; at += 1)
        stage.use('pronounce add', { word: `w${at}`, sound: sounds[at % 2] ?? '' });
      await stage.answered();
    },
  },
  {
    name: 'files/clips-to-clone',
    how: 'sixty recordings of 9.8 MB to /clone make at once: one member thirty, and thirty members one each',
    async pour(stage) {
      const { discord } = stage.scene;
      const clip = hum(stage, 9.8 * mebibyte);
      for (let at = 0; at < 30; at += 1) {
        stage.use('clone make', { clip, name: `V${at}` });
        const by = discord.addPerson(stage.room.server, { name: `P${at}` });
        stage.use('clone make', { clip, name: `V${at}` }, by);
      }
      await stage.answered();
    },
  },
  {
    name: 'files/clips-to-say',
    how: 'one member says something sixty times at once in the voice of a recording of 9.8 MB',
    async pour(stage) {
      const clip = hum(stage, 9.8 * mebibyte);
      for (let at = 0; at < 60; at += 1) stage.use('say', { text: `Number ${at}.`, clip });
      await stage.answered();
    },
  },
  {
    name: 'files/damaged',
    how: 'forty members give damaged recordings of 9.8 MB of every format at once',
    async pour(stage) {
      const { discord } = stage.scene;
      const clips = [noise(stage, 9.8 * mebibyte)].concat(
        magics.map((magic) => damaged(stage, 9.8 * mebibyte, magic)),
      );
      for (let at = 0; at < 40; at += 1) {
        const by = discord.addPerson(stage.room.server, { name: `P${at}` });
        const clip = clips[at % clips.length] ?? '';
        stage.use('clone make', { clip, name: `V${at}` }, by);
      }
      await stage.answered();
    },
  },
];
