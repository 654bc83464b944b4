import { Batch } from './batch.ts';
import { readCommitWelcome } from './commit.ts';
import type { CommitWelcome } from './commit.ts';
import { ExternalSender, appendProposals, revokeProposals } from './external-sender.ts';
import type { GroupChange } from './external-sender.ts';
import type { VoiceFaults } from './faults.ts';
import { GroupRoster } from './group-roster.ts';
import type { Seat, Wish } from './group-roster.ts';
import { demand, readKeyPackage } from './key-package.ts';
import type { Member } from './member.ts';
import { u16 } from './mls-bytes.ts';
import { op } from './opcodes.ts';
import { Transitions } from './transitions.ts';
import type { Rule } from './violations.ts';

interface Surroundings {
  readonly channelId: string;
  readonly faults: VoiceFaults;
  readonly report: (userId: string, rule: Rule, detail: string) => void;
}

/** End-to-end encryption of one channel as the voice server sees it: DAVE protocol 1 over MLS. Knows no keys. */
export class Group {
  readonly #surroundings: Surroundings;
  readonly #sender: ExternalSender;
  readonly #roster = new GroupRoster();
  readonly #transitions: Transitions;
  #version: 0 | 1;
  #batch: Batch | undefined;
  /** Proposals of this epoch that were taken back. */
  readonly #revoked = new Set<string>();
  #proposing: NodeJS.Timeout | undefined;
  /** The first group after an upgrade is announced with a transition of its own, so that nobody is cut off. */
  #upgrading = false;
  #downgrading = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#sender = new ExternalSender(surroundings.channelId);
    this.#version = surroundings.faults.daveVersion;
    this.#transitions = new Transitions(() => this.#advance());
  }

  get version(): 0 | 1 {
    return this.#version;
  }

  join(member: Member): void {
    const seat: Seat = { member, offer: undefined, leaf: undefined, knowsSender: false };
    this.#roster.seats.set(member.userId, seat);
    if (this.#version === 1) this.#introduceSender(seat);
  }

  leave(userId: string): void {
    const seat = this.#roster.seats.get(userId);
    if (!seat) return;
    this.#roster.seats.delete(userId);
    this.#transitions.forget(seat);
    this.#leaveBatch(seat);
    this.#advance();
  }

  receiveKeyPackage(userId: string, body: Buffer): void {
    const seat = this.#roster.seats.get(userId);
    if (!seat || this.#version === 0) return;
    try {
      seat.offer = readKeyPackage(body, userId);
    } catch (error) {
      this.#report(seat, 'mls-key-package', error);
      return;
    }
    this.#advance();
  }

  receiveCommit(userId: string, body: Buffer): void {
    const seat = this.#roster.seats.get(userId);
    if (!seat) return;
    try {
      this.#judge(seat, readCommitWelcome(body));
    } catch (error) {
      this.#report(seat, 'mls-commit', error);
    }
  }

  receiveReady(userId: string, transitionId: number): void {
    const seat = this.#roster.seats.get(userId);
    if (seat && !this.#transitions.ready(seat, transitionId)) {
      this.#report(seat, 'mls-transition', `${transitionId} was never announced`);
    }
  }

  /** The client could not use a commit or Welcome: it is removed, and added again with the key package that follows. */
  receiveInvalid(userId: string): void {
    const seat = this.#roster.seats.get(userId);
    if (!seat) return;
    seat.leaf = undefined;
    seat.offer = undefined;
    this.#transitions.forget(seat);
    this.#leaveBatch(seat);
  }

  async downgrade(): Promise<void> {
    this.#downgrading = true;
    this.#batch = undefined;
    const seats = [...this.#roster.seats.values()];
    await this.#transitions.run(seats, (id) => {
      for (const { member } of seats) {
        member.send(op.prepareTransition, { transition_id: id, protocol_version: 0 });
      }
    });
    this.#version = 0;
    this.#downgrading = false;
    this.#roster.disband();
  }

  upgrade(): void {
    this.#version = 1;
    this.#upgrading = true;
    for (const seat of this.#roster.seats.values()) {
      seat.member.send(op.prepareEpoch, { protocol_version: 1, epoch: 1 });
      if (!seat.knowsSender) this.#introduceSender(seat);
    }
  }

  repeatExternalSender(): void {
    for (const seat of this.#roster.seats.values()) this.#introduceSender(seat);
  }

  close(): void {
    clearTimeout(this.#proposing);
    this.#transitions.close();
  }

  #introduceSender(seat: Seat): void {
    seat.knowsSender = true;
    seat.member.sendBinary(op.externalSender, this.#sender.announcement);
  }

  /** Sees to it that the group becomes what the channel is, one batch of proposals after the other. */
  #advance(): void {
    if (this.#busy) return;
    if (this.#roster.wish().kind === 'nothing') return;
    const { mlsDelayMs } = this.#surroundings.faults;
    if (mlsDelayMs === 0) {
      this.#fulfil(this.#roster.wish());
      return;
    }
    this.#proposing = setTimeout(() => {
      this.#proposing = undefined;
      if (!this.#busy) this.#fulfil(this.#roster.wish());
    }, mlsDelayMs);
  }

  get #busy(): boolean {
    if (this.#version === 0 || this.#surroundings.faults.groupNeverCompletes) return true;
    if (this.#downgrading || this.#transitions.pending) return true;
    return this.#batch !== undefined || this.#proposing !== undefined;
  }

  #fulfil(wish: Wish): void {
    if (wish.kind === 'nothing') return;
    if (wish.kind === 'disband') {
      this.#roster.disband();
      // The first group of an emptied call starts at epoch 1 again, at once and without a transition of its own.
      wish.alone?.member.send(op.prepareEpoch, { protocol_version: 1, epoch: 1 });
      wish.alone?.member.send(op.prepareTransition, { transition_id: 0, protocol_version: 1 });
      this.#advance();
      return;
    }
    this.#propose(wish.kind === 'found', wish.changes, wish.asked);
  }

  #propose(founds: boolean, changes: readonly GroupChange[], asked: readonly Seat[]): void {
    const epoch = this.#roster.epoch ?? 0n;
    const proposals = changes.map((change) => this.#sender.propose(change, epoch));
    const batch = new Batch({ epoch, founds, asked, proposals });
    this.#batch = batch;
    for (const seat of asked) {
      seat.member.sendBinary(op.proposals, appendProposals(batch.proposalsFor(seat)));
    }
  }

  #judge(seat: Seat, commit: CommitWelcome): void {
    const batch = this.#batch;
    if (this.#isLate(commit)) return;
    demand(
      batch !== undefined && commit.epoch === batch.epoch,
      `the commit is of epoch ${commit.epoch}, unasked`,
    );
    const changes = batch.check(seat, this.#sender.groupId, commit);
    if (seat.member.defersCommits && batch.hasEagerMember) {
      batch.deferred.set(seat, commit);
      return;
    }
    this.#accept(seat, commit, changes, batch);
  }

  /** The commit was under way when another one won the epoch, a proposal in it was taken back, or the group ended. */
  #isLate({ epoch, references }: CommitWelcome): boolean {
    if (references.some((reference) => this.#revoked.has(reference))) return true;
    return this.#roster.epoch === undefined
      ? this.#batch === undefined
      : epoch < this.#roster.epoch;
  }

  #accept(
    committer: Seat,
    { commit, welcome }: CommitWelcome,
    changes: readonly GroupChange[],
    batch: Batch,
  ): void {
    this.#batch = undefined;
    this.#revoked.clear();
    const added = new Set(changes.flatMap(({ kind, userId }) => (kind === 'add' ? [userId] : [])));
    this.#roster.commit(committer, changes);
    const inGroup = [...this.#roster.seats.values()].filter(({ leaf }) => leaf !== undefined);
    const announce = (id: number): void => {
      for (const { member } of inGroup) {
        if (!added.has(member.userId)) {
          member.sendBinary(op.announceCommit, Buffer.concat([u16(id), commit]));
        } else if (welcome) {
          member.sendBinary(op.welcome, Buffer.concat([u16(id), welcome.bytes]));
        }
      }
    };
    if (batch.founds && !this.#upgrading) {
      announce(0);
      this.#advance();
      return;
    }
    this.#upgrading = false;
    void this.#transitions.run(inGroup, announce);
  }

  #leaveBatch(seat: Seat): void {
    const batch = this.#batch;
    if (!batch) return;
    batch.asked.delete(seat);
    batch.deferred.delete(seat);
    if (batch.adds(seat.member.userId)) {
      this.#revoke(batch);
      return;
    }
    if (batch.asked.size === 0) this.#batch = undefined;
    if (batch.hasEagerMember) return;
    const deferred = [...batch.deferred];
    batch.deferred.clear();
    for (const [who, commit] of deferred) this.#judge(who, commit);
  }

  /**
   * Takes the whole batch back; what is still wanted is proposed again. davey 0.1.12 makes no Welcome for the Adds that are
   * left when only some proposals are revoked.
   */
  #revoke(batch: Batch): void {
    this.#batch = undefined;
    for (const { reference } of batch.proposals) this.#revoked.add(reference);
    for (const seat of batch.asked) {
      seat.member.sendBinary(op.proposals, revokeProposals(batch.proposalsFor(seat)));
    }
  }

  #report(seat: Seat, rule: Rule, error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    this.#surroundings.report(seat.member.userId, rule, detail);
  }
}
