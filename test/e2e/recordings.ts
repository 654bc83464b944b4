import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { encode } from '@crier/rehearsal/sound/encode.ts';
import type { SoundFormat } from '@crier/rehearsal/sound/order.ts';
import { pitchOf } from '@crier/rehearsal/sound/pitch.ts';
import { startSoundMaker } from '@crier/rehearsal/sound/sound-maker.ts';

import { speechOf, told } from './room.ts';
import type { Room } from './room.ts';

/** Some seven seconds. */
export const recordedWords =
  'This recording is of one person who speaks for a little while, so that a voice can be made of it.';

export interface RecordingFile {
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** Recordings of people whose voices are so high, by the same speech that the stand-in makes. */
export interface RecordingStudio {
  of(
    targetHz: number,
    options?: { readonly text?: string; readonly format?: SoundFormat },
  ): Promise<RecordingFile>;
  close(): Promise<void>;
}

export function recordingStudio(): RecordingStudio {
  const maker = startSoundMaker();
  return {
    async of(targetHz, { text = recordedWords, format = 'mp3' } = {}) {
      const { pcm } = await maker.make({ text, timbre: { targetHz }, speed: 1, format: 'wav' });
      return { filename: `me.${format}`, bytes: await encode(pcm, format) };
    },
    close: () => maker.close(),
  };
}

/** Fundamental frequency of what was heard in the call. */
export async function pitchHeard({ listener }: Room, interaction: Interaction): Promise<number> {
  await told(interaction, /Spoken/);
  const packets = speechOf(listener, { fromMs: interaction.sentAtMs });
  const samples = await decodeHeard(packets.map(({ opus }) => opus));
  return pitchOf(samples, heardSampleRate) ?? 0;
}

/** Files of a folder that hold the bytes anywhere. */
export async function filesHolding(folder: string, bytes: Uint8Array): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const holding: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    if (content.includes(Buffer.from(bytes))) holding.push(path);
  }
  return holding;
}
