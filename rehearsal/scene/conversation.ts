import { ApplicationCommandType } from 'discord-api-types/v10';

import type { CommandOption, RegisteredCommand } from '#discord/command-registry.ts';
import type { Person } from '#discord/facade/guilds.ts';
import type { Interaction } from '#discord/facade/interaction.ts';
import type { OptionValue } from '#discord/interactions/option-input.ts';

import { isCalled, shownDescription, shownName } from './client-words.ts';
import { clipFor } from './clip-shelf.ts';
import { controlsOf, useTyped } from './controls.ts';
import type { Control } from './controls.ts';
import type { InCall } from './in-call.ts';
import type { Names } from './names.ts';
import type { Scene } from './scene.ts';
import type { Print, Screen } from './screen.ts';
import { readTyped, valueOf } from './typed-command.ts';
import type { Meanings } from './typed-command.ts';
import { TypedForm } from './typed-form.ts';
import { readLine } from './typed-line.ts';
import type { TypedLine } from './typed-line.ts';

/** Something that is asked for, line by line, before anything is done. */
type Question =
  | { readonly kind: 'form'; readonly opened: Interaction; readonly form: TypedForm }
  | {
      readonly kind: 'options';
      readonly by: Person;
      readonly name: string;
      readonly options: Record<string, OptionValue>;
      readonly missing: CommandOption[];
    };

export interface ConversationParts {
  readonly scene: Scene;
  readonly names: Names;
  readonly screen: Screen;
  readonly inCall: InCall;
  readonly print: Print;
}

