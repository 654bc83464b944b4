/** Everything that people read of what a bot sends: each text passes one function on its way to them. */
import { ComponentType as C } from 'discord-api-types/v10';
import type { LocaleString } from 'discord-api-types/v10';

import type { MessageBody } from './forms/message-form.ts';
import type { Choice, ModalShown } from './interactions/interaction.ts';

/** The place of a text, in a few words, and the languages of those whom it may be for: who asked, and the server where all see it. */
export interface Seen {
  readonly where: string;
  readonly locales: readonly LocaleString[];
  /** The id of what a message began with: the interaction that it answers, or itself when it is revised. */
  readonly since?: string | undefined;
}

/** Turns a text of the bot into what people see. */
export type Read = (text: string, seen: Seen) => string;

/** The fields of embeds and components that are texts. */
const texts = new Set([
  'content',
  'label',
  'placeholder',
  'description',
  'title',
  // An embed's author, fields and footer have these.
  'name',
  'text',
]);

export function readBody(body: MessageBody, read: Read, seen: Seen): MessageBody {
  const { content, embeds, components, attachments } = body;
  return {
    ...body,
    ...(typeof content === 'string' && { content: read(content, seen) }),
    ...(embeds && { embeds: readAll(embeds, read, seen) }),
    ...(components && { components: readAll(components, read, seen) }),
    ...(attachments && { attachments: attachments.map((each) => readEntry(each, read, seen)) }),
  };
}

type Entry = NonNullable<MessageBody['attachments']>[number];

/** Its description is all that people read of it. */
function readEntry(entry: Entry, read: Read, seen: Seen): Entry {
  return entry.description ? { ...entry, description: read(entry.description, seen) } : entry;
}

export function readModal(modal: ModalShown, read: Read, seen: Seen): ModalShown {
  const { title, components } = modal;
  return {
    ...modal,
    title: read(title, seen),
    components: readAll(components, read, seen),
  };
}

export function readChoices(choices: readonly Choice[], read: Read, seen: Seen): readonly Choice[] {
  return choices.map(({ name, value }) => ({ name: read(name, seen), value }));
}

/** A copy in which every text is as it was read. */
function readAll<Thing extends object>(thing: Thing, read: Read, seen: Seen): Thing {
  const inside = (value: unknown, field = ''): unknown => {
    if (typeof value === 'string') return isText(thing, field) ? read(value, seen) : value;
    const isThing = typeof value === 'object' && value !== null && field !== 'emoji';
    return isThing ? readAll(value, read, seen) : value;
  };
  if (Array.isArray(thing)) return thing.map((each) => inside(each)) as unknown as Thing;
  const fields = Object.entries(thing).map(([field, value]) => [field, inside(value, field)]);
  return Object.fromEntries(fields) as Thing;
}

/** The value of a field of an embed is one, and what stands in a field of a form; that of an option is not. */
function isText(thing: object, field: string): boolean {
  if (field !== 'value') return texts.has(field);
  return 'name' in thing || ('type' in thing && thing.type === C.TextInput);
}
