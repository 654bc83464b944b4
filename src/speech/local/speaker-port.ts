import type { ModelFiles } from './model-folder.ts';

/** The process that speaks is started with this. */
export interface SpeakerStart {
  readonly files: ModelFiles;
  readonly threads: number;
}

/** Whose voice it is: a speaker of the model, a recording of its folder, or somebody's clip. */
export type LocalVoice =
  | { readonly kind: 'speaker'; readonly id: number }
  | { readonly kind: 'recording'; readonly path: string }
  | { readonly kind: 'clip'; readonly bytes: Uint8Array };

/** A clause that is to be spoken. */
export interface Clause {
  readonly text: string;
  readonly voice: LocalVoice;
  readonly speed: number;
}

export type ToSpeaker =
  | { readonly kind: 'speak'; readonly id: number; readonly clause: Clause }
  /** Nobody hears it any more. */
  | { readonly kind: 'skip'; readonly id: number };

/** A clause was spoken to its end, or as far as anybody wanted to hear. */
export interface Finished {
  readonly kind: 'finished';
  readonly id: number;
  /** How long it took to make, and how long it lasts. */
  readonly madeMs: number;
  readonly lastsMs: number;
  readonly rssBytes: number;
}

export type FromSpeaker =
  | { readonly kind: 'ready'; readonly sampleRate: number; readonly rssBytes: number }
  | { readonly kind: 'sound'; readonly id: number; readonly pcm: Int16Array }
  | Finished
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
