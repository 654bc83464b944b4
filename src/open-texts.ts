import { Texts } from '#i18n/texts.ts';

import { ConfigError } from './errors.ts';

/** The texts that people read, those of the operator's own folder among them. Throws a `ConfigError` where that won't do. */
export function openTexts(folder: string | undefined): Texts {
  try {
    return new Texts(folder);
  } catch (error) {
    if (folder === undefined || !(error instanceof Error)) throw error;
    throw new ConfigError(
      `Crier can't start with the folder that CRIER_LOCALES names:\n✖ ${error.message}`,
    );
  }
}
