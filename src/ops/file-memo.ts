import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Memo } from './memo.ts';
import { onceWhileBroken } from './while-broken.ts';

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
  const writing = new Map<string, Promise<void>>();
  const trouble = onceWhileBroken(onTrouble);

  async function write(name: string, value: unknown): Promise<void> {
    const draft = `${fileOf(name)}.new`;
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(draft, JSON.stringify(value));
      await rename(draft, fileOf(name));
      trouble.worked();
    } catch (error) {
      trouble.failed(error);
      await rm(draft, { force: true }).catch(() => undefined);
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
    async put(name, value) {
      // Two writes of one name would rename each other's half-written file.
      const before = writing.get(name) ?? Promise.resolve();
      const written = before.then(() => write(name, value));
      writing.set(name, written);
      await written;
      if (writing.get(name) === written) writing.delete(name);
    },
  };
}
