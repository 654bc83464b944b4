import { startDeapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { DeapiOptions } from '@crier/rehearsal/deapi/options.ts';
import { startSoundMaker } from '@crier/rehearsal/sound/sound-maker.ts';
import type { SoundMaker } from '@crier/rehearsal/sound/sound-maker.ts';

const maker = startSoundMaker();
/** Longer texts become clips, which have to be as long as they are. */
const lineChars = 20;
const plainSound: SoundMaker = {
  ...maker,
  make: ({ text, ...order }) =>
    maker.make({ ...order, text: text.length > lineChars ? text : 'Rain again.' }),
};

/**
 * A deAPI that says the same words for every short text, for tests that don't listen: they are made once for all of them,
 * while to make what each of them orders takes most of the time of such a test.
 */
export const startPlainDeapi = (options: DeapiOptions = {}): Promise<Deapi> =>
  startDeapi({ sound: plainSound, ...options });
