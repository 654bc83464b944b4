import { pathToFileURL } from 'node:url';

import { languagesIn, shippedFolder } from '#i18n/catalogue.ts';
import { Texts } from '#i18n/texts.ts';
import { vetted } from '#i18n/vetting.ts';

import { ConfigError } from './errors.ts';

/**
 * The texts that people read, those of the operator's own folder among them: `tell` is given a sentence for each that
 * won't do, which is left out. Throws a `ConfigError` where the folder can't be read, or a file in it is no JSON.
 */
export function openTexts(folder: string | undefined, tell: (sentence: string) => void): Texts {
  if (folder === undefined) return new Texts();
  const shipped = languagesIn(shippedFolder);
  const { kept, problems } = vetted(ownIn(folder), shipped);
  for (const problem of problems) tell(`CRIER_LOCALES: ${problem}`);
  return new Texts(kept, shipped);
}

function ownIn(folder: string): ReturnType<typeof languagesIn> {
  try {
    return languagesIn(pathToFileURL(`${folder}/`));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new ConfigError(
      `Crier can't start with the folder that CRIER_LOCALES names:\n✖ ${error.message}`,
    );
  }
}
