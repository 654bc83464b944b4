import { text } from '#i18n/text.ts';

/** The built-in engine. SPEECH_ENGINE and SPEECH_FALLBACK say whether it speaks. */
export const aboutEmbedded = {
  title: text(($) => $.speech.engines.embedded),
  within: text(($) => $.speech.enginesWithin.embedded),
  letter: 'e',
  prefix: 'SPEECH_',
  fields: {},
  isOnThisMachine: true,
  without: 'deAPI, clones and designs',
  takesReports: false,
  delivery: () => [],
} as const;
