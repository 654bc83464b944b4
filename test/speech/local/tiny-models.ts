import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { floats, integers, modelOf, node } from './onnx-graph.ts';

/*
 * Models of no weight, in the shape of those that sherpa-onnx loads: they hum, 80 ms for each letter, at a pitch that says who
 * speaks. What a person can’t tell from them, a test can.
 */

export interface TinyOptions {
  /** Products of two square matrices for each time that the graph runs: some 20 ms of a core each. */
  readonly work?: number;
  /** The same for each time that a voice is made of a recording. */
  readonly encoding?: number;
  /** It makes numbers that are no sound, as real models do, and doesn’t say so. */
  readonly isBroken?: true;
}

const letterSamples = { vits: 1_280, pocket: 1_920 };
const vitsSampleRate = 16_000;
const pocketSampleRate = 24_000;
const width = 1_024;

/** Work that takes time and changes nothing: `output` is `input`, which is one number. */
function slowly(input: string, output: string, work: number) {
  const names = ['large', ...Array.from({ length: work }, (_, index) => `product${index}`)];
  return {
    nodes: [
      node('Expand', [input, 'square'], 'large0'),
      node('Mul', ['large0', 'zero'], 'large'),
      ...names.slice(1).map((name, index) => node('MatMul', [names[index] ?? '', 'large'], name)),
      node('ReduceMax', [names.at(-1) ?? ''], 'nothing', { keepdims: 0 }),
      node('Add', [input, 'nothing'], output),
    ],
    constants: [integers('square', [width, width]), floats('zero', [0], [])],
  };
}

/** The phase of a hertz at each sample. */
export const ramp = (samples: number, sampleRate: number): readonly number[] =>
  Array.from({ length: samples }, (_, at) => (2 * Math.PI * at) / sampleRate);

/** The letters and marks that it has tones for. */
const letters = "abcdefghijklmnopqrstuvwxyz0123456789.,!?;:'- ";

/** A model in the shape of VITS, with speakers at pitches of their own. */
export function vitsModel({
  work = 0,
  speakers = 2,
  isBroken,
}: TinyOptions & { speakers?: number } = {}) {
  const slow = slowly('sidf', 'pitch', work);
  return modelOf({
    inputs: [
      ['x', 'int64', [1, 'T']],
      ['x_length', 'int64', [1]],
      ['noise_scale', 'float', [1]],
      ['length_scale', 'float', [1]],
      ['noise_scale_w', 'float', [1]],
      ['sid', 'int64', [1]],
    ],
    outputs: [['y', 'float', [1, 1, 'N']]],
    nodes: [
      node('Cast', ['sid'], 'sidf', { to: 1 }),
      ...slow.nodes,
      node('Mul', ['pitch', 'step'], 'above'),
      node('Add', ['above', 'base'], 'hz'),
      node('Cast', ['x'], 'tokens', { to: 1 }),
      node('Unsqueeze', ['tokens', 'last'], 'column'),
      node('Mul', ['column', 'none'], 'silent'),
      node('Add', ['silent', 'hz'], 'hertz'),
      node('Mul', ['hertz', 'ramp'], 'phase'),
      node('Sin', ['phase'], 'wave'),
      node('Mul', ['wave', 'loudness'], 'tone'),
      node('Reshape', ['tone', 'flat'], 'y'),
    ],
    constants: [
      ...slow.constants,
      floats('step', [100], [1]),
      floats('base', [200], [1]),
      floats('none', [0], [1]),
      floats('loudness', [isBroken ? Number.NaN : 0.3], [1]),
      floats('ramp', ramp(letterSamples.vits, vitsSampleRate), [1, 1, letterSamples.vits]),
      integers('last', [2]),
      integers('flat', [1, 1, -1]),
    ],
    notes: {
      sample_rate: String(vitsSampleRate),
      n_speakers: String(speakers),
      language: 'English',
      comment: 'tiny',
      frontend: 'characters',
      use_eos_bos: '0',
      add_blank: '0',
    },
  });
}

/** Puts a folder with a model in the shape of VITS there. */
export function putVits(folder: string, options: Parameters<typeof vitsModel>[0] = {}): string {
  const tokens = [...letters].map((letter, index) => `${letter} ${index + 1}\n`);
  return put(folder, { 'model.onnx': vitsModel(options), 'tokens.txt': tokens.join('') });
}

