import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  MessageFlags,
} from 'discord.js';

/** The flag of messages that are made of components. */
export const V2 = MessageFlags.IsComponentsV2;
/** A text among components. */
export const shown = (content: string): object => ({ type: 10, content });
/** A button, changed as asked. */
export const button = (over: object = {}): object => ({
  type: 2,
  style: 1,
  label: 'x',
  custom_id: 'x',
  ...over,
});
/** Components in a row, right or wrong. */
export const row = (
  ...components: object[]
): APIActionRowComponent<APIComponentInMessageActionRow> =>
  ({ type: 1, components }) as APIActionRowComponent<APIComponentInMessageActionRow>;
/** A menu of two options. */
export const select = (over: object, option: { default?: boolean } = {}): object =>
  row({
    type: 3,
    custom_id: 'x',
    options: [
      { label: 'a', value: 'a', ...option },
      { label: 'b', value: 'b', ...option },
    ],
    ...over,
  });
/** Somebody who is chosen in a menu from the start. */
export const user = (id: string): object => ({ id, type: 'user' });
/** A menu of people. */
export const people = (chosen: readonly object[], over: object = {}): object =>
  row({ type: 5, custom_id: 'x', default_values: chosen, ...over });
/** As many of something. */
export const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
