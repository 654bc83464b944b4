import { generateKeyPairSync, sign } from 'node:crypto';

import { mlsVersion } from './key-package.ts';
import type { KeyPackage } from './key-package.ts';
import { u16, u32, u64, u8, vector } from './mls-bytes.ts';
import { labelled, reference } from './mls-signature.ts';

/** An Add or Remove that the voice server proposes to a group, as it is sent in op 27. */
export interface Proposal {
  readonly change: GroupChange;
  readonly message: Buffer;
  /** Hex of the ProposalRef, by which commits name it. */
  readonly reference: string;
}

export type GroupChange =
  | { readonly kind: 'add'; readonly userId: string; readonly keyPackage: KeyPackage }
  | { readonly kind: 'remove'; readonly userId: string; readonly leaf: number };

const publicMessage = 1;
const externalSenderType = 2;
const proposalContent = 2;
const addProposal = 1;
const removeProposal = 3;
const basicCredential = 1;
const pointBytes = 65;
const append = 0;
const revoke = 1;

/** The voice server's part in one MLS group: it is no member, but may propose who is added and removed. */
export class ExternalSender {
  readonly #groupId: Buffer;
  readonly #privateKey;
  /** Body of op 25: signature key and credential. */
  readonly announcement: Buffer;

  constructor(channelId: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#groupId = u64(BigInt(channelId));
    this.#privateKey = privateKey;
    const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-pointBytes);
    const identity = vector(u64(0n));
    this.announcement = Buffer.concat([vector(point), u16(basicCredential), identity]);
  }

  get groupId(): Buffer {
    return this.#groupId;
  }

  /** A signed proposal for this epoch. External senders sign without the group context (RFC 9420 6.1). */
  propose(change: GroupChange, epoch: bigint): Proposal {
    const proposal =
      change.kind === 'add'
        ? Buffer.concat([u16(addProposal), change.keyPackage.bytes])
        : Buffer.concat([u16(removeProposal), u32(change.leaf)]);
    const content = Buffer.concat([
      u16(publicMessage),
      vector(this.#groupId),
      u64(epoch),
      u8(externalSenderType),
      u32(0),
      vector(),
      u8(proposalContent),
      proposal,
    ]);
    const message = Buffer.concat([u16(mlsVersion), content]);
    const signature = sign('sha256', labelled('FramedContentTBS', message), this.#privateKey);
    const authenticated = Buffer.concat([content, vector(signature)]);
    return {
      change,
      message: Buffer.concat([u16(mlsVersion), authenticated]),
      reference: reference('Proposal', authenticated),
    };
  }
}

/** Body of op 27 with new proposals. */
export function appendProposals(proposals: readonly Proposal[]): Buffer {
  return Buffer.concat([u8(append), vector(...proposals.map(({ message }) => message))]);
}

/** Body of op 27 that takes proposals back. */
export function revokeProposals(proposals: readonly Proposal[]): Buffer {
  const references = proposals.map(({ reference }) => vector(Buffer.from(reference, 'hex')));
  return Buffer.concat([u8(revoke), vector(...references)]);
}