/** The five graphs of Pocket TTS: a voice’s loudness becomes its pitch, and each byte of the text one frame. */
function pocketModels({ work = 0, encoding = 0 }: TinyOptions) {
  const long = slowly('mean', 'voice', encoding);
  const slow = slowly('heard', 'slowed', work);
  const encoder = modelOf({
    inputs: [['audio', 'float', [1, 1, 'N']]],
    outputs: [['latents', 'float', [1, 1, width]]],
    nodes: [
      node('Abs', ['audio'], 'loud'),
      node('ReduceMean', ['loud'], 'mean', { keepdims: 0 }),
      ...long.nodes,
      node('Expand', ['voice', 'shape'], 'latents'),
    ],
    constants: [...long.constants, integers('shape', [1, 1, width])],
  });
  const textConditioner = modelOf({
    inputs: [['token_ids', 'int64', [1, 'T']]],
    outputs: [['embeddings', 'float', [1, 'T', width]]],
    nodes: [
      node('Cast', ['token_ids'], 'tokens', { to: 1 }),
      node('Mul', ['tokens', 'zero'], 'silent'),
      node('Unsqueeze', ['silent', 'last'], 'column'),
      node('Expand', ['column', 'shape'], 'embeddings'),
    ],
    constants: [floats('zero', [0], [1]), integers('last', [2]), integers('shape', [1, 1, width])],
  });
  const lmMain = modelOf({
    inputs: [
      ['sequence', 'float', [1, 'S', 32]],
      ['text_embeddings', 'float', [1, 'E', width]],
      ['heard_before', 'float', [1]],
      ['wanted_before', 'float', [1]],
      ['made_before', 'float', [1]],
    ],
    outputs: [
      ['conditioning', 'float', [1, width]],
      ['eos_logit', 'float', [1, 1]],
      ['heard_after', 'float', [1]],
      ['wanted_after', 'float', [1]],
      ['made_after', 'float', [1]],
    ],
    nodes: [
      // The recording of the voice was heard; nothing comes of a text.
      node('Slice', ['text_embeddings', 'from', 'to', 'axis'], 'one'),
      node('ReduceSum', ['one'], 'added', { keepdims: 0 }),
      node('Add', ['heard_before', 'added'], 'heard_after'),
      node('Reshape', ['heard_after', 'scalar'], 'heard'),
      ...slow.nodes,
      node('Expand', ['slowed', 'row'], 'conditioning'),
      // As many frames as there are letters, behind the voice, which is one long.
      node('Shape', ['text_embeddings'], 'size_e'),
      node('Gather', ['size_e', 'one_i'], 'length_e'),
      node('Cast', ['length_e'], 'letters', { to: 1 }),
      node('Add', ['wanted_before', 'letters'], 'wanted_after'),
      node('Shape', ['sequence'], 'size_s'),
      node('Gather', ['size_s', 'one_i'], 'length_s'),
      node('Cast', ['length_s'], 'frames', { to: 1 }),
      node('Add', ['made_before', 'frames'], 'made_after'),
      node('Sub', ['made_after', 'wanted_after'], 'over'),
      node('Mul', ['over', 'ten'], 'logit'),
      node('Reshape', ['logit', 'cell'], 'eos_logit'),
    ],
    constants: [
      ...slow.constants,
      integers('from', [0]),
      integers('to', [1]),
      integers('axis', [2]),
      integers('row', [1, width]),
      integers('one_i', [1]),
      integers('cell', [1, 1]),
      integers('scalar', []),
      floats('ten', [10], [1]),
    ],
  });
  const lmFlow = modelOf({
    inputs: [
      ['c', 'float', [1, width]],
      ['s', 'float', [1, 1]],
      ['t', 'float', [1, 1]],
      ['x', 'float', [1, 32]],
    ],
    outputs: [['flow', 'float', [1, 32]]],
    nodes: [
      // However many steps there are, the last one ends at what was wanted.
      node('Slice', ['c', 'from', 'to', 'axis'], 'aim'),
      node('Sub', ['aim', 'x'], 'way'),
      node('Sub', ['one', 's'], 'left'),
      node('Div', ['way', 'left'], 'flow'),
    ],
    constants: [
      integers('from', [0]),
      integers('to', [32]),
      integers('axis', [1]),
      floats('one', [1], [1]),
    ],
  });
  const decoder = modelOf({
    inputs: [
      ['latent', 'float', [1, 'K', 32]],
      ['before', 'float', [1]],
    ],
    outputs: [
      ['audio', 'float', [1, 1, 'N']],
      ['after', 'float', [1]],
    ],
    nodes: [
      node('ReduceMean', ['latent'], 'voice', { axes: [2], keepdims: 1 }),
      node('Mul', ['voice', 'step'], 'above'),
      node('Add', ['above', 'base'], 'hz'),
      node('Mul', ['hz', 'ramp'], 'phase'),
      node('Sin', ['phase'], 'wave'),
      node('Mul', ['wave', 'loudness'], 'tone'),
      node('Reshape', ['tone', 'flat'], 'audio'),
      node('Identity', ['before'], 'after'),
    ],
    constants: [
      floats('step', [4_000], [1]),
      floats('base', [200], [1]),
      floats('loudness', [0.3], [1]),
      floats('ramp', ramp(letterSamples.pocket, pocketSampleRate), [1, 1, letterSamples.pocket]),
      integers('flat', [1, 1, -1]),
    ],
  });
  return { encoder, textConditioner, lmMain, lmFlow, decoder };
}

/** Puts a folder with a model in the shape of Pocket TTS there. */
export function putPocket(folder: string, options: TinyOptions = {}): string {
  const models = pocketModels(options);
  const bytes = Array.from({ length: 256 }, (_, byte) => {
    const hex = byte.toString(16).toUpperCase().padStart(2, '0');
    return `<0x${hex}>`;
  });
  const ids = Object.fromEntries(bytes.map((token, id) => [token, id]));
  const scores = Object.fromEntries(bytes.map((token) => [token, -1]));
  return put(folder, {
    'encoder.onnx': models.encoder,
    'text_conditioner.onnx': models.textConditioner,
    'lm_main.int8.onnx': models.lmMain,
    'lm_flow.int8.onnx': models.lmFlow,
    'decoder.int8.onnx': models.decoder,
    'vocab.json': JSON.stringify(ids),
    'token_scores.json': JSON.stringify(scores),
  });
}

/** Writes files by their paths in the folder, and returns that. */
export function put(folder: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}
