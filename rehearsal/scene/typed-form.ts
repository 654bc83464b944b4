import { ComponentType as C } from 'discord-api-types/v10';

import { flatten } from '#discord/forms/component-tree.ts';
import type { ModalShown } from '#discord/interactions/interaction.ts';
import type { ModalValues } from '#discord/interactions/modal-input.ts';
import type { Component } from '#discord/model.ts';

/** Typed to empty a field, since an empty line leaves it as it is. */
const emptied = '-';

interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** A form that a person fills in line by line, a field each. */
export class TypedForm {
  readonly title: string;
  readonly #fields: readonly Field[];
  readonly #values: Record<string, string> = {};
  #at = 0;

  constructor({ title, components }: ModalShown) {
    this.title = title;
    this.#fields = components.flatMap((component) => fieldsOf(component));
  }

  /** The next thing to ask for; undefined when everything was asked for. */
  get question(): string | undefined {
    const field = this.#fields[this.#at];
    if (!field) return undefined;
    const now = field.value === '' ? 'empty now' : `now: ${field.value}`;
    return `  ${field.label} (${now}; an empty line leaves it, ${emptied} empties it)`;
  }

  /** Takes a line as the answer to the question. */
  answer(line: string): void {
    const field = this.#fields[this.#at];
    if (!field) return;
    const typed = line.trim();
    if (typed !== '') this.#values[field.name] = typed === emptied ? '' : typed;
    this.#at += 1;
  }

  get values(): ModalValues {
    return this.#values;
  }
}

function fieldsOf(component: Component): readonly Field[] {
  const outer = component['label'];
  return flatten([component]).flatMap(({ component: inner }) => {
    const { type, custom_id: name, label, value } = inner;
    if (type !== C.TextInput || typeof name !== 'string') return [];
    const shown = [label, outer].find((each) => typeof each === 'string') ?? name;
    return [{ name, label: shown, value: typeof value === 'string' ? value : '' }];
  });
}
