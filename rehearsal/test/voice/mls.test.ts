import { fc } from '@fast-check/vitest';
import { DAVESession } from '@snazzah/davey';
import { expect, test } from 'vitest';

import { readCommitWelcome } from '#discord/voice/commit.ts';
import { ExternalSender, appendProposals } from '#discord/voice/external-sender.ts';
import { readKeyPackage } from '#discord/voice/key-package.ts';
import { MlsReader, vector } from '#discord/voice/mls-bytes.ts';

const channelId = '600000000000000007';
const annaId = '800000000000000001';
const benId = '800000000000000002';

const sender = new ExternalSender(channelId);
const anna = new DAVESession(1, annaId, channelId);
anna.setExternalSender(sender.announcement);
const benPackage = new DAVESession(1, benId, channelId).getSerializedKeyPackage();

/** Op 28 of Anna, who adds Ben. */
function commitOfAnna(): { body: Buffer; reference: string } {
  const keyPackage = readKeyPackage(benPackage, benId);
  const proposal = sender.propose({ kind: 'add', userId: benId, keyPackage }, 0n);
  const { commit, welcome } = anna.processProposals(0, appendProposals([proposal]).subarray(1), [
    benId,
  ]);
  return {
    body: Buffer.concat([commit ?? Buffer.alloc(0), welcome ?? Buffer.alloc(0)]),
    reference: proposal.reference,
  };
}

const { body, reference } = commitOfAnna();

test('a commit of OpenMLS is taken apart, and names the proposal and the key package', () => {
  const commit = readCommitWelcome(body);
  expect(commit.epoch).toBe(0n);
  expect(commit.senderLeaf).toBe(0);
  expect(commit.groupId).toEqual(sender.groupId);
  expect(commit.references).toEqual([reference]);
  expect(commit.welcome?.references).toEqual([readKeyPackage(benPackage, benId).reference]);
  expect(Buffer.concat([commit.commit, commit.welcome?.bytes ?? Buffer.alloc(0)])).toEqual(body);
});

test('a commit that ends too soon is none', () => {
  fc.assert(
    fc.property(fc.nat({ max: body.length - 1 }), (length) => {
      const { commit } = readCommitWelcome(body);
      if (length === commit.length) return;
      expect(() => readCommitWelcome(body.subarray(0, length))).toThrow(Error);
    }),
  );
});

test('a proposal with a wrong signature is refused by OpenMLS', () => {
  const stranger = new ExternalSender(channelId);
  const keyPackage = readKeyPackage(benPackage, benId);
  const proposal = stranger.propose({ kind: 'add', userId: benId, keyPackage }, 0n);
  const carol = new DAVESession(1, '800000000000000003', channelId);
  carol.setExternalSender(sender.announcement);
  expect(() => carol.processProposals(0, appendProposals([proposal]).subarray(1), [benId])).toThrow(
    'proposal',
  );
});

test('a key package may come inside an MLS message', () => {
  const wrapped = Buffer.concat([Buffer.from('00010005', 'hex'), benPackage]);
  expect(readKeyPackage(wrapped, benId).bytes).toEqual(benPackage);
});

test('no bit of a key package can be changed unnoticed', () => {
  fc.assert(
    fc.property(fc.nat({ max: benPackage.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(benPackage);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => readKeyPackage(changed, benId)).toThrow(Error);
    }),
  );
});

test('vectors are read as they were written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
      const reader = new MlsReader(vector(bytes));
      expect(reader.vector()).toEqual(Buffer.from(bytes));
      expect(reader.ended).toBe(true);
    }),
  );
});
