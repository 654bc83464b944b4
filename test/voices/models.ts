import type { SpeechModel } from '#speech/catalogue.ts';

const limits = { formats: ['mp3'], minClipMs: 3_000, maxClipMs: 10_000 };

/** Models as deAPI had them in 2026, shortened, and the embedded ones. */
export const qwen: SpeechModel = {
  engine: 'deapi',
  slug: 'Qwen3_TTS_12Hz_1_7B_CustomVoice',
  name: 'Qwen3 CustomVoice',
  modes: ['preset'],
  takesStyle: true,
  languages: ['English', 'German', 'Chinese'].map((name) => ({
    slug: name,
    name,
    tag: { English: 'en', German: 'de', Chinese: 'zh' }[name] ?? '',
    voices: [
      { slug: 'Vivian', name: 'Vivian' },
      { slug: 'Serena', name: 'Serena' },
      ...(name === 'Chinese' ? [] : [{ slug: 'Ryan', name: 'Ryan' }]),
    ],
  })),
  limits: { ...limits, minTextChars: 10, maxTextChars: 5_000, minSpeed: 1, maxSpeed: 1 },
  defaults: { language: 'English', voice: 'Vivian', speed: 1 },
};

const chatterbox: SpeechModel = {
  engine: 'deapi',
  slug: 'Chatterbox',
  name: 'Chatterbox',
  modes: ['preset'],
  takesStyle: false,
  languages: [
    ['de', 'German'],
    ['el', 'Greek'],
    ['en', 'English'],
  ].map(([slug = '', name = '']) => ({
    slug,
    name,
    tag: slug,
    voices: [{ slug: 'default', name: 'Default' }],
  })),
  limits: { ...limits, minTextChars: 10, maxTextChars: 2_000, minSpeed: 1, maxSpeed: 1 },
  defaults: { language: 'en', voice: 'default', speed: 1 },
};

export const kokoro: SpeechModel = {
  engine: 'deapi',
  slug: 'Kokoro',
  name: 'Kokoro',
  modes: ['preset'],
  takesStyle: false,
  languages: [
    {
      slug: 'en-us',
      name: 'English (US)',
      tag: 'en-us',
      voices: [
        { slug: 'af_sky', name: 'Sky', gender: 'female' },
        { slug: 'af_alloy', name: 'Alloy', gender: 'female' },
        { slug: 'am_adam', name: 'Adam', gender: 'male' },
      ],
    },
    {
      slug: 'en-gb',
      name: 'English (UK)',
      tag: 'en-gb',
      voices: [
        { slug: 'bf_emma', name: 'Emma', gender: 'female' },
        { slug: 'bm_george', name: 'George', gender: 'male' },
      ],
    },
    {
      slug: 'pt-br',
      name: 'Portuguese (Brazil)',
      tag: 'pt-br',
      voices: [{ slug: 'pf_dora', name: 'Dora', gender: 'female' }],
    },
  ],
  limits: { ...limits, minTextChars: 3, maxTextChars: 10_001, minSpeed: 0.5, maxSpeed: 2 },
  defaults: { language: 'en-us', voice: 'af_alloy', speed: 1 },
};

export const cloner: SpeechModel = {
  ...qwen,
  slug: 'Qwen3_TTS_12Hz_1_7B_Base',
  name: 'Qwen3 Base',
  modes: ['clone'],
  takesStyle: false,
};

export const espeak: SpeechModel = {
  engine: 'embedded',
  slug: 'espeak',
  name: 'eSpeak NG',
  modes: ['preset'],
  takesStyle: false,
  languages: [
    ['en-us', 'English (America)'],
    ['uk', 'Ukrainian'],
  ].map(([slug = '', name = '']) => ({
    slug,
    name,
    tag: slug,
    voices: [{ slug: 'standard', name: 'Standard', gender: 'male' as const }],
  })),
  limits: {
    ...limits,
    formats: ['wav'],
    minTextChars: 1,
    maxTextChars: 10_000,
    minSpeed: 0.5,
    maxSpeed: 2,
  },
  defaults: { language: 'en-us', voice: 'standard', speed: 1 },
};

export const models = [qwen, chatterbox, cloner, kokoro, espeak];
