import { DAVESession } from '@snazzah/davey';

import { u16 } from './mls-bytes.ts';
import { op } from './opcodes.ts';

const protocolVersion = 1;
const audio = 0;
const proposalsAppended = 0;
/** How long frames of the time before a change of protocol may still come, as Discord's clients have it. */
const upgradeGraceSeconds = 10;
const downgradeGraceSeconds = 24;

interface Replies {
  text(op: number, data: unknown): void;
  binary(op: number, body: Buffer): void;
}

/** The client's side of DAVE for a member in this process: takes part in the group, and opens what others say. */
export class DaveClient {
  readonly #session: DAVESession;
  readonly #userId: string;
  readonly #channelId: string;
  readonly #replies: Replies;
  readonly #present = new Set<string>();
  readonly #prepared = new Map<number, number>();
  #version: number;
  /** From the announcement of an upgrade until it is executed, frames still come in the clear. */
  #upgrading = false;

  constructor(options: {
    readonly userId: string;
    readonly channelId: string;
    readonly version: 0 | 1;
    readonly replies: Replies;
  }) {
    this.#userId = options.userId;
    this.#channelId = options.channelId;
    this.#replies = options.replies;
    this.#version = options.version;
    this.#session = new DAVESession(protocolVersion, this.#userId, this.#channelId);
    if (this.#version > 0) this.#offer();
  }

  get version(): number {
    return this.#version;
  }

  /** Whether there is a group with keys. */
  get ready(): boolean {
    return this.#session.ready;
  }

  get privacyCode(): string | undefined {
    return this.#version > 0 ? this.#session.voicePrivacyCode || undefined : undefined;
  }

  get groupMembers(): readonly string[] {
    return this.#session.ready ? this.#session.getUserIds() : [];
  }

  /** Whether unencrypted frames of this sender are still to be expected. */
  acceptsPlain(senderId: string): boolean {
    if (this.#version === 0 || this.#upgrading) return true;
    return this.#session.ready && this.#session.canPassthrough(senderId);
  }

  /** Throws when the frame does not open with the group's keys. */
  decrypt(senderId: string, frame: Buffer): Buffer {
    return this.#session.decrypt(senderId, audio, frame);
  }

  /** A frame of its own for the others; undefined while it may be sent neither encrypted nor plain. */
  encrypt(frame: Buffer): Buffer | undefined {
    if (this.#version === 0) return frame;
    return this.#session.ready ? this.#session.encryptOpus(frame) : undefined;
  }

  receive(opcode: number, data: unknown): void {
    const fields = data as {
      readonly user_ids: readonly string[];
      readonly user_id: string;
      readonly transition_id: number;
      readonly protocol_version: number;
    };
    if (opcode === op.clientsConnect) for (const id of fields.user_ids) this.#present.add(id);
    else if (opcode === op.clientDisconnect) this.#present.delete(fields.user_id);
    else if (opcode === op.prepareTransition) {
      this.#prepare(fields.transition_id, fields.protocol_version);
    } else if (opcode === op.executeTransition) this.#execute(fields.transition_id);
    else if (opcode === op.prepareEpoch) {
      this.#upgrading = this.#version === 0 && fields.protocol_version > 0;
      this.#version = fields.protocol_version;
      this.#session.reinit(protocolVersion, this.#userId, this.#channelId);
      this.#offer();
    }
  }

  receiveBinary(opcode: number, body: Buffer): void {
    // A sender that comes again is for clients that can't bear it: Discord's own ignore it, and so does this one.
    if (opcode === op.externalSender && !this.ready) this.#session.setExternalSender(body);
    else if (opcode === op.proposals) this.#commit(body);
    else if (opcode === op.announceCommit) {
      this.#take(body, (message) => this.#session.processCommit(message));
    } else if (opcode === op.welcome) {
      this.#take(body, (message) => this.#session.processWelcome(message));
    }
  }

  #offer(): void {
    this.#replies.binary(op.keyPackage, this.#session.getSerializedKeyPackage());
  }

  #commit(body: Buffer): void {
    const operation = body.readUInt8() === proposalsAppended ? 0 : 1;
    const known = [...this.#present];
    const { commit, welcome } = this.#session.processProposals(operation, body.subarray(1), known);
    if (!commit) return;
    this.#replies.binary(op.commitWelcome, Buffer.concat([commit, welcome ?? Buffer.alloc(0)]));
  }

  #take(body: Buffer, process: (message: Buffer) => void): void {
    const id = body.readUInt16BE();
    try {
      process(body.subarray(u16(id).length));
    } catch {
      this.#replies.text(op.invalidCommitWelcome, { transition_id: id });
      this.#session.reinit(protocolVersion, this.#userId, this.#channelId);
      this.#offer();
      return;
    }
    if (id === 0) return;
    this.#prepared.set(id, this.#version);
    this.#replies.text(op.transitionReady, { transition_id: id });
  }

  #prepare(id: number, version: number): void {
    this.#prepared.set(id, version);
    if (id === 0) {
      this.#execute(id);
      return;
    }
    if (version === 0) this.#session.setPassthroughMode(true, downgradeGraceSeconds);
    this.#replies.text(op.transitionReady, { transition_id: id });
  }

  #execute(id: number): void {
    const version = this.#prepared.get(id);
    if (version === undefined) return;
    this.#prepared.delete(id);
    this.#version = version;
    if (this.#upgrading) this.#session.setPassthroughMode(true, upgradeGraceSeconds);
    this.#upgrading = false;
  }
}
