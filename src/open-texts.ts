import { pathToFileURL } from 'node:url';

import { languagesIn, shippedFolder } from '#i18n/catalogue.ts';
import { Texts } from '#i18n/texts.ts';
import { vetted } from '#i18n/vetting.ts';

import { ConfigError } from './errors.ts';

/** More of what won't do would hide the rest of what is said at the start. */
const maxProblems = 100;

/**
 * The texts that people read, those of the operator's own folder among them: `tell` is given a sentence for each that
 * won't do, which is left out. Throws a `ConfigError` where the folder can't be read, or a file in it is no JSON.
 */
export function openTexts(folder: string | undefined, tell: (sentence: string) => void): Texts {
  if (folder === undefined) return new Texts();
  const shipped = languagesIn(shippedFolder);
  const own = ownIn(folder);
  const { kept, problems } = vetted(own, shipped);
  for (const problem of problems.slice(0, maxProblems)) tell(`CRIER_LOCALES: ${problem}`);
  const more = problems.length - maxProblems;
  if (more > 0) tell(`CRIER_LOCALES: ${more} more texts are left out.`);
  // Somebody may have named the folder of one language.
  if (Object.keys(own).length === 0)
    tell('CRIER_LOCALES: there is no folder of a language in it, such as “de” or “pt-BR”.');
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
