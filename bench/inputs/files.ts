import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { writeWav } from '@crier/rehearsal/sound/wav.ts';

import { fitted, readFile } from '#features/configuring/settings-file.ts';
import { fileIntake } from '#features/files/file-intake.ts';
import type { FileIntake } from '#features/files/file-intake.ts';
import type { fileBounds } from '#features/files/intake.ts';
import { receiveClip } from '#features/own-voices/clip-intake.ts';
import { Pronunciations } from '#features/pronounce/pronunciations.ts';
import { capsOf } from '#ops/memory.js';
import { serverSettings } from '#store/server-settings.ts';

import type { Input } from './input.ts';
import { phraseFileInputs, phraseShelf } from './phrase-files.ts';
import { asker } from './rig.ts';
import type { Rig } from './rig.ts';

/** A server that has files of people, and the way in for them. */
export interface GivenFiles extends AsyncDisposable {
  readonly files: FileIntake;
  inputs(rig: Rig): readonly Input[];
}

const rate = 44_100;
/** A voice that hums, from one of its swells to the next. */
const swell = Float32Array.from(
  { length: Math.round(2 * Math.PI * 3_000) },
  (_, at) => 0.4 * Math.sin(at / 60) * (0.6 + 0.4 * Math.sin(at / 3_000)),
);

/** That voice for as long as its file may be. */
function wav(bytes: number): Uint8Array {
  const samples = new Float32Array((bytes - 44) / 2);
  for (let at = 0; at < samples.length; at += swell.length)
    samples.set(swell.subarray(0, samples.length - at), at);
  return writeWav(samples, rate);
}
const heading = Array.from({ length: 5_000 }, (_, at) => `c${at}`).join(',');
const shelf: Readonly<Record<string, Uint8Array>> = {
  sound: wav(5 * 2 * rate),
  longSound: wav(2 * 2 ** 20),
  clip: wav(10 * 2 ** 20),
  noise: Buffer.alloc(10 * 2 ** 20, 'OggS'),
  // As many words as a person keeps, which are all new.
  words: Buffer.from(
    `word,say\n${Array.from({ length: 500 }, (_, at) => `${String(at).padEnd(60, '!')},${'y'.repeat(300)}`).join('\n')}`,
  ),
  columns: Buffer.from(`word,say,${heading}\n${'a,b\n'.repeat(20_000)}`),
  rows: Buffer.from(`word,say\n${'a,b\n'.repeat(60_000)}`),
  quote: Buffer.from(`word,say\n"${'a'.repeat(250_000)}`),
  json: Buffer.from('['.repeat(200_000)),
  ...phraseShelf,
};

export async function givenFiles(): Promise<GivenFiles> {
  const server: Server = createServer((request, response) => {
    response.end(shelf[request.url?.slice(1) ?? '']);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const files = fileIntake([host], capsOf(2 ** 29), new AbortController().signal);
  const given = (name: string) => ({
    file: { url: `http://${host}/${name}`, size: shelf[name]?.length ?? 0 },
    tell: () => undefined,
  });
  return {
    files,
    inputs: (rig) => [...inputsOf(rig, files, given), ...phraseFileInputs(rig, files, given)],
    async [Symbol.asyncDispose]() {
      files.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function inputsOf(
  { store, patterns, askWords }: Rig,
  files: FileIntake,
  given: (name: string) => Parameters<typeof receiveClip>[1],
): readonly Input[] {
  const words = new Pronunciations({ ...store, ...files, ...patterns, words: askWords });
  /** Somebody else each time, who has no words yet. */
  const from = (run: number) => ({ ...asker, id: String(run), guildId: undefined });
  const limits = { minMs: 3_000, maxMs: 10_000 };
  const sizes: Readonly<Record<Exclude<keyof typeof fileBounds, 'phrases'>, string>> = {
    clip: '10 MB',
    sound: '2 MB and 5 s',
    settings: '512 kB, 25,000 commas, colons and brackets, lists of 2,000',
    table: '256 kB, and as many rows as one keeps words, 20 columns, 4,000 characters a row',
  };
  const inTurn =
    'four files at a time, one of a person, read by two processes; refused when 20 wait';
  const now = serverSettings.parse({});
  const lacking = () => undefined;
  const there = { channel: lacking, role: lacking, person: lacking, voice: () => false };
  return [
    {
      name: 'file/settings',
      bound: `${sizes.settings}, refused above; ${inTurn}`,
      works: [
        settingsOf({ reading: { channelIds: idsUpTo(2_000) } }),
        settingsOf({ channels: Object.fromEntries(idsUpTo(2_000).map((id) => [id, {}])) }),
        settingsOf(manyKeys),
        deep,
      ].map((bytes) => () => {
        try {
          fitted(readFile(bytes), now, there);
        } catch (error) {
          isRefused(error);
        }
      }),
    },
    {
      name: 'file/table',
      bound: `${sizes.table}, refused above; ${inTurn}`,
      isSliced: true,
      works: ['words', 'columns', 'rows', 'quote', 'json'].map(
        (name) => (run) => words.import(from(run), given(name), 'me'),
      ),
    },
    {
      name: 'file/sound',
      bound: `${sizes.sound}, refused above; ${inTurn}`,
      isSliced: true,
      works: ['sound', 'longSound'].map((name) => async (run) => {
        const word = { from: 'beep', match: 'word' as const, caseSensitive: false };
        await words.addSound(from(run), word, given(name), 'me').catch(isRefused);
      }),
    },
    {
      name: 'file/clip',
      bound: `${sizes.clip}, refused above; ${inTurn}`,
      isSliced: true,
      works: ['clip', 'noise'].map((name) => async (run) => {
        await receiveClip(String(run), given(name), limits, files).catch(isRefused);
      }),
    },
  ];
}

const idsUpTo = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => String(at).padEnd(20, '0'));
const manyKeys = Object.fromEntries(idsUpTo(12_000).map((id) => [id, 0]));
const deep = Buffer.from(`{"crier":"settings","version":1,"settings":${'['.repeat(400_000)}`);

function settingsOf(settings: object): Uint8Array {
  return Buffer.from(JSON.stringify({ crier: 'settings', version: 1, settings }));
}

function isRefused(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'UserError') throw error;
}
