/** A person's filling of a form, in the shape that the bot is sent. */
import { ComponentType as C } from 'discord-api-types/v10';

import { contentTypeOf } from '../files.ts';
import { flatten } from '../forms/component-tree.ts';
import type { Component } from '../model.ts';
import type { Json } from '../payloads.ts';
import { selectValues, type SelectValues } from './component-input.ts';
import { acceptsFile } from './file-types.ts';
import type { ModalShown } from './interaction.ts';
import type { FileInput } from './option-input.ts';
import type { Resolved } from './resolved.ts';

/** By custom id: text, a tick, values of a select or group, or files. Fields that are left out stay as the form came. */
export type ModalValues = Readonly<
  Record<string, string | boolean | SelectValues | readonly FileInput[] | undefined>
>;

export function submission(modal: ModalShown, values: ModalValues, resolved: Resolved): Json {
  const fields = new Set(flatten(modal.components).map(({ component }) => component['custom_id']));
  for (const name of Object.keys(values)) {
    if (!fields.has(name)) throw new Error(`the form has no field "${name}"`);
  }
  const components = modal.components.map((component): Json => {
    const { type, id } = component;
    if (type === C.Label) {
      return {
        type,
        id,
        component: fieldJson(component['component'] as Component, values, resolved),
      };
    }
    if (type === C.ActionRow) {
      const children = component['components'] as readonly Component[];
      return { type, id, components: children.map((child) => fieldJson(child, values, resolved)) };
    }
    return { type, id };
  });
  return {
    custom_id: modal.customId,
    components,
    ...(resolved.json && { resolved: resolved.json }),
  };
}

function fieldJson(field: Component, values: ModalValues, resolved: Resolved): Json {
  const name = String(field['custom_id']);
  const given = values[name];
  const common = { type: field.type, id: field.id, custom_id: name };
  if (field.type === C.TextInput) return { ...common, value: textValue(field, name, given) };
  if (field.type === C.Checkbox) return { ...common, value: given ?? field['default'] ?? false };
  if (field.type === C.FileUpload) {
    return { ...common, values: uploads(field, (given ?? []) as readonly FileInput[], resolved) };
  }
  const chosen = selectValues(field, listOf(given, field), resolved);
  return field.type === C.RadioGroup
    ? { ...common, value: chosen[0] ?? null }
    : { ...common, values: chosen };
}

function textValue(field: Component, name: string, given: unknown): string {
  const text = given ?? field['value'] ?? '';
  if (typeof text !== 'string') throw new Error(`"${name}" takes text`);
  const { min_length: min = 0, max_length: max = 4_000 } = field as {
    min_length?: number;
    max_length?: number;
  };
  if (text === '' && field['required'] !== false) throw new Error(`"${name}" is required`);
  if (text !== '' && (text.length < min || text.length > max)) {
    throw new Error(`"${name}" takes ${min} to ${max} characters, not ${text.length}`);
  }
  return text;
}

/** The values that were given, or that are chosen from the start. */
function listOf(given: ModalValues[string], field: Component): SelectValues {
  if (given !== undefined) return (Array.isArray(given) ? given : [given]) as SelectValues;
  const options = (field['options'] ?? []) as { value: string; default?: boolean }[];
  return options.filter((option) => option.default === true).map((option) => option.value);
}

function uploads(field: Component, given: readonly FileInput[], resolved: Resolved): string[] {
  const {
    min_values: min = 1,
    max_values: max = 1,
    file_types: types,
  } = field as {
    min_values?: number;
    max_values?: number;
    file_types?: string[];
  };
  const least = field['required'] === false ? 0 : min;
  if (given.length < least || given.length > max) {
    throw new Error(
      `"${String(field['custom_id'])}" takes ${least} to ${max} files, not ${given.length}`,
    );
  }
  return given.map((file) => {
    if (!acceptsFile(types, file.filename))
      throw new Error(`${file.filename} is none of ${types?.join(', ')}`);
    return resolved.file({
      ...file,
      contentType: file.contentType ?? contentTypeOf(file.filename),
    });
  });
}
