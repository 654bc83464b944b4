import { createInterface } from 'node:readline/promises';

import { ApplicationCommandType } from 'discord-api-types/v10';

import type { RegisteredCommand } from '../discord/command-registry.ts';
import type { Interaction } from '../discord/facade/interaction.ts';
import { tellAnswer } from './answer-told.ts';
import { clipFor, shelfNames } from './clip-shelf.ts';
import { controlsLine, controlsOf, useTyped } from './controls.ts';
import type { Control } from './controls.ts';
import { keepListening } from './ears.ts';
import type { Scene } from './scene.ts';
import { openScene } from './scene.ts';
import { readTyped } from './typed-command.ts';
import { TypedForm } from './typed-form.ts';

type Print = (text: string) => void;

/** Lets a person type commands, says what they would see, and keeps what a listener in the call hears as Ogg files. */
export async function runPrompt(): Promise<void> {
  const print: Print = (text) => void process.stdout.write(`${text}\n`);
  print('Starting a Discord, a deAPI and the bot, all on this machine …');
  const scene = await openScene();
  const listener = await scene.discord.listen(scene.call, scene.ann);
  introduce(scene, print);
  const ears = keepListening(listener, print);
  const ending = new AbortController();
  void (async () => {
    const { code } = await scene.bot.exited;
    if (!ending.signal.aborted)
      print(`The bot ended with exit code ${code}:\n${scene.bot.output.slice(-20).join('\n')}`);
  })();
  const conversation = new Conversation(scene, ears.folder, print);
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  let closed = false;
  input.once('close', () => (closed = true));
  input.prompt();
  for await (const line of input) {
    await conversation.take(line);
    // The last lines of a pipe are still read after its end; a prompt can't be shown any more.
    if (!closed) input.prompt();
  }
  print('\nStopping the bot …');
  ending.abort();
  ears.stop();
  const code = await scene.close();
  print(`It ended with exit code ${code}. What was heard is in ${ears.folder}`);
}

function introduce(scene: Scene, print: Print): void {
  const { ann, call } = scene;
  const names = slashCommands(scene).map(({ name }) => `/${name}`);
  print(`Ready. You are ${ann.name}, in the voice channel "${call.name}". Type a command:`);
  print(`  ${names.join('  ')}`);
  print('  /say hello there     /say good night as:voice message     (Ctrl+D ends the rehearsal)');
  print(`  /clone make clip:low name:Me     (clip: a path, or ${shelfNames.join(', ')})`);
  print('Press a button by typing its number or its label.\n');
}

function slashCommands({ discord }: Scene): readonly RegisteredCommand[] {
  return discord.commandsOf().filter(({ type }) => type === ApplicationCommandType.ChatInput);
}

/** What a person and the bot did so far, as far as the next line can refer to it. */
class Conversation {
  readonly #scene: Scene;
  readonly #folder: string;
  readonly #print: Print;
  #controls: readonly Control[] = [];
  #filling: { readonly opened: Interaction; readonly form: TypedForm } | undefined;

  constructor(scene: Scene, folder: string, print: Print) {
    this.#scene = scene;
    this.#folder = folder;
    this.#print = print;
  }

  /** Does what a line says. Never rejects: what can't be done is told. */
  async take(line: string): Promise<void> {
    try {
      const interaction = await this.#begin(line);
      if (interaction) await this.#follow(interaction);
    } catch (error) {
      this.#print(error instanceof Error ? error.message : String(error));
    }
  }

  /** What the line makes the person do; undefined when there is more to type, or nothing was. */
  async #begin(line: string): Promise<Interaction | undefined> {
    const { discord, text: channel, ann: by } = this.#scene;
    if (this.#filling) return this.#fill(this.#filling, line);
    if (line.trim() === '') return undefined;
    const use = useTyped(this.#controls, line);
    if (!use) {
      const typed = await readTyped(line, slashCommands(this.#scene), clipFor);
      return discord.command({ channel, by, ...typed });
    }
    const { message, customId } = use.control;
    return use.value === undefined
      ? discord.press(message, customId, by)
      : discord.select(message, customId, [use.value], by);
  }

  async #fill(
    { opened, form }: { readonly opened: Interaction; readonly form: TypedForm },
    line: string,
  ): Promise<Interaction | undefined> {
    form.answer(line);
    if (form.question !== undefined) {
      this.#print(form.question);
      return undefined;
    }
    this.#filling = undefined;
    return this.#scene.discord.submitModal(opened, form.values);
  }

  async #follow(interaction: Interaction): Promise<void> {
    const messages = await tellAnswer(interaction, this.#folder, this.#print);
    const { modal } = interaction.state;
    if (modal) {
      const form = new TypedForm(modal);
      this.#print(`A form: ${form.title}`);
      if (form.question !== undefined) {
        this.#print(form.question);
        this.#filling = { opened: interaction, form };
      }
      return;
    }
    const controls = controlsOf(messages);
    // What was seen before can still be pressed after a plain answer.
    if (controls.length === 0) return;
    this.#controls = controls;
    this.#print(`  ${controlsLine(controls)}`);
  }
}
