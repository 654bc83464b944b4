import type { CommitWelcome } from './commit.ts';
import type { GroupChange, Proposal } from './external-sender.ts';
import type { Seat } from './group-roster.ts';
import { demand } from './key-package.ts';

/** Proposals on their way: sent, and not yet committed. At most one batch a group. */
export class Batch {
  readonly epoch: bigint;
  /** Makes the group: everybody asked has a group of their own, and is not asked to add themselves. */
  readonly founds: boolean;
  readonly asked: Set<Seat>;
  /** Good commits of members that let others go first. */
  readonly deferred = new Map<Seat, CommitWelcome>();
  readonly proposals: readonly Proposal[];

  constructor(options: {
    readonly epoch: bigint;
    readonly founds: boolean;
    readonly asked: readonly Seat[];
    readonly proposals: readonly Proposal[];
  }) {
    this.epoch = options.epoch;
    this.founds = options.founds;
    this.asked = new Set(options.asked);
    this.proposals = options.proposals;
  }

  /** The proposals that this member is asked to commit. */
  proposalsFor(seat: Seat): Proposal[] {
    if (!this.founds) return [...this.proposals];
    return this.proposals.filter(({ change }) => change.userId !== seat.member.userId);
  }

  adds(userId: string): boolean {
    return this.proposals.some(({ change }) => change.kind === 'add' && change.userId === userId);
  }

  /** The changes that a commit makes, in its order. Throws when it is not the commit that was asked for. */
  check(seat: Seat, groupId: Buffer, commit: CommitWelcome): GroupChange[] {
    demand(this.asked.has(seat), 'who was not asked commits');
    demand(commit.groupId.equals(groupId), 'the group is not the channel');
    const leaf = this.founds ? 0 : seat.leaf;
    demand(commit.senderLeaf === leaf, `the sender is at leaf ${leaf}, not ${commit.senderLeaf}`);
    const expected = this.proposalsFor(seat).map(({ reference }) => reference);
    demand(
      isPermutation(commit.references, expected),
      'the commit is not of the proposals that were sent',
    );
    const byReference = new Map(this.proposals.map((each) => [each.reference, each.change]));
    const changes = commit.references.flatMap((reference) => byReference.get(reference) ?? []);
    const added = changes.flatMap((change) =>
      change.kind === 'add' ? [change.keyPackage.reference] : [],
    );
    demand(
      isPermutation(commit.welcome?.references ?? [], added),
      'the Welcome is not for those who were added',
    );
    return changes;
  }

  /** Whether somebody is asked who does not let others go first. */
  get hasEagerMember(): boolean {
    return [...this.asked].some(({ member }) => !member.defersCommits);
  }
}

function isPermutation(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.toSorted().join() === right.toSorted().join();
}
