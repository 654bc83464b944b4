import type { HeardPacket, Listener, RefusedPacket } from '../voice-port.ts';
import { DaveClient } from './dave-client.ts';
import type { Member } from './member.ts';
import { op } from './opcodes.ts';
import { opusDurationMs } from './opus.ts';
import { recording } from './recording.ts';
import type { Room } from './room.ts';
import { isEndToEndEncrypted, isSilence } from './rtp.ts';
import type { MediaPacket } from './rtp.ts';
import { Talk } from './talk.ts';
import type { Rule } from './violations.ts';

interface Options {
  readonly userId: string;
  readonly ssrc: number;
  readonly neverCommit: boolean;
  readonly room: Room;
  readonly report: (userId: string, rule: Rule, detail: string) => void;
}

const patienceMs = 5000;
const packetMs = 20;

/** A person in the call, in this process: a full member of the end-to-end encrypted group with ears and a mouth. */
export class RoomListener implements Listener, Member {
  readonly userId: string;
  readonly defersCommits: boolean;
  readonly heard: HeardPacket[] = [];
  readonly refused: RefusedPacket[] = [];
  readonly #room: Room;
  readonly #dave: DaveClient;
  readonly #report: Options['report'];
  readonly #waiters = new Set<() => void>();
  readonly #talk: Talk;
  #left = false;

  constructor({ userId, ssrc, neverCommit, room, report }: Options) {
    this.userId = userId;
    this.defersCommits = neverCommit;
    this.#room = room;
    this.#report = report;
    this.#dave = new DaveClient({
      userId,
      channelId: room.channelId,
      version: room.group.version,
      replies: {
        text: (opcode, data) => this.#reply(() => this.#answer(opcode, data)),
        binary: (opcode, body) => this.#reply(() => this.#answerBinary(opcode, body)),
      },
    });
    this.#talk = new Talk({
      userId,
      ssrc,
      encrypt: (frame) => this.#dave.encrypt(frame),
      forward: (packet) => room.forward(packet),
      speaking: (flags) => room.speaking(userId, ssrc, flags),
      isPresent: () => !this.#left,
    });
  }

  get privacyCode(): string | undefined {
    return this.#dave.privacyCode;
  }

  get groupMembers(): readonly string[] {
    return this.#dave.groupMembers;
  }

  send(opcode: number, data: unknown): void {
    this.#dave.receive(opcode, data);
    this.#wake();
  }

  sendBinary(opcode: number, body: Buffer): void {
    this.#dave.receiveBinary(opcode, body);
    this.#wake();
  }

  hear(packet: MediaPacket): void {
    const { atMs, senderId, sequence, timestamp } = packet;
    const opened = this.#open(packet);
    if ('reason' in opened) {
      this.refused.push({ atMs, senderId, sequence, reason: opened.reason });
      return;
    }
    const { opus, e2ee } = opened;
    const durationMs = opusDurationMs(opus);
    if (durationMs !== packetMs) this.#report(senderId, 'frame-duration', `${durationMs} ms`);
    this.heard.push({ atMs, senderId, sequence, timestamp, opus, silence: isSilence(opus), e2ee });
    this.#wake();
  }

  async next(
    wanted: (packet: HeardPacket) => boolean,
    { sinceMs = performance.now(), timeoutMs = patienceMs } = {},
  ): Promise<HeardPacket> {
    let position = this.heard.findIndex(({ atMs }) => atMs >= sinceMs);
    if (position === -1) position = this.heard.length;
    let found: HeardPacket | undefined;
    await this.#until('the packet', timeoutMs, () => {
      while (!found && position < this.heard.length) {
        const packet = this.heard[position];
        if (packet && wanted(packet)) found = packet;
        position += 1;
      }
      return found !== undefined;
    });
    if (!found) throw new Error('The packet was lost.');
    return found;
  }

  async secured(userId: string, { timeoutMs = patienceMs } = {}): Promise<void> {
    await this.#until(`a group with ${userId}`, timeoutMs, () =>
      this.groupMembers.includes(userId),
    );
  }

  ogg({
    fromMs = 0,
    toMs = Infinity,
    senderId = this.heard[0]?.senderId,
  }: { fromMs?: number; toMs?: number; senderId?: string } = {}): Uint8Array {
    const isWanted = (packet: HeardPacket): boolean =>
      packet.senderId === senderId && packet.atMs >= fromMs && packet.atMs < toMs;
    return recording(this.heard.filter(isWanted));
  }

  async speak(packets: readonly Uint8Array[]): Promise<void> {
    await this.#talk.say(packets);
  }

  async leave(): Promise<void> {
    if (this.#left) return;
    this.#left = true;
    this.#room.leave(this.userId);
    // Those who stay have learned of it when this resolves.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }

  /** Silence frames are never encrypted; everything else must be, once there is end-to-end encryption. */
  #open({
    senderId,
    payload,
  }: MediaPacket):
    | { readonly opus: Uint8Array; readonly e2ee: boolean }
    | { readonly reason: string } {
    if (isSilence(payload)) return { opus: payload, e2ee: false };
    if (isEndToEndEncrypted(payload) && this.#dave.ready) {
      try {
        return { opus: this.#dave.decrypt(senderId, payload), e2ee: true };
      } catch (error) {
        return { reason: error instanceof Error ? error.message : String(error) };
      }
    }
    if (this.#dave.acceptsPlain(senderId)) return { opus: payload, e2ee: false };
    if (isEndToEndEncrypted(payload)) return { reason: 'encrypted, and no group yet' };
    return { reason: 'not end-to-end encrypted' };
  }

  /** Answers come after everybody was told, as they would over a network. */
  #reply(answer: () => void): void {
    queueMicrotask(() => {
      if (!this.#left) answer();
    });
  }

  #answer(opcode: number, data: unknown): void {
    const { transition_id: id } = data as { readonly transition_id: number };
    const { group } = this.#room;
    if (opcode === op.transitionReady) group.receiveReady(this.userId, id);
    else if (opcode === op.invalidCommitWelcome) group.receiveInvalid(this.userId);
  }

  #answerBinary(opcode: number, body: Buffer): void {
    const { group } = this.#room;
    if (opcode === op.keyPackage) group.receiveKeyPackage(this.userId, body);
    else if (opcode === op.commitWelcome) group.receiveCommit(this.userId, body);
  }

  async #until(what: string, timeoutMs: number, check: () => boolean): Promise<void> {
    if (check()) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      reject(new Error(`${this.userId} waited ${timeoutMs} ms for ${what}.`));
    }, timeoutMs);
    const waiter = (): void => {
      if (check()) resolve();
    };
    this.#waiters.add(waiter);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }

  #wake(): void {
    for (const waiter of this.#waiters) waiter();
  }
}