/** Everything that people and the bot did so far, as far as the next line can refer to it. */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #meanings: Meanings;
  readonly #people = new Map<string, Person>();
  readonly #begun: Interaction[] = [];
  #question: Question | undefined;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#meanings = { file: clipFor, names: parts.names, locale: parts.scene.locale };
    this.#people.set(parts.scene.ann.name.toLowerCase(), parts.scene.ann);
  }

  /** Everything that people did by commands, buttons and menus, oldest first. */
  get interactions(): readonly Interaction[] {
    return this.#begun;
  }

  /** Does what a line says, and resolves once the bot has acknowledged it. Never rejects: what can't be done is told. */
  async take(line: string): Promise<void> {
    try {
      const interaction = await this.#begin(line);
      if (interaction) await this.#follow(interaction);
    } catch (error) {
      this.#parts.print(error instanceof Error ? error.message : String(error));
    }
  }

  /** The interaction that the line begins; undefined when it is a message, says nothing, or leaves more to be asked for. */
  async #begin(line: string): Promise<Interaction | undefined> {
    const question = this.#question;
    if (question?.kind === 'form') return this.#fill(question, line);
    if (question) return this.#answer(question, line);
    const { by, does } = readLine(line);
    if (does.kind === 'nothing') return undefined;
    return this.#do(does, by === undefined ? this.#parts.scene.ann : await this.#person(by));
  }

  async #do(
    does: Exclude<TypedLine['does'], { kind: 'nothing' }>,
    by: Person,
  ): Promise<Interaction | undefined> {
    const { discord, text: channel } = this.#parts.scene;
    const { names, screen } = this.#parts;
    switch (does.kind) {
      case 'command': {
        const { missing, ...typed } = await readTyped(does.text, this.#commands(), this.#meanings);
        if (missing.length === 0) return discord.command({ channel, by, ...typed });
        return this.#ask({
          kind: 'options',
          by,
          name: typed.name,
          options: { ...typed.options },
          missing: [...missing],
        });
      }
      case 'menu': {
        const { name, shown, isOfPerson } = this.#menuCommand(does.name);
        if (isOfPerson !== does.target.startsWith('@'))
          throw new Error(
            isOfPerson
              ? `"${shown}" is in the menu of a person: give the name of one, such as @${by.name}.`
              : `"${shown}" is in the menu of a message: give the number before one.`,
          );
        const target = isOfPerson ? names.find('people', does.target) : screen.message(does.target);
        return discord.menu({ channel, by, name, target });
      }
      case 'words': {
        const use = useTyped(screen.controls, does.text, screen.labels);
        if (use) return this.#use(use, by);
        discord.say({ channel, by, content: names.marked(does.text) });
        return undefined;
      }
      default:
        await this.#doInCall(does, by);
        return undefined;
    }
  }

  async #doInCall(
    does: Exclude<TypedLine['does'], { kind: 'nothing' | 'command' | 'menu' | 'words' }>,
    by: Person,
  ): Promise<void> {
    const { inCall } = this.#parts;
    switch (does.kind) {
      case 'speak':
        return inCall.speak(await this.#person(does.who), does.seconds);
      case 'move':
        return inCall.move(await this.#movable(does.who), does.to);
      case 'kick':
        return inCall.kick(await this.#movable(does.who));
      case 'join':
        return inCall.join(await this.#person(does.who));
      case 'mute':
      case 'unmute':
        return inCall.mute(await this.#movable(does.who), does.kind === 'mute');
      case 'effect':
        return inCall.sendEffect(by, does.emoji);
      case 'status':
        return inCall.setStatus(by, does.text);
    }
  }

  #menuCommand(typed: string): {
    readonly name: string;
    readonly shown: string;
    readonly isOfPerson: boolean;
  } {
    const { ChatInput, User } = ApplicationCommandType;
    const { discord, locale } = this.#parts.scene;
    const all = discord.commandsOf().filter(({ type }) => type !== ChatInput);
    const found = all.find(({ json }) => isCalled(json, typed, locale));
    if (found) {
      const { name, json, type } = found;
      return { name, shown: shownName(json, locale), isOfPerson: type === User };
    }
    const known = all.map(({ json }) => `"${shownName(json, locale)}"`).join(', ');
    throw new Error(`No menu has "${typed}". There are: ${known}.`);
  }

  #use(
    { control, value }: { readonly control: Control; readonly value?: string },
    by: Person,
  ): Interaction {
    const { discord } = this.#parts.scene;
    const { message, customId, label, offers } = control;
    const now = this.#parts.screen.controls.find((each) => each.customId === customId);
    if (!now || !controlsOf([now.message]).some((each) => each.customId === customId))
      throw new Error(`"${label}" is no longer there to be pressed.`);
    if (value === undefined) return discord.press(message, customId, by);
    const chosen = offers ? this.#parts.names.find(offers, value) : value;
    return discord.select(message, customId, [chosen], by);
  }

  /** Asks for the first option that is missing. */
  #ask(question: Question & { kind: 'options' }): undefined {
    this.#question = question;
    const [first] = question.missing;
    const { locale } = this.#parts.scene;
    if (!first) return;
    const what = `${shownName(first, locale)}: ${shownDescription(first, locale)}`;
    this.#parts.print(`   ${what} (an empty line gives up)`);
  }

  async #answer(
    question: Question & { kind: 'options' },
    line: string,
  ): Promise<Interaction | undefined> {
    const { scene, print } = this.#parts;
    const [option] = question.missing;
    if (line.trim() === '' || !option) {
      this.#question = undefined;
      print('Nothing was sent.');
      return undefined;
    }
    question.options[option.name] = await valueOf(line.trim(), option, this.#meanings);
    question.missing.shift();
    if (question.missing.length > 0) return this.#ask(question);
    this.#question = undefined;
    const { by, name, options } = question;
    return scene.discord.command({ channel: scene.text, by, name, options });
  }

  async #fill(
    { opened, form }: { readonly opened: Interaction; readonly form: TypedForm },
    line: string,
  ): Promise<Interaction | undefined> {
    form.answer(line);
    if (form.question !== undefined) {
      this.#parts.print(form.question);
      return undefined;
    }
    this.#question = undefined;
    return this.#parts.scene.discord.submitModal(opened, form.values);
  }

  async #follow(interaction: Interaction): Promise<void> {
    this.#begun.push(interaction);
    await interaction.acknowledged;
    const { modal } = interaction.state;
    if (!modal) return;
    const form = new TypedForm(modal);
    this.#parts.print(`A form: ${form.title}`);
    if (form.question === undefined) return;
    this.#parts.print(form.question);
    this.#question = { kind: 'form', opened: interaction, form };
  }

  /** Somebody by their name; a new person comes into the server and into the call. */
  async #person(typed: string): Promise<Person> {
    const { discord, server, call } = this.#parts.scene;
    const name = typed.trim().replace(/^@/u, '');
    const known = this.#people.get(name.toLowerCase());
    if (known) return known;
    if (name.toLowerCase() === discord.bot.name.toLowerCase())
      throw new Error(`${discord.bot.name} is the bot, and speaks for itself.`);
    const person = discord.addPerson(server, { name });
    await discord.listen(call, person);
    this.#people.set(name.toLowerCase(), person);
    return person;
  }

  /** Somebody who can be dragged elsewhere: the bot, too. */
  async #movable(typed: string): Promise<Pick<Person, 'id' | 'name'>> {
    const { bot } = this.#parts.scene.discord;
    const isBot = typed.replace(/^@/u, '').toLowerCase() === bot.name.toLowerCase();
    return isBot ? bot : this.#person(typed);
  }

  #commands(): readonly RegisteredCommand[] {
    const { discord } = this.#parts.scene;
    return discord.commandsOf().filter(({ type }) => type === ApplicationCommandType.ChatInput);
  }
}
