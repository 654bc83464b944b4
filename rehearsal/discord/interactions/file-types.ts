/** The `file_types` filter of attachment options and file uploads: it looks at the name alone, as Discord's client does. */
import { extname } from 'node:path';

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  audio: ['.mp3', '.m4a', '.wav', '.ogg', '.opus', '.flac'],
  image: ['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif'],
  video: ['.mp4', '.mov', '.webm'],
};

export function acceptsFile(types: readonly string[] | undefined, filename: string): boolean {
  if (types === undefined || types.length === 0) return true;
  const extension = extname(filename).toLowerCase();
  return types.some((type) => (GROUPS[type] ?? [type.toLowerCase()]).includes(extension));
}
