import { attachedParts, embedParts, pollParts, pollResultParts } from './attached.ts';
import type { AttachedContext } from './attached.ts';
import { clean } from './clean.ts';
import type { Message, Names } from './message.ts';
import { fill, given, named, strongBreak } from './part.ts';
import type { Part } from './part.ts';
import type { Reading } from './reading.ts';

export interface SectionsContext extends AttachedContext {
  readonly reading: Reading;
  /** Cleaned; undefined also for names that no voice can say. */
  readonly names: Names;
  /** The author who is introduced; no name where it can't be said. */
  readonly author: { readonly name: string | undefined } | undefined;
}

/** The message in two sections: who says it to whom, and what it says. */
export function sectionsOf(
  message: Message,
  context: SectionsContext,
): { readonly intro: readonly Part[]; readonly body: readonly Part[] } {
  const { phrases, names, reading, author: saidBy } = context;
  const text = bodyOf(message, context);
  const things = reading.attachments ? attachedParts(message, context) : [];
  const author = saidBy && nameOf(saidBy.name, phrases.someone);
  const replied =
    reading.replies && message.repliesTo
      ? nameOf(names.user(message.repliesTo.userId), phrases.someone)
      : undefined;
  if (text.length === 0 && things.length > 0 && author && !replied)
    return { intro: [], body: fill(phrases.sent, [author], things) };
  const between = text.length > 0 && things.length > 0 ? [given(strongBreak)] : [];
  return { intro: introOf(author, replied, context), body: [...text, ...between, ...things] };
}

function introOf(
  author: Part | undefined,
  replied: Part | undefined,
  { phrases }: SectionsContext,
): readonly Part[] {
  if (author && replied) return fill(phrases.saidReplying, [author], [replied]);
  if (author) return fill(phrases.said, [author]);
  return replied ? fill(phrases.replying, [replied]) : [];
}

function nameOf(name: string | undefined, otherwise: string): Part {
  return name === undefined ? given(otherwise) : named(name);
}

/** Everything that is text: the command that was used, the content, polls, embeds, and what was forwarded. */
function bodyOf(message: Message, context: SectionsContext): readonly Part[] {
  const { phrases, render, names, reading } = context;
  const { usedCommand, poll, pollResult, forwarded } = message;
  const sections: (readonly Part[])[] = [];
  if (usedCommand) {
    const user = nameOf(names.user(usedCommand.userId), phrases.someone);
    const command = given(phrases.command(clean(usedCommand.name)));
    sections.push(fill(phrases.used, [user], [command]));
  }
  if (message.content !== '') sections.push(render(message.content));
  if (poll && reading.attachments) sections.push(pollParts(poll, context));
  if (pollResult) sections.push(pollResultParts(pollResult, context));
  if (reading.embeds) sections.push(embedParts(message, context));
  if (forwarded) {
    const things = attachedParts(forwarded, context);
    const original = [...bodyOf(forwarded, context), given(strongBreak), ...things];
    sections.push([given(`${phrases.forwarded}: `), ...original]);
  }
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section) => section.concat(given(strongBreak)));
}
