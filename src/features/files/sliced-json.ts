import type { WorkSlice } from '#audio/work-slice.ts';

/** Items of a list that become text in one slice. */
const itemsPerSlice = 50;

/** The text of an object whose lists may be long, in pieces. */
export async function slicedJson(held: object, slice: WorkSlice): Promise<readonly Uint8Array[]> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  const write = (text: string): void => void pieces.push(encoder.encode(text));
  let separator = '{\n';
  for (const [key, value] of Object.entries(held)) {
    write(`${separator}  ${JSON.stringify(key)}: `);
    if (Array.isArray(value)) await writeList(value, write, slice);
    else write(JSON.stringify(value, undefined, 2) ?? 'null');
    separator = ',\n';
  }
  write('\n}\n');
  return pieces;
}

async function writeList(
  items: readonly unknown[],
  write: (text: string) => void,
  slice: WorkSlice,
): Promise<void> {
  write('[');
  for (let from = 0; from < items.length; from += itemsPerSlice) {
    const text = JSON.stringify(items.slice(from, from + itemsPerSlice), undefined, 2);
    // Without the brackets of the slice.
    write(`${from === 0 ? '' : ','}${text.slice(1, -2)}`);
    await slice.breathe();
  }
  write(items.length === 0 ? ']' : '\n]');
}
