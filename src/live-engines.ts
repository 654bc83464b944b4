import { shownLanguage } from '#features/wording/words.ts';
import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import { LiveCatalogue } from '#voices/catalogue.ts';
import { keptModels } from '#voices/kept-models.ts';

import type { Config } from './config.ts';
import { engines } from './engines.ts';
import type { Engines } from './engines.ts';

/** The engines, and which voices they have at the moment: each knows of the other. */
export function liveEngines(
  config: Config,
  memo: Memo,
  log: Log,
): { readonly speaker: Engines; readonly catalogue: LiveCatalogue } {
  const speaker = engines(config, () => catalogue.book.models, shownLanguage, memo, log);
  const catalogue: LiveCatalogue = new LiveCatalogue({
    engines: speaker.voices,
    kept: keptModels(memo),
    onFailure: (engine, error) => log.warn({ error, engine }, 'the voices could not be asked for'),
  });
  return { speaker, catalogue };
}
