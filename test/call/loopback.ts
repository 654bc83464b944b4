import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Listener, VoiceServer } from '@crier/rehearsal/discord/voice-port.ts';
import { startVoiceServer } from '@crier/rehearsal/discord/voice/voice-server.ts';
import { makeCertificate } from '@crier/rehearsal/tls/certificate.ts';

import type {
  GatewayListener,
  VoiceGateway,
  VoiceServerPacket,
  VoiceStatePacket,
} from '#call/gateway.ts';

export const botId = '900000000000000001';

/** How the gateway answers a request to join. */
type Answer = 'state-first' | 'server-first' | 'state-only' | 'null-between' | 'nothing';

interface Presence {
  channelId: string | null;
  sessionId: string;
}

/** A main gateway in front of the stand-in's voice server: answers op 4 as Discord does, and can be told not to. */
class LoopbackGateway implements VoiceGateway {
  readonly voice: VoiceServer;
  readonly #listeners = new Map<string, GatewayListener>();
  readonly #presences = new Map<string, Presence>();
  /** Every request, in order: guild and channel. */
  readonly requests: { guildId: string; channelId: string | null; atMs: number }[] = [];
  /** How the next requests are answered; the last one stays. */
  readonly answers = new Map<string, Answer[]>();
  /** The number of people who are said to listen, by guild; one unless it is told. */
  readonly people = new Map<string, number>();
  up = true;
  /** Guilds whose channel is a Stage, with the bot in its audience. */
  readonly suppressed = new Set<string>();
  onUnsuppress: (guildId: string) => void = () => undefined;
  #sessions = 0;

  constructor(voice: VoiceServer) {
    this.voice = voice;
  }

  attach(guildId: string, listener: GatewayListener) {
    this.#listeners.set(guildId, listener);
    return {
      sendPayload: (payload: unknown) => {
        if (!this.up) return false;
        const { d } = payload as { d: { guild_id: string; channel_id: string | null } };
        this.requests.push({ guildId, channelId: d.channel_id, atMs: performance.now() });
        setImmediate(() => this.#answer(guildId, d.channel_id));
        return true;
      },
      destroy: () => {
        if (this.#listeners.get(guildId) === listener) this.#listeners.delete(guildId);
      },
    };
  }

  ready(): boolean {
    return this.up;
  }

  unsuppress(guildId: string): Promise<boolean> {
    this.onUnsuppress(guildId);
    return Promise.resolve(true);
  }

  whoListens(guildId: string): number {
    return this.people.get(guildId) ?? 1;
  }

  joins(guildId: string): number {
    return this.requests.filter(
      (request) => request.guildId === guildId && request.channelId !== null,
    ).length;
  }

  /** The bot's own voice state, with changes. */
  state(guildId: string, changes: Partial<VoiceStatePacket> = {}): void {
    const { channelId, sessionId } = this.#presence(guildId);
    const packet = {
      guild_id: guildId,
      channel_id: channelId,
      user_id: botId,
      session_id: sessionId,
      deaf: false,
      mute: false,
      self_deaf: true,
      self_mute: false,
      self_video: false,
      suppress: this.suppressed.has(guildId),
      request_to_speak_timestamp: null,
      ...changes,
    };
    this.#listeners.get(guildId)?.onVoiceStateUpdate(packet);
  }

  server(guildId: string, changes: Partial<VoiceServerPacket> = {}): void {
    const { channelId, sessionId } = this.#presence(guildId);
    if (!channelId) return;
    const admitted = this.voice.admit({ guildId, channelId, userId: botId, sessionId });
    this.#listeners
      .get(guildId)
      ?.onVoiceServerUpdate({ guild_id: guildId, ...admitted, ...changes });
  }

  /** A moderator moves the bot. */
  move(guildId: string, channelId: string): void {
    this.#presence(guildId).channelId = channelId;
    this.voice.dismiss(guildId, botId, 4014);
    this.state(guildId);
    this.server(guildId);
  }

  kick(guildId: string): void {
    this.#presence(guildId).channelId = null;
    this.voice.dismiss(guildId, botId, 4014);
    this.state(guildId);
  }

  /** The shard's session is gone. */
  drop(guildId: string): void {
    // As discord.js does it: a listener that is replaced meanwhile is met again.
    for (const [id, listener] of this.#listeners.entries()) {
      if (id === guildId) listener.destroy();
    }
  }

  #presence(guildId: string): Presence {
    let presence = this.#presences.get(guildId);
    if (!presence) this.#presences.set(guildId, (presence = { channelId: null, sessionId: '' }));
    return presence;
  }

  #answer(guildId: string, channelId: string | null): void {
    const presence = this.#presence(guildId);
    if (channelId === null) {
      if (presence.channelId !== null) this.voice.dismiss(guildId, botId, 4014);
      presence.channelId = null;
      return this.state(guildId);
    }
    presence.channelId = channelId;
    presence.sessionId = `session-${(this.#sessions += 1)}`;
    const plan = this.answers.get(guildId) ?? [];
    const answer = (plan.length > 1 ? plan.shift() : plan[0]) ?? 'state-first';
    if (answer === 'nothing') return;
    if (answer === 'null-between') this.state(guildId, { channel_id: null });
    if (answer === 'server-first' || answer === 'null-between') this.server(guildId);
    this.state(guildId);
    if (answer === 'state-first') this.server(guildId);
  }
}

export interface Loopback extends AsyncDisposable {
  readonly voice: VoiceServer;
  readonly gateway: LoopbackGateway;
  /** An environment whose processes trust the voice server. */
  readonly env: NodeJS.ProcessEnv;
}

export async function startLoopback(
  options: { heartbeatIntervalMs?: number } = {},
): Promise<Loopback> {
  const certificate = makeCertificate();
  const folder = await mkdtemp(join(tmpdir(), 'crier-call-'));
  const authority = join(folder, 'ca.pem');
  await writeFile(authority, certificate.certificate);
  const voice = await startVoiceServer({ certificate, ...options });
  return {
    voice,
    gateway: new LoopbackGateway(voice),
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
    async [Symbol.asyncDispose]() {
      await voice.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Frames that are told apart: the number is in the last bytes. Valid as Opus packets of 20 ms (CELT, full band). */
export function framesNumbered(count: number, first = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => {
    const frame = Buffer.alloc(40, 0x55);
    frame[0] = 0xf8;
    frame.writeUInt32BE(first + index, 36);
    return frame;
  });
}

export function numberOf(frame: Uint8Array): number {
  return Buffer.from(frame).readUInt32BE(36);
}

/** When a speech has ended its last packets may be under way: resolves once nothing new was heard for a while. */
export async function quiet(listener: Listener): Promise<void> {
  const untilMs = performance.now() + 5_000;
  let counted = -1;
  // Twice the same: behind a stall of this process a timer runs before the packets that have piled up.
  for (let same = 0; same < 2 && performance.now() < untilMs;) {
    await delay(30);
    same = listener.heard.length === counted ? same + 1 : 0;
    counted = listener.heard.length;
  }
}
