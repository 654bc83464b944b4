import { closeSync, openSync, readSync } from 'node:fs';

/** Notes that a model’s maker left in its file, by their names. */
export type OnnxNotes = ReadonlyMap<string, string>;

/** The fields of `ModelProto` and `StringStringEntryProto` in onnx.proto that are read. */
const metadataField = 14;
const [keyField, valueField] = [1, 2];
/** Wire types of protobuf. https://protobuf.dev/programming-guides/encoding/#structure */
const [varint, fixed64, bytes, fixed32] = [0, 1, 2, 5];
const maxNoteBytes = 1_000_000;
const maxFields = 10_000;

/**
 * The notes in an ONNX file, of which nothing else is read: the graph, hundreds of megabytes, is skipped. What can’t be read
 * ends them.
 */
export function onnxNotes(path: string): OnnxNotes {
  const notes = new Map<string, string>();
  const file = openSync(path, 'r');
  try {
    let at = 0;
    for (let count = 0; count < maxFields; count += 1) {
      const field = fieldIn(readAt(file, at, 20));
      if (!field) break;
      const begin = at + field.headBytes;
      if (field.number === metadataField && field.contentBytes <= maxNoteBytes) {
        const [key, value = ''] = noteIn(readAt(file, begin, field.contentBytes));
        if (key !== undefined) notes.set(key, value);
      }
      at = begin + field.contentBytes;
    }
  } finally {
    closeSync(file);
  }
  return notes;
}

function readAt(file: number, at: number, sizeBytes: number): Uint8Array {
  const buffer = Buffer.alloc(sizeBytes);
  return buffer.subarray(0, readSync(file, buffer, 0, sizeBytes, at));
}

interface Field {
  readonly number: number;
  readonly headBytes: number;
  readonly contentBytes: number;
}

/** The field that begins there; undefined at the end, and where no field is. */
function fieldIn(head: Uint8Array): Field | undefined {
  const tag = varintIn(head, 0);
  if (!tag || tag.value === 0) return undefined;
  const number = Math.floor(tag.value / 8);
  const wire = tag.value % 8;
  if (wire === fixed64) return { number, headBytes: tag.end, contentBytes: 8 };
  if (wire === fixed32) return { number, headBytes: tag.end, contentBytes: 4 };
  const next = varintIn(head, tag.end);
  if (!next) return undefined;
  if (wire === varint) return { number, headBytes: next.end, contentBytes: 0 };
  return wire === bytes ? { number, headBytes: next.end, contentBytes: next.value } : undefined;
}

function noteIn(entry: Uint8Array): readonly [key: string, value: string] | readonly [] {
  const texts: Record<number, string> = {};
  for (let at = 0; at < entry.length;) {
    const field = fieldIn(entry.subarray(at, at + 20));
    if (!field) break;
    const begin = at + field.headBytes;
    at = begin + field.contentBytes;
    texts[field.number] = Buffer.from(entry.subarray(begin, at)).toString('utf8');
  }
  const [key, value] = [texts[keyField], texts[valueField]];
  return key === undefined ? [] : [key, value ?? ''];
}

function varintIn(
  head: Uint8Array,
  begin: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let at = begin; at < Math.min(head.length, begin + 10); at += 1) {
    const byte = head[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (at - begin));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}
