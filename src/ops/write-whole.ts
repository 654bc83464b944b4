import { rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a file whole: as a draft beside it, which takes its place. A crash or a full disk leaves the old one or the new
 * one, and no half of it.
 */
export async function writeWhole(
  path: string,
  draft: string,
  content: string | Uint8Array,
  options?: { readonly mode?: number; readonly flush?: boolean },
): Promise<void> {
  try {
    await writeFile(draft, content, options);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
