import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';

import {
  AudioPlayerStatus,
  AudioResource,
  VoiceConnectionStatus,
  createAudioPlayer,
  entersState,
  joinVoiceChannel,
} from '@discordjs/voice';
import type { DiscordGatewayAdapterLibraryMethods, VoiceConnection } from '@discordjs/voice';

import type { VoiceServer } from '#discord/voice-port.ts';
import { startVoiceServer } from '#discord/voice/voice-server.ts';
import { makeCertificate } from '#tls/certificate.ts';

/** A voice server that this process trusts. */
export async function startTrustedServer(heartbeatIntervalMs?: number): Promise<VoiceServer> {
  const certificate = makeCertificate();
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.certificate]);
  return startVoiceServer({ certificate, ...(heartbeatIntervalMs && { heartbeatIntervalMs }) });
}

/** A bot on the unmodified library, with the gateway's part played by hand. */
export class Bot {
  readonly errors: Error[] = [];
  readonly debug: string[] = [];
  /** The packets that the library sent to the gateway (op 4). */
  readonly sent: unknown[] = [];
  /** Whether op 4 is answered by a new admission. */
  answers = true;
  readonly connection: VoiceConnection;
  channelId: string;
  readonly #server: VoiceServer;
  readonly #guildId: string;
  readonly userId: string;
  #methods: DiscordGatewayAdapterLibraryMethods | undefined;

  constructor(
    server: VoiceServer,
    options: { guildId: string; channelId: string; userId: string; daveEncryption?: boolean },
  ) {
    this.#server = server;
    this.#guildId = options.guildId;
    this.channelId = options.channelId;
    this.userId = options.userId;
    this.connection = joinVoiceChannel({
      guildId: options.guildId,
      channelId: options.channelId,
      group: options.userId,
      debug: true,
      daveEncryption: options.daveEncryption ?? true,
      adapterCreator: (methods) => {
        this.#methods = methods;
        return {
          sendPayload: (payload) => {
            this.sent.push(payload);
            const { d } = payload as { d: { channel_id: string | null } };
            if (d.channel_id !== null && this.answers) queueMicrotask(() => this.admit());
            return true;
          },
          destroy: () => undefined,
        };
      },
    });
    this.connection.on('error', (error) => this.errors.push(error));
    this.connection.on('debug', (line) => this.debug.push(line));
  }

  /** Lets a join in, as the gateway does when it was allowed. */
  admit(): void {
    const sessionId = 'gateway-session';
    const session = {
      guildId: this.#guildId,
      channelId: this.channelId,
      userId: this.userId,
      sessionId,
    };
    const { token, endpoint } = this.#server.admit(session);
    this.#methods?.onVoiceStateUpdate({
      guild_id: this.#guildId,
      channel_id: this.channelId,
      user_id: this.userId,
      session_id: sessionId,
      deaf: false,
      mute: false,
      self_deaf: true,
      self_mute: false,
      self_video: false,
      suppress: false,
      request_to_speak_timestamp: null,
    });
    this.#methods?.onVoiceServerUpdate({ guild_id: this.#guildId, token, endpoint });
  }

  /** Moves the bot, as Discord does when a moderator moves it. */
  move(channelId: string): void {
    this.channelId = channelId;
    this.#server.dismiss(this.#guildId, this.userId, 4014);
    this.admit();
  }

  async ready(timeoutMs = 5000): Promise<void> {
    await entersState(this.connection, VoiceConnectionStatus.Ready, timeoutMs);
  }

  /** Plays frames to their end. */
  async play(frames: readonly Uint8Array[]): Promise<void> {
    const player = createAudioPlayer();
    const subscription = this.connection.subscribe(player);
    const stream = Readable.from(frames.map((frame) => Buffer.from(frame)));
    player.play(new AudioResource([], [stream], null, 5));
    await entersState(player, AudioPlayerStatus.Playing, 5000);
    await entersState(player, AudioPlayerStatus.Idle, 60_000);
    await sleep(50);
    subscription?.unsubscribe();
  }

  /** The code of the group as the bot sees it; waits until it is the listener's own, or gives up. */
  async privacyCode(expected: () => string | undefined, timeoutMs = 3000): Promise<string> {
    const end = performance.now() + timeoutMs;
    while (performance.now() < end) {
      const code = this.connection.voicePrivacyCode;
      if (code && code === expected()) return code;
      await sleep(5);
    }
    throw new Error(`bot ${this.connection.voicePrivacyCode}, listener ${expected()}`);
  }

  leave(): void {
    if (this.connection.state.status !== VoiceConnectionStatus.Destroyed) this.connection.destroy();
  }
}

/** Distinct packets of 20 ms: CELT, full band, mono, one frame. */
export function opusFrames(count: number, seed = 1): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => {
    const frame = Buffer.alloc(80, (index * 7 + seed) & 0xff);
    frame[0] = 0xf8;
    frame.writeUInt32BE(index, 1);
    frame[5] = seed;
    return frame;
  });
}

export async function until(condition: () => boolean, timeoutMs = 5000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error('The condition did not come true in time.');
    await sleep(5);
  }
}
