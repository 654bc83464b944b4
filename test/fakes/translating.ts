import { asWritten } from '#features/wording/translating.ts';
import type { Translating } from '#features/wording/translating.ts';

/** For an operator who has set no service: all is read as it was written. */
export const nothingTranslated: Pick<Translating, 'target' | 'translated'> = {
  target: async () => undefined,
  translated: async () => asWritten,
};
