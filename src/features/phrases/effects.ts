/** An emoji or a sound of the soundboard, as people send them into a call. */
export interface Effect {
  /** The same for each time that it is sent. */
  readonly key: string;
  /** As people see it; absent for a sound, of which Discord tells no name. */
  readonly shown?: string;
}

/** As much as Discord tells of an effect that was sent. */
export interface SentEffect {
  readonly emoji: { readonly id: string | null; readonly name: string | null } | null;
  readonly soundId: string | number | null;
}

const custom = /^<a?:(\w{1,32}):(\d{1,20})>$/;
const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;
/** Whether it is drawn in colours, and the colour of a skin, which people choose once for all: the emoji is the same. */
const manner = /\uFE0F|\p{Emoji_Modifier}/gu;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A sound can come with the emoji that stands on its button: the sound is what was pressed. */
export function effectSent({ emoji, soundId }: SentEffect): Effect | undefined {
  if (soundId !== null) return { key: `s:${soundId}` };
  if (!emoji) return undefined;
  const { id, name } = emoji;
  if (id === null) return name === null ? undefined : ofUnicode(name);
  return ofServer(id, name ?? id);
}

/** The emoji that somebody typed or chose from Discord’s list; undefined for anything else. */
export function effectTyped(typed: string): Effect | undefined {
  const text = typed.trim();
  const [, name, id] = custom.exec(text) ?? [];
  if (id !== undefined && name !== undefined) return ofServer(id, name);
  const [first, ...more] = graphemes.segment(text.slice(0, maxTypedChars));
  return first && more.length === 0 && picture.test(text) ? ofUnicode(text) : undefined;
}

/** The longest emoji, a family of flags and skins, is shorter. */
export const maxTypedChars = 80;

function ofUnicode(emoji: string): Effect {
  return { key: emoji.replace(manner, ''), shown: emoji };
}

/** The name may change; whoever can’t see the emoji reads it. */
function ofServer(id: string, name: string): Effect {
  return { key: `e:${id}`, shown: `:${name}:` };
}
