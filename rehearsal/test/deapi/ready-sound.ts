import { afterAll, beforeAll } from 'vitest';

import { startSoundMaker } from '#sound/sound-maker.ts';
import type { SoundMaker } from '#sound/sound-maker.ts';

import { plain } from './client.ts';

/** A maker of sound for all tests of a file: its first sound takes longer than all that follow, and is made before them. */
export function readySound(): SoundMaker {
  const sound = startSoundMaker();
  beforeAll(() =>
    sound.make({ text: plain.text, timbre: { targetHz: 150 }, speed: 1, format: 'mp3' }),
  );
  afterAll(() => sound.close());
  return sound;
}
