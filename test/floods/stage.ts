import { setTimeout as delay } from 'node:timers/promises';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { openRoom, type Options, type Room } from './room.ts';

/** For a flood to be dealt with, and for one answer. */
const patienceMs = 120_000;
const answerMs = 30_000;
const pollMs = 50;
/** More than Discord gives a bot for its first answer. */
const lostMs = 5_000;

/** The server that is flooded: it is read aloud, the bot is in its call, and Ann floods it. */
export class Stage {
  readonly scene: Scene;
  readonly room: Room;
  /** May decide what is read. */
  readonly admin: Person;
  /** From 0 to 1, the same for the same seed. */
  readonly random: () => number;
  readonly #asked: Interaction[] = [];

  private constructor(scene: Scene, room: Room, random: () => number) {
    this.scene = scene;
    this.room = room;
    this.random = random;
    const { discord } = scene;
    this.admin = discord.addPerson(room.server, {
      name: 'Mo',
      permissions: ['ManageGuild', 'MoveMembers'],
    });
  }

  static async open(scene: Scene, random: () => number): Promise<Stage> {
    const stage = new Stage(scene, await openRoom(scene.discord, 'flooded'), random);
    await stage.told(stage.room.use('autoread on', {}, stage.admin));
    await stage.told(stage.room.use('join'));
    return stage;
  }

  /** Ann, or somebody else, uses a command; `answered` waits for its answer. */
  use(command: string, options: Options = {}, by?: Person): Interaction {
    return this.keep(this.room.use(command, options, by));
  }

  /** Ann presses a button, whether it is there or not; with values she chooses in a menu. */
  press(message: Message, customId: string, values?: readonly string[]): Interaction {
    return this.keep(this.scene.discord.forge(message, customId, this.room.ann, values));
  }

  /** Ann sends in a form, whether it was shown or not. */
  submit(message: Message, customId: string, texts: Readonly<Record<string, string>>): Interaction {
    return this.keep(this.scene.discord.forgeForm(message, customId, texts, this.room.ann));
  }

  /** Ann writes, as much as somebody with a subscription may. */
  write(content: string): Message {
    return this.scene.discord.say({ channel: this.room.text, by: this.room.ann, content });
  }

  /** The answer to what was asked, once there is more than that it will come. */
  async told(asked: Interaction): Promise<Message> {
    return asked.shown((message) => !isUnderWay(message), answerMs);
  }

  /** A whole number below that. */
  below(count: number): number {
    return Math.floor(this.random() * count);
  }

  /** One of these. */
  any<One>(all: readonly [One, ...One[]]): One {
    return all[this.below(all.length)] ?? all[0];
  }

  /** Waits until everything that was asked so far is answered, or can't be any more. */
  async answered(): Promise<void> {
    const endMs = performance.now() + patienceMs;
    while (!this.#asked.every((each) => isOver(each) || isLost(each)) && performance.now() < endMs)
      await delay(pollMs);
  }

  /** A moderator takes out what still waits, and skips what is spoken: what goes on working holds memory with a reason. */
  async cleared(): Promise<void> {
    await this.told(this.room.use('clear', { whose: 'all' }, this.admin));
    await this.told(this.room.use('skip', {}, this.admin));
  }

  /** Names everybody who got no answer, in a sentence. */
  get problems(): readonly string[] {
    const all = this.#asked.length;
    const lost = this.#asked.filter(({ state }) => !state.acknowledgement).length;
    const open = this.#asked.filter((each) => each.state.acknowledgement && !isOver(each));
    const said = [...new Set(open.map(({ original }) => original?.text.slice(-200) ?? ''))];
    return [
      ...(lost > 0 ? [`${lost} of ${all} were never answered`] : []),
      ...(open.length > 0
        ? [
            `${open.length} of ${all} still waited for the end of their answer: ${said.join(' · ').slice(0, 300)}`,
          ]
        : []),
    ];
  }

  /** Waits for the answer of this, too, in `answered`. */
  keep(asked: Interaction): Interaction {
    this.#asked.push(asked);
    return asked;
  }
}

function isLost({ state, sentAtMs }: Interaction): boolean {
  return !state.acknowledgement && performance.now() - sentAtMs > lostMs;
}

function isOver({ state, original }: Interaction): boolean {
  if (!state.acknowledgement) return false;
  return !original || !isUnderWay(original);
}

/** Whether it waits for its turn in the call, or is spoken: those are answered. */
function isUnderWay({ loading, text }: Message): boolean {
  return (
    loading || /^One moment|^(-# )?(Joining|Being made|Nearly there|Waiting for the)/mu.test(text)
  );
}
