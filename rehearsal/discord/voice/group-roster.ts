import type { GroupChange } from './external-sender.ts';
import type { KeyPackage } from './key-package.ts';
import type { Member } from './member.ts';

/** A member of the channel, and its place in the MLS group. */
export interface Seat {
  readonly member: Member;
  /** The key package by which it can be added. */
  offer: KeyPackage | undefined;
  /** Undefined while it is not in the group. */
  leaf: number | undefined;
  /** Whether it got op 25 in this connection. */
  knowsSender: boolean;
}

/** The server's wish for a group: the changes of one batch of proposals, and who is asked to commit them. */
export type Wish =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'found'; readonly changes: readonly GroupChange[]; readonly asked: Seat[] }
  | { readonly kind: 'change'; readonly changes: readonly GroupChange[]; readonly asked: Seat[] }
  | { readonly kind: 'disband'; readonly alone: Seat | undefined };

/** Knows who is in the channel, who is in its MLS group, and at which leaf. */
export class GroupRoster {
  readonly seats = new Map<string, Seat>();
  #leaves: (string | undefined)[] = [];
  /** Undefined while there is no group. */
  epoch: bigint | undefined = undefined;

  /** Compares the channel with the group. */
  wish(): Wish {
    const seats = [...this.seats.values()];
    const offers = seats.filter(({ leaf, offer }) => leaf === undefined && offer);
    const adds = offers.flatMap(addition);
    if (this.epoch === undefined) {
      return adds.length < 2
        ? { kind: 'nothing' }
        : { kind: 'found', changes: adds, asked: offers };
    }
    const removes = this.#departed();
    const asked = seats.filter(({ leaf }) => leaf !== undefined);
    if (removes.length + adds.length === 0) return { kind: 'nothing' };
    const [first] = asked;
    if (!first) return { kind: 'disband', alone: undefined };
    if (asked.length === 1 && adds.length === 0) return { kind: 'disband', alone: first };
    return { kind: 'change', changes: [...removes, ...adds], asked };
  }

  /** The group as it is after a commit; changes in the commit's own order. */
  commit(committer: Seat, changes: readonly GroupChange[]): void {
    if (this.epoch === undefined) {
      this.#place(committer, 0);
      committer.offer = undefined;
    }
    for (const change of changes) {
      if (change.kind === 'remove') this.#leaves[change.leaf] = undefined;
    }
    for (const change of changes) {
      if (change.kind === 'add') this.#add(change.userId, change.keyPackage);
    }
    this.epoch = (this.epoch ?? 0n) + 1n;
  }

  disband(): void {
    this.epoch = undefined;
    this.#leaves = [];
    for (const seat of this.seats.values()) seat.leaf = undefined;
  }

  /**
   * Leaves of those who went, or lost the group and offer a new key package. A member that lost it and has not offered
   * yet is waited for, so that it is removed and added in one.
   */
  #departed(): GroupChange[] {
    return this.#leaves.flatMap((userId, leaf): GroupChange[] => {
      if (userId === undefined) return [];
      const seat = this.seats.get(userId);
      const stays = seat && (seat.leaf === leaf || !seat.offer);
      return stays ? [] : [{ kind: 'remove', userId, leaf }];
    });
  }

  /** New members take the leftmost blank leaf (RFC 9420 7.7). */
  #add(userId: string, keyPackage: KeyPackage): void {
    const blank = this.#leaves.indexOf(undefined);
    const leaf = blank === -1 ? this.#leaves.length : blank;
    this.#leaves[leaf] = userId;
    const seat = this.seats.get(userId);
    if (!seat) return;
    this.#place(seat, leaf);
    if (seat.offer?.reference === keyPackage.reference) seat.offer = undefined;
  }

  #place(seat: Seat, leaf: number): void {
    this.#leaves[leaf] = seat.member.userId;
    seat.leaf = leaf;
  }
}

function addition({ member, offer }: Seat): GroupChange[] {
  return offer ? [{ kind: 'add', userId: member.userId, keyPackage: offer }] : [];
}
