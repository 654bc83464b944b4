import { Track } from '#audio/track.ts';
import type { GatewayListener, VoiceGateway, VoiceStatePacket } from '#call/gateway.ts';
import { calls, type CallsOptions, type LiveCalls } from '#call/live-calls.ts';
import type { News } from '#call/news.ts';
import type { FromWorker, ToWorker } from '#call/voice-port.ts';
import type { VoiceWorkerEvents } from '#call/worker-process.ts';

import { voiceServerAt, voiceStateIn } from './packets.ts';

/** The channel of the call. */
export const target = { guildId: 'guild', channelId: 'A' };
/** Any sound. */
export const frame = Uint8Array.of(0xf8, 1, 2);

/** The voice server of the call. */
export const server = voiceServerAt('host');

/** Does nothing by itself: what Discord and the worker say is the test's. */
export class Stage implements VoiceGateway {
  readonly news: News[] = [];
  readonly log: string[] = [];
  readonly requests: (string | null)[] = [];
  readonly toWorker: ToWorker[] = [];
  readonly listeners: GatewayListener[] = [];
  readonly live: LiveCalls;
  #worker: VoiceWorkerEvents | undefined;
  readonly unsuppress?: () => Promise<boolean>;
  readonly channelExists?: () => boolean;
  server: 'here' | 'away' | 'gone' = 'here';

  constructor(
    gateway: { unsuppress?: () => Promise<boolean>; channelExists?: () => boolean } = {},
    options: Partial<CallsOptions> = {},
  ) {
    Object.assign(this, gateway);
    this.live = calls({
      gateway: this,
      onNews: (_, news) => this.news.push(news),
      onLog: (_, message) => this.log.push(message),
      startWorker: (events) => {
        this.#worker = events;
        return {
          id: 1,
          send: (message, taken) => {
            this.toWorker.push(message);
            taken?.();
            if (message.type === 'close') events.died('exited with 0');
          },
          kill: () => undefined,
        };
      },
      limits: { jitterMs: 0, hindranceMs: 10, kickMs: 20 },
      ...options,
    });
  }

  attach(_: string, listener: GatewayListener) {
    this.listeners.push(listener);
    return {
      sendPayload: (payload: unknown) => {
        this.requests.push((payload as { d: { channel_id: string | null } }).d.channel_id);
        return true;
      },
      destroy: () => undefined,
    };
  }

  ready(): boolean {
    return true;
  }

  serverIs(): 'here' | 'away' | 'gone' {
    return this.server;
  }

  whoListens(): number {
    return 1;
  }

  says(message: FromWorker): void {
    this.#worker?.message(message);
  }

  get connection(): number {
    return this.toWorker.findLast((message) => message.type === 'connect')?.connection ?? 0;
  }

  get speech(): number {
    return this.toWorker.findLast((message) => message.type === 'frames')?.speech ?? 0;
  }

  /** As far as the voice server's being ready. */
  arrive(changes: Partial<VoiceStatePacket> = {}): void {
    this.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn('A', changes));
    this.listeners.at(-1)?.onVoiceServerUpdate(server);
    this.says({ type: 'step', guildId: 'guild', connection: this.connection, step: 'ready' });
  }

  async joined(changes: Partial<VoiceStatePacket> = {}): Promise<void> {
    const joined = this.live.join(target, new AbortController().signal);
    this.arrive(changes);
    await joined;
  }

  speak(id: string) {
    const render = () => Track.of([frame, frame]);
    return this.live.speak('guild', { id, authorId: 'author', render });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.live.close(0);
  }
}
