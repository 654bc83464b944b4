/** Voices that Flite has built in. */
export type FliteVoice = 'slt' | 'rms' | 'awb' | 'kal16';

/** The voice that speaks: a Flite voice moved up or down, or whichever comes nearest to a fundamental frequency. */
export type Timbre =
  | { readonly base: FliteVoice; readonly pitch: number }
  | { readonly targetHz: number };

export const soundFormats = ['mp3', 'wav', 'flac', 'ogg', 'opus'] as const;
/** `ogg` is Ogg Vorbis, `opus` is Ogg Opus. */
export type SoundFormat = (typeof soundFormats)[number];

export function isSoundFormat(format: string): format is SoundFormat {
  return soundFormats.some((known) => known === format);
}

export interface SoundOrder {
  readonly text: string;
  readonly timbre: Timbre;
  /** 1 is the voice's natural speed. */
  readonly speed: number;
  readonly format: SoundFormat;
}

export const soundRate = 24_000;

export interface Sound {
  /** 24 kHz mono, −1 to 1: what was encoded. */
  readonly pcm: Float32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** The facts of a reference clip, measured from its sound. */
export interface ClipFacts {
  /** By content, whatever the name says; undefined when it is nothing known. */
  readonly format: 'mp3' | 'wav' | 'flac' | 'ogg' | 'm4a' | undefined;
  readonly durationMs: number;
  /** Fundamental frequency of the voice; undefined when nothing periodic was heard, or the sound can't be decoded here. */
  readonly pitchHz: number | undefined;
}
