import type { FeaturesParts } from '#features/features.ts';
import { keptSounds } from '#features/pronounce/sounds.ts';
import { renderedFiles } from '#features/say/rendered-files.ts';
import { performed } from '#speech/script.ts';
import type { Store } from '#store/store.ts';

import type { Engines } from './engines.ts';

/** The engines as the features take them: with the sounds of dictionaries among the words, in calls and in posts. */
export function speechParts(
  speaker: Engines,
  store: Pick<Store, 'clips'>,
): FeaturesParts['speech'] {
  const sounds = keptSounds(store);
  const { holdRoom } = speaker;
  const holding = holdRoom ? { holdRoom } : {};
  return {
    ...speaker,
    transcribe: speaker.transcribe,
    renderer: performed(speaker.renderer, sounds, holding),
    renderedFiles: renderedFiles(
      performed(speaker.postingRenderer, sounds, holding),
      speaker.speech,
    ),
  };
}
