/** A model that can be fetched by name. */
export interface KnownModel {
  /** As it is asked for. */
  readonly id: string;
  readonly name: string;
  /** The folder that is in its archive. */
  readonly folder: string;
  /** The licence of the weights; the code that runs them is Apache-2.0. */
  readonly licence: string;
  /** The duties of whoever uses it, and where they stand. */
  readonly terms: string;
  /** BCP 47 tags, the usual one first. */
  readonly languages: readonly string[];
  readonly voices: string;
  /** The archive's size and sum, where they are known: what comes has to have them. */
  readonly sizeBytes?: number;
  readonly sha256?: string;
  /** The archive's size for people. */
  readonly megabytes: number;
}

const piperTerms =
  'See MODEL_CARD in its folder. Its pronunciation is by data of eSpeak NG, which are under GPL-3.0.';

/** The models that are known to work, the recommended one first. */
export const knownModels: readonly KnownModel[] = [
  {
    id: 'pocket',
    name: 'Pocket TTS',
    folder: 'sherpa-onnx-pocket-tts-int8-2026-01-26',
    licence: 'CC-BY-4.0',
    terms:
      'By Kyutai. Name its makers where you show it to others, and clone nobody’s voice without their consent: https://huggingface.co/kyutai/pocket-tts',
    languages: ['en'],
    voices: 'clones a voice from a recording',
    megabytes: 98,
  },
  {
    id: 'kitten',
    name: 'KittenTTS nano',
    folder: 'kitten-nano-en-v0_1-fp16',
    licence: 'Apache-2.0',
    terms: 'By KittenML: https://huggingface.co/KittenML/kitten-tts-nano-0.1',
    languages: ['en'],
    voices: '8 voices',
    megabytes: 27,
  },
  {
    id: 'kokoro',
    name: 'Kokoro',
    folder: 'kokoro-int8-multi-lang-v1_0',
    licence: 'Apache-2.0',
    terms: 'By hexgrad: https://huggingface.co/hexgrad/Kokoro-82M. Too slow for small machines.',
    languages: ['en-us', 'en-gb', 'zh'],
    voices: '53 voices, of which those of English and Chinese are offered',
    megabytes: 132,
  },
  {
    id: 'piper-de',
    name: 'Piper Thorsten',
    folder: 'vits-piper-de_DE-thorsten-medium',
    licence: 'CC0-1.0',
    terms: piperTerms,
    languages: ['de-de'],
    voices: '1 voice',
    megabytes: 64,
  },
  {
    id: 'piper-en',
    name: 'Piper LibriTTS-R',
    folder: 'vits-piper-en_US-libritts_r-medium',
    licence: 'CC-BY-4.0',
    terms: piperTerms,
    languages: ['en-us'],
    voices: '904 voices',
    megabytes: 80,
  },
  {
    id: 'piper-fr',
    name: 'Piper SIWIS',
    folder: 'vits-piper-fr_FR-siwis-medium',
    licence: 'CC-BY-4.0',
    terms: piperTerms,
    languages: ['fr-fr'],
    voices: '1 voice',
    megabytes: 64,
  },
  {
    id: 'piper-es',
    name: 'Piper DaveFX',
    folder: 'vits-piper-es_ES-davefx-medium',
    licence: 'as in its MODEL_CARD',
    terms: piperTerms,
    languages: ['es-es'],
    voices: '1 voice',
    megabytes: 64,
  },
];
