/** The engine inside. SPEECH_ENGINE and SPEECH_FALLBACK say whether it speaks. */
export const aboutEmbedded = {
  letter: 'e',
  prefix: 'SPEECH_',
  fields: {},
} as const;
