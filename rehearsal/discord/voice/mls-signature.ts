import { createHash, createPublicKey, verify } from 'node:crypto';

import { vector } from './mls-bytes.ts';

/** Everything before the 65 bytes of an uncompressed point in the SubjectPublicKeyInfo of a P-256 key. */
const p256Prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

const version = 'MLS 1.0 ';

/** The bytes that are signed under a label (RFC 9420 5.1.2). */
export function labelled(label: string, content: Uint8Array): Buffer {
  return Buffer.concat([vector(Buffer.from(version + label, 'ascii')), vector(content)]);
}

/** Throws when the key is no point of the curve. */
export function verifyLabelled(
  publicKey: Buffer,
  label: string,
  content: Uint8Array,
  signature: Uint8Array,
): boolean {
  const der = Buffer.concat([p256Prefix, publicKey]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify('sha256', labelled(label, content), key, signature);
}

/** The reference by which a commit names a proposal, or a Welcome a key package (RFC 9420 5.2). */
export function reference(kind: 'Proposal' | 'KeyPackage', content: Uint8Array): string {
  return createHash('sha256')
    .update(labelled(`${kind} Reference`, content))
    .digest('hex');
}
