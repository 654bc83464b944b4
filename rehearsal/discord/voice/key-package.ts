import { MlsReader, u64 } from './mls-bytes.ts';
import { reference, verifyLabelled } from './mls-signature.ts';

/** A client's offer to be added to a group; good for one group. */
export interface KeyPackage {
  readonly bytes: Buffer;
  /** Hex of the KeyPackageRef, by which a Welcome addresses it. */
  readonly reference: string;
}

export const mlsVersion = 1;
/** MLS_128_DHKEMP256_AES128GCM_SHA256_P256, the only one of DAVE 1. */
export const ciphersuite = 2;
const keyPackageWireFormat = 5;
const basicCredential = 1;
const fromKeyPackage = 1;
const pointBytes = 65;
const endOfTime = 2n ** 64n - 1n;

/**
 * Reads op 26. Throws an `Error` whose message says what is wrong when the package is not what DAVE 1 demands of this user:
 * version, ciphersuite, keys, credential, an endless lifetime, both signatures.
 */
export function readKeyPackage(body: Buffer, userId: string): KeyPackage {
  const bytes = unwrapped(body);
  const reader = new MlsReader(bytes);
  demand(reader.u16() === mlsVersion, 'the version is not MLS 1.0');
  demand(reader.u16() === ciphersuite, 'the ciphersuite is not 2');
  const initKey = reader.vector();
  demand(initKey.length === pointBytes, 'the init key is no P-256 point');
  const leaf = readLeafNode(reader);
  demand(!leaf.encryptionKey.equals(initKey), 'init key and encryption key are the same');
  demand(leaf.identity.equals(u64(BigInt(userId))), `the identity is not ${userId}`);
  demand(
    leaf.lifetime?.notBefore === 0n && leaf.lifetime.notAfter === endOfTime,
    'the lifetime is not endless',
  );
  demand(
    verifyLabelled(leaf.signatureKey, 'LeafNodeTBS', leaf.signed, leaf.signature),
    'the signature of the leaf node is wrong',
  );
  reader.vector();
  const signed = reader.since(0);
  const signature = reader.vector();
  demand(reader.ended, 'bytes follow the key package');
  demand(
    verifyLabelled(leaf.signatureKey, 'KeyPackageTBS', signed, signature),
    'the signature of the key package is wrong',
  );
  return { bytes, reference: reference('KeyPackage', bytes) };
}

/** Some clients send the package inside an MLSMessage. */
function unwrapped(body: Buffer): Buffer {
  return body.length > 4 && body.readUInt16BE(2) === keyPackageWireFormat ? body.subarray(4) : body;
}

interface LeafNode {
  readonly encryptionKey: Buffer;
  readonly signatureKey: Buffer;
  readonly identity: Buffer;
  /** Only in a key package. */
  readonly lifetime: { readonly notBefore: bigint; readonly notAfter: bigint } | undefined;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** RFC 9420 7.2. */
export function readLeafNode(reader: MlsReader): LeafNode {
  const start = reader.offset;
  const encryptionKey = reader.vector();
  const signatureKey = reader.vector();
  demand(encryptionKey.length === pointBytes, 'the encryption key is no P-256 point');
  demand(signatureKey.length === pointBytes, 'the signature key is no P-256 point');
  demand(reader.u16() === basicCredential, 'the credential is not basic');
  const identity = reader.vector();
  for (const _capability of [
    'versions',
    'ciphersuites',
    'extensions',
    'proposals',
    'credentials',
  ]) {
    reader.vector();
  }
  const lifetime = readSource(reader);
  reader.vector();
  const signed = reader.since(start);
  return { encryptionKey, signatureKey, identity, lifetime, signed, signature: reader.vector() };
}

function readSource(reader: MlsReader): LeafNode['lifetime'] {
  const source = reader.u8();
  if (source === fromKeyPackage) return { notBefore: reader.u64(), notAfter: reader.u64() };
  const fromCommit = 3;
  demand(source === fromCommit, 'the leaf node is neither from a key package nor from a commit');
  reader.vector();
  return undefined;
}

export function demand(condition: boolean, complaint: string): asserts condition {
  if (!condition) throw new Error(complaint);
}
