import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

/** By model and machine: a folder of models may be used by several. */
const kept = z.record(z.string(), z.record(z.string(), z.number().positive()));

/** How fast each model is on this machine, kept beside the models. */
export function keptSpeeds(folder: string) {
  const path = join(folder, 'speeds.json');
  const machine = `${process.arch}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`;
  const read = (): z.infer<typeof kept> => {
    try {
      return kept.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      return {};
    }
  };
  return {
    of: (slug: string): number | undefined => read()[slug]?.[machine],
    /** Throws when it can’t be written. */
    keep(slug: string, realTimeFactor: number): void {
      const all = read();
      const model = { ...all[slug], [machine]: Number(realTimeFactor.toPrecision(3)) };
      writeFileSync(path, `${JSON.stringify({ ...all, [slug]: model }, undefined, 2)}\n`);
    },
  };
}
