import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { isInstalled } from '#ops/installed.ts';

import { floats, integers, modelOf, node } from './onnx-graph.ts';
import { put, ramp } from './tiny-models.ts';

/*
 * Models of no weight in the shapes of Kokoro, KittenTTS and Matcha, which hum 80 ms for each sound of a word. Those sounds are
 * found by data of eSpeak NG, of which the built-in engine brings some.
 */

const espeak = '@echogarden/espeak-ng-emscripten';
export const hasEspeak = isInstalled(espeak);

type Files = Readonly<Record<string, Uint8Array | string>>;
type Notes = Readonly<Record<string, string>>;

const sampleRate = 16_000;
const soundSamples = 1_280;
const sounds = "_^$ abcdefghijklmnopqrstuvwxyzæðŋɐɑɔəɚɛɜɡɪɹɾʃʊʌʒʔˈˌːθᵻ.,!?;:'-";
const tokens = [...sounds].map((sound, index) => `${sound} ${index + 1}\n`).join('');
const ofEnglish = /^(?:phon(?:tab|index|data)|intonations|en_dict|lang\/gmw\/en.*)$/;

/** The part of eSpeak NG’s data that English takes, out of the one file in which its package has all. */
function espeakData(): Files {
  const [script, data] = ['espeak-ng.js', 'espeak-ng.data'].map((name) =>
    readFileSync(fileURLToPath(import.meta.resolve(`${espeak}/${name}`))),
  );
  const listed = /filename:"\/usr\/share\/espeak-ng-data\/([^"]+)",start:(\d+),end:(\d+)/g;
  const files = [...String(script).matchAll(listed)].filter(([, name = '']) =>
    ofEnglish.test(name),
  );
  return Object.fromEntries(
    files.map(([, name = '', start, end]) => [
      `espeak-ng-data/${name}`,
      data?.subarray(Number(start), Number(end)) ?? '',
    ]),
  );
}

/** The graph of Kokoro and KittenTTS: a voice is a vector, of which the pitch is the mean. */
function styled(notes: Notes): Uint8Array {
  return modelOf({
    inputs: [
      ['tokens', 'int64', [1, 'T']],
      ['style', 'float', [1, 4]],
      ['speed', 'float', [1]],
    ],
    outputs: [['audio', 'float', ['N']]],
    nodes: [
      node('ReduceMean', ['style'], 'hz', { keepdims: 0 }),
      node('Cast', ['tokens'], 'numbers', { to: 1 }),
      node('Unsqueeze', ['numbers', 'last'], 'column'),
      node('Mul', ['column', 'none'], 'silent'),
      node('Add', ['silent', 'hz'], 'hertz'),
      node('Mul', ['hertz', 'ramp'], 'phase'),
      node('Sin', ['phase'], 'wave'),
      node('Mul', ['wave', 'loudness'], 'tone'),
      node('Reshape', ['tone', 'flat'], 'audio'),
    ],
    constants: [
      floats('none', [0], [1]),
      floats('loudness', [0.3], [1]),
      floats('ramp', ramp(soundSamples, sampleRate), [1, 1, soundSamples]),
      integers('last', [2]),
      integers('flat', [-1]),
    ],
    notes: { sample_rate: String(sampleRate), has_espeak: '1', voice: 'en-us', ...notes },
  });
}

/** Vectors of voices at these pitches, for texts of up to so many sounds. */
function voicesAt(pitches: readonly number[], lengths = 1): Uint8Array {
  const values = pitches.flatMap((pitch) => Array.from({ length: 4 * lengths }, () => pitch));
  return new Uint8Array(Float32Array.from(values).buffer);
}

const pitches = [200, 300] as const;

/** Puts a folder with a model in the shape of KittenTTS there. */
export function putKitten(folder: string): string {
  const notes = {
    model_type: 'kitten-tts',
    n_speakers: '2',
    style_dim: '1,4',
    speaker_names: 'Ann,Bob',
  };
  return put(folder, {
    'model.fp16.onnx': styled(notes),
    'voices.bin': voicesAt(pitches),
    'tokens.txt': tokens,
    ...espeakData(),
  });
}

