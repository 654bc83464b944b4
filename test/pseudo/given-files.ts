import { unzipSync } from 'fflate';

const maxTableBytes = 50_000;

/** A file that somebody gave, as far as it can be shown: texts in tables, boards and packages of them, and what those are called. */
export function textsOfFile(filename: string, bytes: Uint8Array): readonly string[] {
  if (/\.(?:zip|obz)$/u.test(filename))
    return Object.entries(unzipped(bytes)).flatMap(([name, inside]) =>
      stemsOf(name).concat(textsOfFile(name, inside)),
    );
  if (bytes.length > maxTableBytes) return [];
  const text = Buffer.from(bytes).toString();
  if (filename.endsWith('.csv')) return cellsOf(text);
  return /\.(?:json|obf)$/u.test(filename) ? [...cellsOf(text), ...stringsOf(text)] : [];
}

/** Hostile ones are packages as well. */
function unzipped(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(bytes, { filter: ({ originalSize }) => originalSize <= maxTableBytes });
  } catch {
    return {};
  }
}

/** A recording is called like its file, and its folder like that. */
function stemsOf(path: string): readonly string[] {
  return path.split('/').map((part) => part.replace(/\.\w+$/u, ''));
}

function cellsOf(text: string): readonly string[] {
  return text.split(/["\n:,;\t]/u).map((cell) => cell.trim());
}

function stringsOf(text: string): readonly string[] {
  const found: string[] = [];
  try {
    JSON.parse(text, (key, value: unknown) => {
      found.push(key);
      if (typeof value === 'string') found.push(value);
    });
  } catch {
    // It was meant to be none.
  }
  return found;
}
