import type { EngineName } from './engine-names.ts';
import type { VoiceMode } from './speech.ts';

export interface PresetVoice {
  readonly slug: string;
  readonly name: string;
  readonly gender?: 'female' | 'male';
}

export interface SpeechLanguage {
  /** The service's own slug: `en-us`, `English`, `de`. */
  readonly slug: string;
  readonly name: string;
  /** BCP 47 tag, lower case, found from slug and name: `en-us`, `en`, `pt-br`. */
  readonly tag: string;
  /** Presets that speak this language; empty for models that only clone or design. */
  readonly voices: readonly PresetVoice[];
}

export interface ModelLimits {
  /** Code points. */
  readonly minTextChars: number;
  readonly maxTextChars: number;
  readonly minSpeed: number;
  readonly maxSpeed: number;
  /** Audio formats that may be asked for, the best for speaking first. */
  readonly formats: readonly string[];
  readonly minClipMs: number;
  readonly maxClipMs: number;
}

/** A model of a speech service: what it can say, and as whom. */
export interface SpeechModel {
  readonly engine: EngineName;
  readonly slug: string;
  readonly name: string;
  readonly modes: readonly VoiceMode[];
  /** A preset takes a style ("whispering, sad"). */
  readonly takesStyle: boolean;
  readonly languages: readonly SpeechLanguage[];
  readonly limits: ModelLimits;
  readonly defaults: {
    readonly language: string;
    readonly voice?: string;
    readonly speed: number;
  };
}

/** Models that can speak, and the voices that they have: a port of every engine. */
export interface Catalogue {
  models(signal: AbortSignal): Promise<readonly SpeechModel[]>;
}
