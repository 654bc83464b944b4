/** The part of sherpa-onnx-node that speaks: it brings no types. */
declare module 'sherpa-onnx-node' {
  type Paths = Readonly<Record<string, string | number>>;

  interface OfflineTtsConfig {
    readonly model: Readonly<Record<string, Paths | number | string>>;
    readonly maxNumSentences: number;
  }

  interface GenerationConfig {
    readonly sid?: number;
    readonly speed?: number;
    readonly numSteps?: number;
    readonly referenceAudio?: Float32Array;
    readonly referenceSampleRate?: number;
    readonly extra?: Readonly<Record<string, number | string>>;
  }

  interface Part {
    readonly samples: Float32Array;
    readonly progress: number;
  }

  export interface OfflineTts {
    readonly numSpeakers: number;
    readonly sampleRate: number;
    /** Calls `onProgress` with each part as it is made; what it returns says whether to go on. */
    generateAsync(request: {
      readonly text: string;
      readonly sid: number;
      readonly speed: number;
      readonly enableExternalBuffer: boolean;
      readonly generationConfig: GenerationConfig;
      readonly onProgress: (part: Part) => boolean;
    }): Promise<unknown>;
  }

  const sherpa: { readonly OfflineTts: new (config: OfflineTtsConfig) => OfflineTts };
  export default sherpa;
}
