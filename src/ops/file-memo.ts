import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Memo } from '../speech/memo.ts';

/**
 * A memo as one JSON file a name. Files are written whole and renamed: a crash leaves the old one or the new one. What
 * can't be read is as good as absent.
 */
export function fileMemo(folder: string): Memo {
  const fileOf = (name: string): string => join(folder, `${encodeURIComponent(name)}.json`);
  const writing = new Map<string, Promise<void>>();

  async function write(
    name: string,
    value: unknown,
    before: Promise<void> | undefined,
  ): Promise<void> {
    // Two writes of one name would rename each other's half-written file.
    await before?.catch(() => undefined);
    await mkdir(folder, { recursive: true });
    const draft = `${fileOf(name)}.new`;
    await writeFile(draft, JSON.stringify(value));
    await rename(draft, fileOf(name));
  }

  return {
    async get(name) {
      try {
        return JSON.parse(await readFile(fileOf(name), 'utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
    async put(name, value) {
      const written = write(name, value, writing.get(name));
      writing.set(name, written);
      try {
        await written;
      } finally {
        if (writing.get(name) === written) writing.delete(name);
      }
    },
  };
}
