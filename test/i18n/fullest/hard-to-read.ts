import { bodyOf } from '#discord/view.ts';
import type { Form, View } from '#discord/view.ts';

import { longName, longText } from './reader.ts';

type Part = Readonly<Record<string, unknown>>;

/** Every part of a message or form, those within others among them. */
function partsOf(shown: View | Form): readonly Part[] {
  const found: Part[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) look(each);
    else if (typeof value === 'object' && value !== null) {
      found.push(value as Part);
      for (const each of Object.values(value)) look(each);
    }
  };
  look(shown.kind === 'form' ? shown.body : bodyOf(shown).components);
  return found;
}

const buttonType = 2;

interface Button {
  readonly label: string;
  readonly style: unknown;
}

/** Without words where they have an emoji alone. */
const buttonsIn = (parts: readonly Part[]): readonly Button[] =>
  parts
    .filter(({ type, style }) => type === buttonType && style !== undefined)
    .map(({ label, style }) => ({ label: typeof label === 'string' ? label : '', style }));
/** Names that people gave: those of the fullest views are stars and lines. */
const isTyped = (label: string): boolean =>
  [longText, longName].some((typed) => label.includes(typed.slice(0, 20)));

/**
 * The parts of a panel of which somebody who hears it read, or who tells no colours apart, knows less than others: buttons
 * that don't begin with words, buttons of the same words in different colours, and frames with a colour.
 */
export function hardToRead(shown: View | Form): readonly unknown[] {
  const parts = partsOf(shown);
  const own = buttonsIn(parts).filter(({ label }) => !isTyped(label));
  const wordless = own.filter(({ label }) => !/^\p{P}*[\p{L}\p{N}]/u.test(label));
  const alike = own.filter(({ label, style }) =>
    own.some((other) => other.label === label && other.style !== style),
  );
  return [...wordless, ...alike, ...parts.filter(({ accent_color }) => accent_color !== undefined)];
}
