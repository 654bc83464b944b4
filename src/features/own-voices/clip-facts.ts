import { createHash } from 'node:crypto';

import type { Clip } from '#audio/clip/clip.ts';
import type { ClipFacts } from '#store/clips.ts';

/** The facts that the store will know of a recording once it is kept. */
export function factsOf({ bytes, format, durationMs }: Clip): ClipFacts {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { hash, format, durationMs, sizeBytes: bytes.byteLength };
}
