import { setTimeout as delay } from 'node:timers/promises';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { HeardPacket, Listener } from '@crier/rehearsal/discord/voice-port.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

const stepMs = 20_000;
/** Two presses that come sooner are one. */
const pressPauseMs = 500;

/** The bot in a call with one person who hears: what the figures of speaking have in common. */
export class InCall {
  readonly scene: Scene;
  readonly listener: Listener;

  private constructor(scene: Scene, listener: Listener) {
    this.scene = scene;
    this.listener = listener;
  }

  static async enter(scene: Scene): Promise<InCall> {
    const listener = await scene.discord.listen(scene.call, scene.ann);
    const inCall = new InCall(scene, listener);
    await inCall.join();
    return inCall;
  }

  /** Everything heard so far. */
  get heard(): readonly HeardPacket[] {
    return this.listener.heard;
  }

  async join(): Promise<void> {
    const { discord, server, call } = this.scene;
    const joined = this.command('join');
    await discord.botIn(server, call);
    await joined.reply(undefined, stepMs);
  }

  async leave(): Promise<void> {
    const { discord, server } = this.scene;
    const left = this.command('leave');
    await discord.botIn(server, undefined);
    await left.reply(undefined, stepMs);
  }

  command(name: string, options: Readonly<Record<string, string>> = {}): Interaction {
    const { discord, text: channel, ann: by } = this.scene;
    return discord.command({ channel, by, name, options });
  }

  /** Says it; resolves with its first frame of speech, decrypted by the listener. Throws when that was not encrypted end to end. */
  async firstPacket(
    text: string,
  ): Promise<{ readonly said: Interaction; readonly packet: HeardPacket }> {
    const said = this.command('say', { text });
    const packet = await speechBegins(this.listener, said.sentAtMs, stepMs);
    if (!packet.e2ee) throw new Error('the first frame was not end-to-end encrypted');
    return { said, packet };
  }

  /** From a press on what is called so to the first packet, in milliseconds; what is spoken is ended. */
  async pressed(on: Message, label: string): Promise<number> {
    const { discord, ann } = this.scene;
    const pressed = discord.press(on, label, ann);
    const packet = await speechBegins(this.listener, pressed.sentAtMs, stepMs);
    await this.hush();
    await delay(pressPauseMs);
    return packet.atMs - pressed.sentAtMs;
  }

  /** Ends what is being spoken, and waits for the silence behind it and for all messages about it. */
  async hush(): Promise<void> {
    const skip = this.command('skip');
    await this.listener.next(({ silence }) => silence, {
      sinceMs: skip.sentAtMs,
      timeoutMs: stepMs,
    });
    await skip.reply(undefined, stepMs);
  }

  /** Says it and waits until it was heard to its end: only what was made whole is kept. */
  async sayWhole(text: string): Promise<void> {
    const { said, packet } = await this.firstPacket(text);
    await this.listener.next(({ silence }) => silence, {
      sinceMs: packet.atMs,
      timeoutMs: stepMs,
    });
    await said.reply(undefined, stepMs);
  }
}
