import { ButtonStyle, ComponentType as C } from 'discord-api-types/v10';

import { flatten } from '#discord/forms/component-tree.ts';
import type { Component, Message } from '#discord/model.ts';

import type { NamedKind } from './names.ts';

/** A button or a menu that a person can use. */
export interface Control {
  readonly message: Message;
  readonly customId: string;
  readonly label: string;
  /** The things that can be chosen; absent for a button. */
  readonly choices?: readonly { readonly label: string; readonly value: string }[];
  /** Things of the server that can be chosen, by their names. */
  readonly offers?: NamedKind;
}

const offers: Partial<Record<C, NamedKind>> = {
  [C.UserSelect]: 'people',
  [C.RoleSelect]: 'roles',
  [C.ChannelSelect]: 'channels',
};

/** The control that the person meant by what they typed; `value` is what they chose in a menu. */
interface Use {
  readonly control: Control;
  readonly value?: string;
}

/** Everything that can be pressed or chosen from on the messages, in the order in which it is seen. */
export function controlsOf(messages: readonly Message[]): readonly Control[] {
  return messages.flatMap((message) =>
    flatten(message.components).flatMap(({ component }) => controlOf(message, component)),
  );
}

function controlOf(message: Message, component: Component): readonly Control[] {
  const { type, disabled, style, custom_id: id, label, placeholder, options } = component;
  if (typeof id !== 'string' || disabled === true) return [];
  if (type === C.Button && style !== ButtonStyle.Link)
    return [{ message, customId: id, label: typeof label === 'string' ? label : id }];
  const name = typeof placeholder === 'string' ? placeholder : id;
  const kind = offers[type];
  if (kind) return [{ message, customId: id, label: name, offers: kind }];
  if (type !== C.StringSelect) return [];
  const choices = options as Control['choices'];
  return [{ message, customId: id, label: name, ...(choices && { choices }) }];
}

/** "[1] Keep  [2] Discard", and menus with what can be chosen. */
export function controlsLine(controls: readonly Control[]): string {
  return controls
    .map(({ label, choices, offers: kind }, at) => {
      const offered = choices?.map((choice) => choice.label).join(' | ') ?? kind;
      return `[${at + 1}] ${label}${offered === undefined ? '' : `: ${offered}`}`;
    })
    .join('   ');
}

/**
 * The control that was typed by its number or label, a menu's followed by the choice. Undefined when it is none; throws
 * a sentence for a number that nothing has, for a button that is `gone` (labels in lower case), and for a menu's number
 * without a choice that it has.
 */
export function useTyped(
  controls: readonly Control[],
  typed: string,
  gone: ReadonlySet<string> = new Set(),
): Use | undefined {
  const wanted = typed.trim().toLowerCase();
  const named = controls.find(
    (control) => isButton(control) && control.label.toLowerCase() === wanted,
  );
  if (named) return { control: named };
  const left = controls.length > 0 ? `There is: ${controlsLine(controls)}` : 'There is none now.';
  if (gone.has(wanted))
    throw new Error(`"${typed.trim()}" is no longer there to be pressed. ${left}`);
  const [, number = '', choice = ''] = /^(\d+)(?:\s+(.*))?$/s.exec(wanted) ?? [];
  const control = controls[Number(number) - 1];
  if (control) return chosenFrom(control, number, choice);
  if (number !== '' && choice === '' && controls.length + gone.size > 0)
    throw new Error(`There is nothing with the number ${number}. ${left}`);
  return undefined;
}

export function isButton({ choices, offers: kind }: Control): boolean {
  return !choices && !kind;
}

function chosenFrom(control: Control, number: string, choice: string): Use | undefined {
  if (control.offers) return { control, value: choice };
  if (!control.choices) return choice === '' ? { control } : undefined;
  const chosen = control.choices.find(({ label }) => label.toLowerCase() === choice);
  if (chosen) return { control, value: chosen.value };
  throw new Error(`Type ${number} and one of: ${control.choices.map((c) => c.label).join(', ')}.`);
}
