/** A model as it is fetched. */
export interface FetchedModel {
  readonly name: string;
  /** The folder that is in its archive. */
  readonly folder: string;
  /** The licence of the weights; the code that runs them is Apache-2.0. */
  readonly licence: string;
  /** The duties of whoever uses it, and where they stand. */
  readonly terms: string;
  /** The archive’s size and sum, where they are known: what comes has to have them. */
  readonly sizeBytes?: number;
  readonly sha256?: string;
}

/** A model that can be fetched by a short name. */
export interface KnownModel extends Required<FetchedModel> {
  /** As it is asked for. */
  readonly id: string;
  /** BCP 47 tags, the usual one first. */
  readonly languages: readonly string[];
  readonly voices: string;
}

const espeakTerms =
  'Its pronunciation is by data of eSpeak NG, which are in its folder and under GPL-3.0.';
const piperTerms = `That is the licence of the recordings that it was made of, as MODEL_CARD in its folder says. It was trained on from a voice whose recordings (Lessac, of Blizzard 2013) are for research alone: whether that binds you is not settled. ${espeakTerms}`;

/**
 * The models that are known to work, the recommended one first. Sizes and sums are those of the release `tts-models` of
 * k2-fsa/sherpa-onnx, in which several projects that check them independently of one another agree.
 */
export const knownModels: readonly KnownModel[] = [
  {
    id: 'pocket',
    name: 'Pocket TTS',
    folder: 'sherpa-onnx-pocket-tts-int8-2026-01-26',
    licence: 'CC-BY-4.0',
    terms:
      'By Kyutai. Name its makers where you show it to others, and clone nobody’s voice without their consent: https://huggingface.co/kyutai/pocket-tts. Under which licence the recordings are that come with it, nobody says.',
    languages: ['en'],
    voices: 'clones a voice from a recording',
    sizeBytes: 98_336_520,
    sha256: '2f3b88823cbbb9bf0b2477ec8ae7b3fec417b3a87b6bb5f256dba66f2ad967cb',
  },
  {
    id: 'kitten',
    name: 'KittenTTS nano',
    folder: 'kitten-nano-en-v0_1-fp16',
    licence: 'Apache-2.0',
    terms: `By KittenML: https://huggingface.co/KittenML/kitten-tts-nano-0.1. ${espeakTerms}`,
    languages: ['en'],
    voices: '8 voices',
    sizeBytes: 26_855_312,
    sha256: 'f35dac93754fe2ac97c66e1f468311d0d2130f7f0f5a89bfa1197e09a0cbdec5',
  },
  {
    id: 'kokoro',
    name: 'Kokoro',
    folder: 'kokoro-int8-multi-lang-v1_0',
    licence: 'Apache-2.0',
    terms: `By hexgrad: https://huggingface.co/hexgrad/Kokoro-82M. Too slow for small machines. In this form it fails at some short sentences, which the fallback speaks then. ${espeakTerms}`,
    languages: ['en-us', 'en-gb', 'zh'],
    voices: '53 voices, of which those of English and Chinese are offered',
    sizeBytes: 132_303_094,
    sha256: '4c3052abaa60943a341f193888cf6abd68787dae6ab8ae5c925a706caa247e4e',
  },
  {
    id: 'piper-de',
    name: 'Piper Thorsten',
    folder: 'vits-piper-de_DE-thorsten-medium',
    licence: 'CC0-1.0',
    terms: piperTerms,
    languages: ['de-de'],
    voices: '1 voice',
    sizeBytes: 67_214_254,
    sha256: '50487d9c95fdf2191f31d2588569381063ba1591dcd4c7d4bdd30f12b2191714',
  },
  {
    id: 'piper-en',
    name: 'Piper LibriTTS-R',
    folder: 'vits-piper-en_US-libritts_r-medium',
    licence: 'CC-BY-4.0',
    terms: piperTerms,
    languages: ['en-us'],
    voices: '904 voices',
    sizeBytes: 82_038_311,
    sha256: '10dc268f3e371696d721486123e2705a9fc1faa113491979fde4d88dba1f1b1c',
  },
  {
    id: 'piper-fr',
    name: 'Piper SIWIS',
    folder: 'vits-piper-fr_FR-siwis-medium',
    licence: 'CC-BY-4.0',
    terms: piperTerms,
    languages: ['fr-fr'],
    voices: '1 voice',
    sizeBytes: 67_207_459,
    sha256: '375909aa30842b3a4efa10b1beb1d761af792960ae6873b4d53889f96c66195b',
  },
  {
    id: 'piper-es',
    name: 'Piper DaveFX',
    folder: 'vits-piper-es_ES-davefx-medium',
    licence: 'CC0-1.0',
    terms: piperTerms,
    languages: ['es-es'],
    voices: '1 voice',
    sizeBytes: 67_184_952,
    sha256: 'a3f6beb54a9cb893279f72978a22f807a4d9fc9c7848157b524d5cc7b7f58b22',
  },
];

/** The beginnings of the names of archives with a model that speaks. */
const otherArchive = /^(?:vits|matcha|kokoro|kitten|sherpa-onnx-pocket)-[\w.-]+$/;

/** A model by its short name or by that of its archive, which may be any of sherpa-onnx’s; undefined: there is none. */
export function modelNamed(name: string): FetchedModel | undefined {
  const known = knownModels.find(({ id, folder }) => id === name || folder === name);
  if (known || !otherArchive.test(name)) return known;
  return {
    name,
    folder: name,
    licence: 'a licence that Crier doesn’t know',
    terms:
      'Read what its makers say before you accept that: https://k2-fsa.github.io/sherpa/onnx/tts/ names them.',
  };
}
