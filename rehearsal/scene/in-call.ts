import type { Person } from '#discord/facade/guilds.ts';
import type { Listener } from '#discord/voice-port.ts';

import type { Names } from './names.ts';
import type { Scene } from './scene.ts';
import type { Print } from './screen.ts';

interface Parts {
  readonly scene: Scene;
  readonly names: Names;
  readonly print: Print;
  /** Given the listener that whoever sits there is from now on. */
  readonly hearBy: (listener: Listener) => void;
}

/** People do more in voice channels than write: they speak, are moved, and set statuses. */
export class InCall {
  readonly #parts: Parts;
  readonly #statuses = new Map<string, string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Begins to speak; it is told when that is over, and others may go on meanwhile. */
  speak(person: Person, seconds: number): void {
    const { scene, print } = this.#parts;
    const { name } = person;
    scene.discord.speak(scene.server, person, seconds * 1_000).then(
      () => print(`   [${name} is silent again]`),
      (error: unknown) => print(error instanceof Error ? error.message : String(error)),
    );
    print(`   [${name} speaks]`);
  }

  async move(who: Pick<Person, 'id' | 'name'>, to: string): Promise<void> {
    const { scene, names, print, hearBy } = this.#parts;
    const channel = names.find('channels', to);
    const listener = await scene.discord.move(who, channel);
    if (listener && who.id === scene.ann.id) hearBy(listener);
    print(`   [${who.name} is in ${channel.name} now]`);
  }

  /** Out of the call that they are in. */
  async kick(who: Pick<Person, 'id' | 'name'>): Promise<void> {
    const { discord, server } = this.#parts.scene;
    await discord.kick(server, who);
    this.#parts.print(`   [${who.name} is in no call now]`);
  }

  /** Into the call in which everybody is at first. */
  async join(who: Person): Promise<void> {
    const { scene, print, hearBy } = this.#parts;
    const listener = await scene.discord.listen(scene.call, who);
    if (who.id === scene.ann.id) hearBy(listener);
    print(`   [${who.name} is in ${scene.call.name} now]`);
  }

  mute(who: Pick<Person, 'id' | 'name'>, mute: boolean): void {
    const { discord, server } = this.#parts.scene;
    discord.setVoiceState(server, who, { mute });
    this.#parts.print(`   [${who.name} is ${mute ? 'muted' : 'no longer muted'}]`);
  }

  sendEffect(by: Person, emoji: string): void {
    const { discord, server, call } = this.#parts.scene;
    const id = discord.voiceState(server, by)?.channelId ?? call.id;
    discord.sendEffect({ id }, by, { emoji });
    this.#parts.print(`   [${by.name} sends ${emoji}]`);
  }

  /** The status of the channel that they are in. */
  setStatus(by: Person, status: string): void {
    const { discord, server, call } = this.#parts.scene;
    const id = discord.voiceState(server, by)?.channelId ?? call.id;
    discord.setVoiceStatus({ id }, by, status);
  }

  /** Tells of statuses that are others than they were. */
  showStatuses(): void {
    const { scene, print } = this.#parts;
    for (const { id, name } of scene.discord.directory(scene.server).channels) {
      const status = scene.discord.voiceStatus({ id }) ?? '';
      if (status === (this.#statuses.get(id) ?? '')) continue;
      this.#statuses.set(id, status);
      print(
        `   [the status of ${name}: ${status === '' ? 'none' : this.#parts.names.shown(status)}]`,
      );
    }
  }
}
