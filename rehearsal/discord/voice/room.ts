import type { VoiceFaults } from './faults.ts';
import { Group } from './group.ts';
import type { Member } from './member.ts';
import { op } from './opcodes.ts';
import type { MediaPacket } from './rtp.ts';
import type { Rule } from './violations.ts';

interface Surroundings {
  readonly channelId: string;
  readonly faults: VoiceFaults;
  readonly report: (userId: string, rule: Rule, detail: string) => void;
  /** The last one left; the channel's next call has keys of its own. */
  readonly onEmpty: () => void;
}

/** A voice channel with somebody in it. */
export class Room {
  readonly channelId: string;
  readonly group: Group;
  readonly #faults: VoiceFaults;
  readonly #onEmpty: () => void;
  readonly #members = new Map<string, Member>();

  constructor(surroundings: Surroundings) {
    this.channelId = surroundings.channelId;
    this.#faults = surroundings.faults;
    this.#onEmpty = surroundings.onEmpty;
    this.group = new Group(surroundings);
  }

  get userIds(): readonly string[] {
    return [...this.#members.keys()];
  }

  join(member: Member): void {
    const others = this.userIds;
    if (others.length > 0) member.send(op.clientsConnect, { user_ids: others });
    this.#tellOthers(member.userId, op.clientsConnect, { user_ids: [member.userId] });
    this.#members.set(member.userId, member);
    this.group.join(member);
  }

  leave(userId: string): void {
    if (!this.#members.delete(userId)) return;
    if (this.#faults.announcesLeaving) {
      this.#tellOthers(userId, op.clientDisconnect, { user_id: userId });
    }
    this.group.leave(userId);
    if (this.#members.size > 0) return;
    this.group.close();
    this.#onEmpty();
  }

  speaking(userId: string, ssrc: number, flags: number): void {
    this.#tellOthers(userId, op.speaking, { user_id: userId, ssrc, speaking: flags });
  }

  forward(packet: MediaPacket): void {
    for (const member of this.#members.values()) {
      if (member.userId !== packet.senderId) member.hear(packet);
    }
  }

  #tellOthers(userId: string, opcode: number, data: unknown): void {
    for (const member of this.#members.values()) {
      if (member.userId !== userId) member.send(opcode, data);
    }
  }
}
