import { type ModelLimits, usualClipMs } from '../catalogue.ts';
import type { VoiceMode } from '../speech.ts';

/** Facts about a model that the catalogue of the service does not say, or may leave out. */
interface KnownModel {
  /** No field of the catalogue names the modes of a model. */
  readonly modes: readonly VoiceMode[];
  readonly takesStyle: boolean;
  readonly limits: ModelLimits;
  /** By the service's slugs, for a list that leaves them out: no request is taken without one. */
  readonly languages?: readonly string[];
}

const limits: ModelLimits = {
  minTextChars: 10,
  maxTextChars: 2000,
  minSpeed: 1,
  maxSpeed: 1,
  formats: ['mp3'],
  minClipMs: usualClipMs.least,
  maxClipMs: usualClipMs.most,
};
const qwen = {
  takesStyle: false,
  limits: { ...limits, maxTextChars: 5000 },
  languages:
    'English Italian Spanish Portuguese Russian French German Korean Japanese Chinese'.split(' '),
};

/** The vendor's list of 2026-08-19, with the limits that its own tools and several others repeat. */
const known: Readonly<Record<string, KnownModel>> = {
  Kokoro: {
    modes: ['preset'],
    takesStyle: false,
    limits: { ...limits, minTextChars: 3, maxTextChars: 10_001, minSpeed: 0.5, maxSpeed: 2 },
  },
  Chatterbox: { modes: ['preset'], takesStyle: false, limits },
  Qwen3_TTS_12Hz_1_7B_CustomVoice: { ...qwen, modes: ['preset'], takesStyle: true },
  Qwen3_TTS_12Hz_1_7B_Base: { ...qwen, modes: ['clone'] },
  Qwen3_TTS_12Hz_1_7B_VoiceDesign: { ...qwen, modes: ['design'] },
};

/** The facts about a model that are known, or guessed from its name and from whether it has voices. */
export function knownModel(slug: string, hasVoices: boolean): KnownModel {
  const sure = Object.hasOwn(known, slug) ? known[slug] : undefined;
  const takesStyle = /custom_?voice/i.test(slug);
  return sure ?? { modes: modesByName(slug, hasVoices), takesStyle, limits };
}

function modesByName(slug: string, hasVoices: boolean): readonly VoiceMode[] {
  if (/voice_?design/i.test(slug)) return ['design'];
  if (/clon(?:e|ing)|_base$/i.test(slug)) return ['clone'];
  // Without presets it must be one of the others; the first refusal tells which.
  return hasVoices ? ['preset'] : ['clone', 'design'];
}
