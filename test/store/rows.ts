import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** All rows of each table of a folder's store, in an order that says nothing of how they lie there. */
export function rowsOf(folder: string): Readonly<Record<string, readonly string[]>> {
  using file = new DatabaseSync(join(folder, 'crier.sqlite'), { readOnly: true });
  const tables = file
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => {
      const rows = file.prepare(`SELECT * FROM "${String(name)}"`).all();
      return [String(name), rows.map((row) => JSON.stringify(row)).toSorted()];
    }),
  );
}

/** A digest of every file of the folder, by its path. */
export async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  const contents = paths.map(async (path) => {
    const digest = createHash('sha256').update(await readFile(path));
    return [path.slice(folder.length + 1), digest.digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}
