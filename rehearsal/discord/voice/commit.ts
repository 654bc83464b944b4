import { ciphersuite, demand, mlsVersion, readLeafNode } from './key-package.ts';
import { MlsReader } from './mls-bytes.ts';

/** Op 28 taken apart: a commit, and a Welcome when it adds somebody. */
export interface CommitWelcome {
  readonly groupId: Buffer;
  readonly epoch: bigint;
  /** The committer's leaf. */
  readonly senderLeaf: number;
  /** Hex of the proposals that it commits, in its own order. */
  readonly references: readonly string[];
  readonly commit: Buffer;
  readonly welcome: Welcome | undefined;
}

interface Welcome {
  readonly bytes: Buffer;
  /** Hex of the KeyPackageRefs of those who are let in. */
  readonly references: readonly string[];
}

const publicMessage = 1;
const fromMember = 1;
const commitContent = 3;
const byReference = 2;

/**
 * Walks the commit (a PublicMessage, RFC 9420 6.2) to find its end. Throws when it is none, or commits a proposal that is
 * not the voice server's: DAVE clients may only commit by reference.
 */
export function readCommitWelcome(body: Buffer): CommitWelcome {
  const reader = new MlsReader(body);
  demand(reader.u16() === mlsVersion, 'the version is not MLS 1.0');
  demand(reader.u16() === publicMessage, 'the commit is no public message');
  const groupId = reader.vector();
  const epoch = reader.u64();
  demand(reader.u8() === fromMember, 'the sender of the commit is no member');
  const senderLeaf = reader.u32();
  reader.vector();
  demand(reader.u8() === commitContent, 'the message is no commit');
  const references = readReferences(reader.vector());
  skipUpdatePath(reader);
  for (const _part of ['signature', 'confirmation tag', 'membership tag']) reader.vector();
  const commit = reader.since(0);
  const welcome = reader.ended ? undefined : readWelcome(reader.rest());
  return { groupId, epoch, senderLeaf, references, commit, welcome };
}

function readReferences(proposals: Buffer): string[] {
  const reader = new MlsReader(proposals);
  const references: string[] = [];
  while (!reader.ended) {
    demand(reader.u8() === byReference, 'a proposal is committed by value');
    references.push(reader.vector().toString('hex'));
  }
  return references;
}

function skipUpdatePath(reader: MlsReader): void {
  if (reader.u8() === 0) return;
  readLeafNode(reader);
  reader.vector();
}

function readWelcome(bytes: Buffer): Welcome {
  const reader = new MlsReader(bytes);
  demand(reader.u16() === ciphersuite, 'the ciphersuite of the Welcome is not 2');
  const secrets = new MlsReader(reader.vector());
  const references: string[] = [];
  while (!secrets.ended) {
    references.push(secrets.vector().toString('hex'));
    secrets.vector();
    secrets.vector();
  }
  reader.vector();
  demand(reader.ended, 'bytes follow the Welcome');
  return { bytes, references };
}
