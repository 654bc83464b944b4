import type { VoiceGuild } from '../voice-port.ts';
import type { VoiceConnection } from './connection.ts';
import { noFaults } from './faults.ts';
import { SenderCounter } from './figures.ts';
import type { SenderFigures } from './figures.ts';
import { closeCode } from './opcodes.ts';
import type { Room } from './room.ts';

/** The voice side of one guild: its rooms, its counters, and the levers on it. */
export class GuildVoice implements VoiceGuild {
  readonly faults = noFaults();
  readonly rooms = new Map<string, Room>();
  /** Those who hear nothing: by themselves, or by a moderator. */
  readonly deaf = new Set<string>();
  readonly #connections: () => readonly VoiceConnection[];
  readonly #frozen = new Set<VoiceConnection>();
  readonly #counters = new Map<string, SenderCounter>();

  /** `connections` gives the guild's identified websockets. */
  constructor(connections: () => readonly VoiceConnection[]) {
    this.#connections = connections;
  }

  get connected(): readonly string[] {
    return this.#connections().flatMap(({ session }) => session?.userId ?? []);
  }

  /** The counter that stays over all sessions of a user. */
  counter(userId: string): SenderCounter {
    const counter = this.#counters.get(userId) ?? new SenderCounter();
    this.#counters.set(userId, counter);
    return counter;
  }

  figures(userId: string): SenderFigures | undefined {
    return this.#counters.get(userId);
  }

  closeSockets(code: number): void {
    for (const connection of this.#connections()) connection.close(code);
  }

  cutSockets(): void {
    for (const connection of this.#connections()) connection.close(closeCode.abnormal);
  }

  freezeSockets(): void {
    for (const connection of this.#connections()) {
      connection.freeze();
      this.#frozen.add(connection);
    }
  }

  thawSockets(): void {
    for (const connection of this.#frozen) connection.thaw();
    this.#frozen.clear();
  }

  async downgrade(channelId: string): Promise<void> {
    await this.rooms.get(channelId)?.group.downgrade();
  }

  upgrade(channelId: string): void {
    this.rooms.get(channelId)?.group.upgrade();
  }

  repeatExternalSender(channelId: string): void {
    this.rooms.get(channelId)?.group.repeatExternalSender();
  }
}
