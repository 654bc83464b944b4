/** A person's use of a message's components. */
import { ButtonStyle, ComponentType as C } from 'discord-api-types/v10';

import { flatten } from '../forms/component-tree.ts';
import type { Component, Message } from '../model.ts';
import type { Json } from '../payloads.ts';
import type { Resolved } from './resolved.ts';

export interface Pressed {
  readonly data: Json;
}

/** Values of options, or things with ids where a select offers people, roles or channels. */
export type SelectValues = readonly (string | { readonly id: string })[];

export function pressed(message: Message, button: string): Pressed {
  const buttons = flatten(message.components)
    .map(({ component }) => component)
    .filter(({ type }) => type === C.Button);
  const found =
    buttons.find((each) => each['custom_id'] === button) ??
    buttons.find((each) => each['label'] === button);
  if (found === undefined) {
    const there = buttons.map((each) => String(each['label'] ?? each['custom_id'])).join(', ');
    throw new Error(`the message has no button "${button}", only ${there || 'none'}`);
  }
  if (found['disabled'] === true) throw new Error(`button "${button}" is disabled`);
  if (found['style'] === ButtonStyle.Link || found['style'] === ButtonStyle.Premium) {
    throw new Error(`button "${button}" tells the bot nothing`);
  }
  return { data: { custom_id: found['custom_id'], component_type: found.type, id: found.id } };
}

const SELECTS = new Set<number>([
  C.StringSelect,
  C.UserSelect,
  C.RoleSelect,
  C.MentionableSelect,
  C.ChannelSelect,
]);

export interface Selection {
  readonly select: string;
  readonly values: SelectValues;
  readonly resolved: Resolved;
}

export function selected(message: Message, { select, values, resolved }: Selection): Pressed {
  const found = flatten(message.components)
    .map(({ component }) => component)
    .find(
      (each) =>
        SELECTS.has(each.type) && (each['custom_id'] === select || each['placeholder'] === select),
    );
  if (found === undefined) throw new Error(`the message has no select "${select}"`);
  if (found['disabled'] === true) throw new Error(`select "${select}" is disabled`);
  const chosen = selectValues(found, values, resolved);
  const data: Json = {
    custom_id: found['custom_id'],
    component_type: found.type,
    id: found.id,
    values: chosen,
  };
  if (resolved.json !== undefined) data['resolved'] = resolved.json;
  return { data };
}

/** The values that the bot is sent; throws when they could not be chosen. */
export function selectValues(
  component: Component,
  values: SelectValues,
  resolved: Resolved,
): string[] {
  const options = (component['options'] ?? []) as { label: string; value: string }[];
  // All of a group of checkboxes may be ticked, unless it says otherwise.
  const most = component.type === C.CheckboxGroup ? options.length : 1;
  const { min_values: min = 1, max_values: max = most } = component as {
    min_values?: number;
    max_values?: number;
  };
  const name = String(component['custom_id']);
  const optional = component['required'] === false && values.length === 0;
  if (!optional && (values.length < min || values.length > max)) {
    throw new Error(`"${name}" takes ${min} to ${max} values, not ${values.length}`);
  }
  return values.map((value) => {
    const id = typeof value === 'string' ? value : value.id;
    if (component.type === C.UserSelect) return resolved.user(id);
    if (component.type === C.RoleSelect) return resolved.role(id);
    if (component.type === C.MentionableSelect) return resolved.mentionable(id);
    if (component.type === C.ChannelSelect)
      return resolved.channel(id, component['channel_types'] as number[] | undefined);
    const option =
      options.find((each) => each.value === id) ?? options.find((each) => each.label === id);
    if (option === undefined)
      throw new Error(
        `"${name}" offers ${options.map((each) => each.label).join(', ')}, not ${id}`,
      );
    return option.value;
  });
}
