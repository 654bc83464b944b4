import type { VoiceMode } from '../speech.ts';

/** Facts about a model that the catalogue of the service does not say, or may leave out. */
export interface KnownModel {
  /** No field of the catalogue names the modes of a model. */
  readonly modes: readonly VoiceMode[];
  readonly takesStyle: boolean;
  readonly minTextChars: number;
  readonly maxTextChars: number;
  readonly minSpeed: number;
  readonly maxSpeed: number;
  readonly minClipMs: number;
  readonly maxClipMs: number;
  /** By the service's slugs, for a list that leaves them out: no request is taken without one. */
  readonly languages?: readonly string[];
}

const any: Omit<KnownModel, 'modes' | 'takesStyle'> = {
  minTextChars: 10,
  maxTextChars: 2000,
  minSpeed: 1,
  maxSpeed: 1,
  minClipMs: 3_000,
  maxClipMs: 10_000,
};
const qwen = {
  ...any,
  maxTextChars: 5000,
  languages: [
    'English',
    'Italian',
    'Spanish',
    'Portuguese',
    'Russian',
    'French',
    'German',
    'Korean',
    'Japanese',
    'Chinese',
  ],
};

/** The vendor's list of 2026-08-19, with the limits that its own tools and several others repeat. */
const known: Readonly<Record<string, KnownModel>> = {
  Kokoro: {
    ...any,
    modes: ['preset'],
    takesStyle: false,
    minTextChars: 3,
    maxTextChars: 10_001,
    minSpeed: 0.5,
    maxSpeed: 2,
  },
  Chatterbox: { ...any, modes: ['preset'], takesStyle: false },
  Qwen3_TTS_12Hz_1_7B_CustomVoice: { ...qwen, modes: ['preset'], takesStyle: true },
  // Its own limit: the generic one of 3 to 10 s is refused below 5 s.
  Qwen3_TTS_12Hz_1_7B_Base: {
    ...qwen,
    modes: ['clone'],
    takesStyle: false,
    minClipMs: 5_000,
    maxClipMs: 15_000,
  },
  Qwen3_TTS_12Hz_1_7B_VoiceDesign: { ...qwen, modes: ['design'], takesStyle: false },
};

/** The facts about a model that are known, or guessed from its name and from whether it has voices. */
export function knownModel(slug: string, hasVoices: boolean): KnownModel {
  const sure = Object.hasOwn(known, slug) ? known[slug] : undefined;
  return (
    sure ?? { ...any, modes: modesByName(slug, hasVoices), takesStyle: /custom_?voice/i.test(slug) }
  );
}

function modesByName(slug: string, hasVoices: boolean): readonly VoiceMode[] {
  if (/voice_?design/i.test(slug)) return ['design'];
  if (/clon(?:e|ing)|_base$/i.test(slug)) return ['clone'];
  // Without presets it must be one of the others; the first refusal tells which.
  return hasVoices ? ['preset'] : ['clone', 'design'];
}
