import {
  type Networking,
  NetworkingStatusCode,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';

import type { VoiceServerPacket, VoiceStatePacket } from '../gateway.ts';
import type { ConnectionStep, Fault, Loss } from '../voice-port.ts';
import {
  askOwnAddress,
  groupOf,
  type LibraryEvents,
  onDatagrams,
  onHeartbeatInterval,
  openConnection,
  othersIn,
} from './library.ts';
import type { LineSink } from './line.ts';
import { Others } from './others.ts';
import { type UdpCanary, watchUdp } from './udp-canary.ts';

/** Deadlines of a connection's watchdogs. */
const standardLimits = {
  /** How long speech waits for the encryption group while somebody listens. */
  groupMs: 2000,
  /** How long the library may try to take a broken session up again. */
  resumeMs: 5000,
  /** Pause before the UDP address is asked for again. */
  discoveryMs: 500,
  /** How late a heartbeat's answer may be, beyond the voice server's interval. */
  heartbeatGraceMs: 5000,
  /** After so long without a frame a UDP path that never answered isn't believed in any more. */
  idleMs: 15 * 60_000,
};

export interface ConnectionEvents {
  step(step: ConnectionStep): void;
  /** Told once; the connection has been closed. */
  lost(loss: Loss): void;
  /** Somebody else speaks, or nobody does any more. */
  others(speaking: boolean): void;
  log(message: string): void;
}

const steps: Record<NetworkingStatusCode, ConnectionStep | 'resuming' | undefined> = {
  [NetworkingStatusCode.OpeningWs]: 'opening',
  [NetworkingStatusCode.Identifying]: 'identifying',
  [NetworkingStatusCode.UdpHandshaking]: 'discovering',
  [NetworkingStatusCode.SelectingProtocol]: 'selecting',
  [NetworkingStatusCode.Ready]: 'ready',
  [NetworkingStatusCode.Resuming]: 'resuming',
  [NetworkingStatusCode.Closed]: undefined,
};

/** One guild's voice connection with its watchdogs. Lives until it is closed or tells that it is lost. */
export class Connection implements LineSink {
  readonly #limits: typeof standardLimits;
  readonly #events: ConnectionEvents;
  readonly #listeners: number;
  #library: VoiceConnection | undefined;
  #networking: Networking | undefined;
  #step: ConnectionStep | 'resuming' = 'opening';
  #closed = false;
  /** The group has keys and everybody has gone over to them; or nobody is there to wait for. */
  #settled = false;
  #deadline: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #aliveAtMs = performance.now();
  #sentAtMs = performance.now();
  #canary: UdpCanary | undefined;
  #others: Others | undefined;
  #lastLog = '';

  constructor(listeners: number, events: ConnectionEvents, limits = standardLimits) {
    this.#listeners = listeners;
    this.#events = events;
    this.#limits = limits;
  }

  open(voiceState: VoiceStatePacket, voiceServer: VoiceServerPacket): void {
    const { channel_id } = voiceState;
    if (!channel_id) return this.#lose({ kind: 'fault', fault: 'garbled' });
    try {
      this.#library = openConnection({ ...voiceState, channel_id }, voiceServer, this.#hear());
    } catch (error) {
      this.#giveUp('garbled', error);
    }
  }

  /** Asked for every frame, and every message of the voice server is followed by a review: so the step alone tells. */
  get audible(): boolean {
    return this.#step === 'ready';
  }

  prepareAudioPacket(frame: Buffer): unknown {
    return this.#library?.prepareAudioPacket(frame);
  }

  dispatchAudio(): boolean | undefined {
    const sent = this.#library?.dispatchAudio();
    if (sent) this.#sentAtMs = performance.now();
    return sent;
  }

  /** Speech comes after a long silence, and whether datagrams still arrive nobody knows: joins anew first. */
  refresh(): void {
    if (this.#canary?.answered || performance.now() - this.#sentAtMs < this.#limits.idleMs) return;
    this.#giveUp('udp');
  }

  setSpeaking(speaking: boolean): unknown {
    return this.#library?.setSpeaking(speaking);
  }

  fail(error: unknown): void {
    this.#giveUp('frame', error);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#deadline);
    clearTimeout(this.#heartbeat);
    this.#canary?.stop();
    this.#others?.close();
    const library = this.#library;
    if (library && library.state.status !== VoiceConnectionStatus.Destroyed) library.destroy(false);
  }

  #hear(): LibraryEvents {
    return {
      phase: (networking) => this.#phase(networking),
      // In the next turn: the library is still busy with its own state.
      closed: (code) => setImmediate(() => this.#lose({ kind: 'closed', code })),
      transitioned: () => this.#transitioned(),
      garbled: (error) => this.#giveUp('garbled', error),
      heard: () => {
        this.#aliveAtMs = performance.now();
        this.#review();
      },
      error: (error) => this.#log(error.message),
    };
  }

  #phase(networking: Networking): void {
    if (networking !== this.#networking) {
      this.#networking = networking;
      onHeartbeatInterval(networking, (intervalMs) => this.#watchHeartbeat(intervalMs));
    }
    const step = steps[networking.state.code];
    if (!step || this.#closed) return;
    if (step === 'ready') return this.#review();
    this.#enter(step);
  }

  /** Connected: is there anything between us and the listeners' ears? */
  #review(): void {
    if (this.#closed || this.#networking?.state.code !== NetworkingStatusCode.Ready) return;
    const networking = this.#networking;
    this.#canary ??= watchUdp(
      () => askOwnAddress(networking),
      () => this.#giveUp('udp'),
    );
    this.#others ??= this.#listenTo(networking);
    this.#enter(this.#mustWaitForGroup() ? 'grouping' : 'ready');
  }

  /** A call that is deaf is sent nothing, and hears nothing here. */
  #listenTo(networking: Networking): Others {
    const others = new Others((speaking) => this.#events.others(speaking));
    onDatagrams(networking, (datagram) => others.receive(datagram));
    return others;
  }

  #enter(step: ConnectionStep | 'resuming'): void {
    if (step === this.#step && step !== 'opening') return;
    this.#step = step;
    clearTimeout(this.#deadline);
    if (step === 'discovering') this.#askAgain();
    if (step === 'grouping') this.#within(this.#limits.groupMs, () => this.#groupLate());
    if (step === 'resuming') this.#within(this.#limits.resumeMs, () => this.#giveUp('resume'));
    else this.#events.step(step);
  }

  #within(ms: number, otherwise: () => void): void {
    this.#deadline = setTimeout(otherwise, ms);
  }

  #askAgain(): void {
    this.#within(this.#limits.discoveryMs, () => {
      if (this.#networking) askOwnAddress(this.#networking).catch(() => undefined);
      this.#askAgain();
    });
  }

  #mustWaitForGroup(): boolean {
    const networking = this.#networking;
    if (!networking) return false;
    const group = groupOf(networking);
    if (group === 'none' || (group === 'ready' && this.#settled)) return false;
    return othersIn(networking) > 0 || (this.#listeners > 0 && !this.#settled);
  }

  #transitioned(): void {
    if (this.#networking) this.#settled = groupOf(this.#networking) === 'ready';
    this.#review();
  }

  #groupLate(): void {
    const networking = this.#networking;
    if (networking && groupOf(networking) === 'pending' && othersIn(networking) > 0)
      return this.#giveUp('group');
    // There are keys though nobody said when they count; or only the gateway believes that somebody is there, while
    // the voice server, which makes the group, knows of nobody.
    this.#settled = true;
    this.#review();
  }

  #watchHeartbeat(intervalMs: number): void {
    this.#aliveAtMs = performance.now();
    this.#awaitHeartbeat(intervalMs + this.#limits.heartbeatGraceMs);
  }

  /** One timer for all messages: looks again after as long as the last of them still counts. */
  #awaitHeartbeat(maxSilentMs: number): void {
    clearTimeout(this.#heartbeat);
    const leftMs = this.#aliveAtMs + maxSilentMs - performance.now();
    this.#heartbeat = setTimeout(() => {
      if (performance.now() - this.#aliveAtMs >= maxSilentMs) this.#giveUp('deaf');
      else this.#awaitHeartbeat(maxSilentMs);
    }, Math.ceil(leftMs));
  }

  /** A socket that can't send says so with every frame; once is enough. */
  #log(message: string): void {
    if (message === this.#lastLog) return;
    this.#lastLog = message;
    this.#events.log(message);
  }

  #giveUp(fault: Fault, error?: unknown): void {
    if (this.#closed) return;
    if (error instanceof Error) this.#log(`${fault}: ${error.message}`);
    this.#lose({ kind: 'fault', fault });
  }

  #lose(loss: Loss): void {
    if (this.#closed) return;
    this.close();
    this.#events.lost(loss);
  }
}
