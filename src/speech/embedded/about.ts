/** What people call the engine inside. Whether it speaks, SPEECH_ENGINE and SPEECH_FALLBACK say. */
export const aboutEmbedded = {
  title: 'The built-in engine',
  letter: 'e',
  prefix: 'SPEECH_',
  fields: {},
} as const;
