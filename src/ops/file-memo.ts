import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Lanes } from './lanes.ts';
import type { Memo } from './memo.ts';
import { onceWhileBroken } from './while-broken.ts';
import { writeWhole } from './write-whole.ts';

/**
 * A memo as one JSON file a name. Files are written whole and renamed: a crash or a full disk leaves the old one or the
 * new one. What can't be read is as good as absent; `onTrouble` is told of what can't be written, once until something
 * can again.
 */
export function fileMemo(
  folder: string,
  onTrouble: (error: unknown) => void = () => undefined,
): Memo {
  const fileOf = (name: string): string => join(folder, `${encodeURIComponent(name)}.json`);
  /** Two writes of one name would rename each other's half-written file. */
  const writing = new Lanes();
  const trouble = onceWhileBroken(onTrouble);

  async function write(name: string, value: unknown): Promise<void> {
    try {
      await mkdir(folder, { recursive: true });
      await writeWhole(fileOf(name), `${fileOf(name)}.new`, JSON.stringify(value));
      trouble.worked();
    } catch (error) {
      trouble.failed(error);
    }
  }

  return {
    async get(name) {
      try {
        return JSON.parse(await readFile(fileOf(name), 'utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
    put: (name, value) => writing.run(name, () => write(name, value)),
  };
}
