import type { MemoryCaps } from '#ops/memory.js';

import type { Check, Part } from './check.ts';
import { ok, warning } from './check.ts';

/** An amount of memory, and who says so. */
export interface Memory {
  readonly bytes: number;
  readonly of: 'CRIER_MEMORY' | 'container' | 'machine';
  readonly caps: MemoryCaps;
}

const mebibyte = 2 ** 20;
/** One bot with a call, and some room beside it. */
const littleMb = 256;

/** Tells by how much memory Crier goes, what follows from it, and whether there is as much. */
export function memory(given: Memory, here: Pick<Memory, 'bytes' | 'of'>): Check {
  return {
    name: 'memory',
    look: async () => [found(given, here)],
  };
}

function found({ bytes, of, caps }: Memory, here: Pick<Memory, 'bytes' | 'of'>): Part {
  const whose = of === 'CRIER_MEMORY' ? 'by CRIER_MEMORY' : `of this ${of}`;
  if (bytes > here.bytes)
    return warning(
      `Crier goes by ${mbOf(bytes)} ${whose}, and this ${here.of} has ${mbOf(here.bytes)}.`,
      'Set a smaller CRIER_MEMORY, or none.',
    );
  if (bytes < littleMb * mebibyte)
    return warning(
      `${mbOf(bytes)} ${whose} are little for all of Crier’s processes together.`,
      'Give it more: 512 MB are enough for one bot.',
    );
  const models = caps.models === 1 ? 'one model' : `${caps.models} models`;
  const readers = caps.readers === 1 ? 'one reader' : `${caps.readers} readers`;
  return ok(
    `Crier goes by ${mbOf(bytes)} ${whose}: a heap of ${caps.heapMb} MB, ${mbOf(caps.speechBytes)} of speech and ` +
      `${mbOf(caps.recordingsBytes)} of recordings in memory, ${readers} of files, ${models} of this machine.`,
  );
}

function mbOf(bytes: number): string {
  return `${Math.floor(bytes / mebibyte)} MB`;
}
