import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ComponentType } from 'discord-api-types/v10';

import { flatten } from '#discord/forms/component-tree.ts';
import type { Message } from '#discord/model.ts';

import { controlsLine, controlsOf, isButton } from './controls.ts';
import type { Control } from './controls.ts';
import type { Names } from './names.ts';

export type Print = (text: string) => void;

/** Shows messages as they come and change, each with the number by which a person can mean it. */
export class Screen {
  readonly #names: Names;
  /** Where posted files are put. */
  readonly #folder: string;
  readonly #print: Print;
  readonly #numbered: Message[] = [];
  readonly #seen = new Set<string>();
  #controls: readonly Control[] = [];
  readonly #labels = new Set<string>();
  #changedAtMs = performance.now();

  constructor(names: Names, folder: string, print: Print) {
    this.#names = names;
    this.#folder = folder;
    this.#print = print;
  }

  /** The controls of the message that came or changed last, of those that have any. */
  get controls(): readonly Control[] {
    return this.#controls;
  }

  /** The labels of all buttons that were ever offered, in lower case. */
  get labels(): ReadonlySet<string> {
    return this.#labels;
  }

  /** `performance.now()` when something was shown last. */
  get changedAtMs(): number {
    return this.#changedAtMs;
  }

  /** Whether a message that came or changed since then says that something is still being done. */
  isUnfinished(sinceMs: number): boolean {
    return this.#numbered.some((message) => message.atMs >= sinceMs && goesOn(message));
  }

  /** The latest state of the message of that number. Throws a sentence when there is none. */
  message(typed: string): Message {
    const message = this.#numbered[Number(typed) - 1];
    if (message) return message;
    throw new Error(`There is no message ${typed}. Each has its number before its author's name.`);
  }

  show(message: Message): void {
    if (message.loading) return;
    const state = `${message.id} ${message.text} ${JSON.stringify(message.components)}`;
    if (this.#seen.has(state)) return;
    this.#seen.add(state);
    this.#changedAtMs = performance.now();
    const known = this.#numbered.findIndex(({ id }) => id === message.id);
    const at = known === -1 ? this.#numbered.length : known;
    const before = this.#numbered[at];
    this.#numbered[at] = message;
    const only = message.ephemeralFor;
    const seenBy = only === undefined ? '' : ` (only ${this.#names.shown(`<@${only}>`)} sees this)`;
    const text = this.#names.shown(proseOf(message).join('\n'));
    if (!before || proseOf(before).join('\n') !== proseOf(message).join('\n'))
      this.#print(indented(`${at + 1}  ${message.author.displayName}${seenBy}: ${text}`.trimEnd()));
    if (!before) this.#keepFiles(message);
    this.#offer(message);
  }

  #offer(message: Message): void {
    const controls = controlsOf([message]);
    const isOfLast = this.#controls[0]?.message.id === message.id;
    if (controls.length === 0 && !isOfLast) return;
    this.#controls = controls;
    for (const { label } of controls.filter(isButton)) this.#labels.add(label.toLowerCase());
    if (controls.length > 0) this.#print(`   ${controlsLine(controls)}`);
  }

  #keepFiles(message: Message): void {
    for (const { filename, bytes, durationSecs } of message.attachments) {
      const file = join(this.#folder, `${message.id}-${filename}`);
      writeFileSync(file, bytes);
      const what = message.voiceMessage ? `voice message, ${durationSecs} s` : 'file';
      this.#print(`   [${what}: ${file}]`);
    }
  }
}

/** The text of a message, without the labels of what can be pressed. */
function proseOf({ content, embeds, components }: Message): readonly string[] {
  const texts = flatten(components).flatMap(({ component }) =>
    component.type === ComponentType.TextDisplay ? [String(component['content'])] : [],
  );
  const embedded = embeds.flatMap(({ title = '', description = '' }) => [title, description]);
  return [content, ...embedded, ...texts].filter((text) => text !== '');
}

/** In any language what is being done ends in dots. Quoted lines are people's words, and none of the bot's. */
function goesOn(message: Message): boolean {
  if (!message.author.bot) return false;
  const said = proseOf(message).flatMap((text) => text.split('\n'));
  return said.some((line) => !line.startsWith('>') && /[^\s#]\s?…/u.test(line));
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n   ');
}