/** Puts a folder with a model in the shape of Kokoro there: of a later version it has words of its own, too. */
export function putKokoro(folder: string, version: 1 | 2 = 2): string {
  const longest = 200;
  return put(folder, {
    'model.int8.onnx': styled({
      n_speakers: '2',
      version: String(version),
      style_dim: `${longest},1,4`,
      speaker_names: 'af_ann,bm_bob',
    }),
    'voices.bin': voicesAt(pitches, longest),
    'tokens.txt': tokens,
    ...(version > 1 && { 'lexicon-us-en.txt': 'hello h ə l o\nthere ð ɛ ɹ\n' }),
    ...espeakData(),
  });
}

/** A spectrum for each sound, in which there is one pitch, and what makes sound of it. */
function matchaModels() {
  const bands = 2;
  const acoustic = modelOf({
    inputs: [
      ['x', 'int64', [1, 'T']],
      ['x_length', 'int64', [1]],
      ['noise_scale', 'float', [1]],
      ['length_scale', 'float', [1]],
    ],
    outputs: [['mel', 'float', [1, bands, 'F']]],
    nodes: [
      node('Cast', ['x'], 'numbers', { to: 1 }),
      node('Mul', ['numbers', 'none'], 'silent'),
      node('Unsqueeze', ['silent', 'middle'], 'row'),
      node('Expand', ['row', 'shape'], 'one'),
      node('Concat', ['one', 'one', 'one', 'one', 'one'], 'mel', { axis: 2 }),
    ],
    constants: [
      floats('none', [0], [1]),
      integers('middle', [1]),
      integers('shape', [1, bands, 1]),
    ],
    notes: {
      sample_rate: String(sampleRate),
      n_speakers: '1',
      jieba: '0',
      has_espeak: '1',
      use_eos_bos: '1',
      pad_id: '1',
      voice: 'en-us',
      language: 'English',
    },
  });
  const [hop, window] = [256, 1_024];
  const bins = window / 2 + 1;
  const [loudest, height] = [Math.round((200 * window) / sampleRate), 100];
  const everywhere = (value: number): readonly number[] =>
    Array.from({ length: bins }, () => value);
  const vocoder = modelOf({
    inputs: [['mels', 'float', [1, bands, 'F']]],
    outputs: [
      ['mag', 'float', [1, bins, 'F']],
      ['x', 'float', [1, bins, 'F']],
      ['y', 'float', [1, bins, 'F']],
    ],
    nodes: [
      node('Slice', ['mels', 'from', 'to', 'axis'], 'one'),
      node('Mul', ['one', 'none'], 'zero'),
      node('Add', ['zero', 'pitch'], 'mag'),
      node('Add', ['zero', 'ones'], 'x'),
      node('Add', ['zero', 'zeros'], 'y'),
    ],
    constants: [
      integers('from', [0]),
      integers('to', [1]),
      integers('axis', [1]),
      floats('none', [0], [1]),
      floats('pitch', everywhere(0).with(loudest, height), [1, bins, 1]),
      floats('ones', everywhere(1), [1, bins, 1]),
      floats('zeros', everywhere(0), [1, bins, 1]),
    ],
    notes: {
      model_type: 'vocos',
      sample_rate: String(sampleRate),
      n_fft: String(window),
      hop_length: String(hop),
      win_length: String(window),
      center: '1',
      normalized: '0',
      window_type: 'hann',
      pad_mode: 'reflect',
    },
  });
  return { acoustic, vocoder };
}

/** Puts a folder with a model in the shape of Matcha there, whose vocoder is in it. */
export function putMatcha(folder: string): string {
  const { acoustic, vocoder } = matchaModels();
  return put(folder, {
    'model-steps-3.onnx': acoustic,
    'vocos-22khz-univ.onnx': vocoder,
    'tokens.txt': tokens,
    ...espeakData(),
  });
}
