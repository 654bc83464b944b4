import { type Readable, type Transform, pipeline } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
};
/** Nobody codes a body more than twice, but for mischief. */
const maxCodings = 2;

/**
 * A body without its codings (RFC 9110, 8.4). No request of ours asks for any, but gateways add them all the same, and the
 * answer to a submit is worth money. It is decoded no faster than it is read, so that whoever reads bounds what it
 * swells to. With a coding that nobody knows it is given as it came.
 */
export function decoded(body: Readable, codings = ''): Readable {
  const names = codings
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > maxCodings || !names.every((name) => Object.hasOwn(decoders, name)))
    return body;
  let stream = body;
  for (const name of names.toReversed()) {
    const decoder = decoders[name]?.();
    // Errors are told by the last of the streams, to whoever reads it.
    if (decoder) stream = pipeline(stream, decoder, () => undefined);
  }
  return stream;
}
