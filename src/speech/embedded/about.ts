/** People's name for the engine inside. SPEECH_ENGINE and SPEECH_FALLBACK say whether it speaks. */
export const aboutEmbedded = {
  title: 'The built-in engine',
  letter: 'e',
  prefix: 'SPEECH_',
  fields: {},
} as const;
