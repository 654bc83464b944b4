/** All components of a message taken together: their number, text, ids and files. */
import { ComponentType as C } from 'discord-api-types/v10';

import type { Component } from '../model.ts';
import { type FieldFault, invalidForm } from '../rest/form.ts';

const MAX_COMPONENTS = 40;
const MAX_TEXT_LENGTH = 4_000;

export interface Placed {
  readonly component: Component;
  readonly path: readonly PropertyKey[];
}

/** Every component, outer before inner, with its path in the form. */
export function flatten(
  components: readonly Component[],
  base: readonly PropertyKey[] = ['components'],
): Placed[] {
  return components.flatMap((component, index) => inside(component, [...base, index]));
}

function inside(component: Component, path: readonly PropertyKey[]): Placed[] {
  const children = (component['components'] ?? []) as readonly Component[];
  return [
    { component, path },
    ...flatten(children, [...path, 'components']),
    ...(['accessory', 'component'] as const).flatMap((key) => {
      const child = component[key] as Component | undefined;
      return child === undefined ? [] : inside(child, [...path, key]);
    }),
  ];
}

/** Checks what concerns all components of a message together, and fills in their numeric ids as Discord does. */
export function checkTogether(
  components: readonly Component[],
  filenames: readonly string[],
): Component[] {
  const copy = structuredClone(components) as Component[];
  const placed = flatten(copy);
  const faults: FieldFault[] = [];
  if (placed.length > MAX_COMPONENTS) {
    faults.push({
      path: ['components'],
      code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      message: `The total number of components cannot exceed ${MAX_COMPONENTS}`,
    });
  }
  const textLength = placed.reduce((sum, { component }) => sum + lengthOf(component['content']), 0);
  if (textLength > MAX_TEXT_LENGTH) {
    faults.push({
      path: ['components'],
      code: 'COMPONENT_TOTAL_TEXT_EXCEEDED',
      message: `The displayable text cannot exceed ${MAX_TEXT_LENGTH} characters`,
    });
  }
  const customIds = new Set<unknown>();
  for (const { component, path } of placed) {
    const own = component['custom_id'];
    if (own !== undefined && customIds.has(own)) {
      faults.push({
        path: [...path, 'custom_id'],
        code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
        message: 'Component custom id cannot be duplicated',
      });
    }
    customIds.add(own);
    for (const name of attachmentNames(component)) {
      if (!filenames.includes(name)) {
        faults.push({
          path,
          code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
          message: `The specified attachment ${name} could not be found`,
        });
      }
    }
  }
  if (faults.length > 0) throw invalidForm(faults);
  return withIds(placed, copy);
}

function withIds(placed: readonly Placed[], components: Component[]): Component[] {
  const taken = new Set(placed.map(({ component }) => component.id).filter(Boolean));
  let next = 1;
  for (const { component } of placed) {
    if (component.id) continue;
    while (taken.has(next)) next += 1;
    Object.assign(component, { id: next });
    next += 1;
  }
  return components;
}

/** The files that a component shows. */
function attachmentNames(component: Component): string[] {
  const urls = [
    component['file'],
    component['media'],
    ...((component['items'] ?? []) as { media: unknown }[]).map(({ media }) => media),
  ].map((item) => (item as { url?: string } | undefined)?.url ?? '');
  return urls
    .filter((url) => url.startsWith('attachment://'))
    .map((url) => url.slice('attachment://'.length));
}

/** The text that a person reads of them, a line each; a button as `[label]`. */
export function textOf(components: readonly Component[]): string[] {
  return flatten(components).flatMap(({ component }) => {
    const { content, label, placeholder } = component as Record<string, string | undefined>;
    if (component.type === C.Button) return label === undefined ? [] : [`[${label}]`];
    return [content, label, placeholder].filter((line) => line !== undefined);
  });
}

function lengthOf(text: unknown): number {
  return typeof text === 'string' ? text.length : 0;
}
