import type { ClipLength } from '../speech.ts';

const seconds = String.raw`(\d+(?:\.\d+)?)\s*s(?:ec(?:ond)?s?)?\b`;
const between = new RegExp(
  String.raw`(\d+(?:\.\d+)?)\s*(?:s|sec|seconds)?\s*(?:and|to|-|–)\s*${seconds}`,
  'i',
);
const most = new RegExp(
  String.raw`(?:at most|max(?:imum)?|longer than|exceed|greater than|up to|less than)\D{0,40}${seconds}`,
  'i',
);
const least = new RegExp(String.raw`(?:at least|min(?:imum)?|shorter than)\D{0,40}${seconds}`, 'i');
const aboutLength = /duration|\bsec(?:ond)?s?\b|\d\s*s\b|\blength\b|\btoo (?:long|short)\b/i;

/**
 * The length that the service wants a clip to have, from the words with which it refused one; empty when they are about
 * its length and say no more, undefined when they are about something else.
 */
export function clipLengthIn(words: readonly string[]): ClipLength | undefined {
  const said = words.find((sentence) => aboutLength.test(sentence));
  if (said === undefined) return undefined;
  const [, from, to] = between.exec(said) ?? [];
  const [, longest = to] = most.exec(said) ?? [];
  const [, shortest = from] = least.exec(said) ?? [];
  return {
    ...(shortest !== undefined && { leastMs: Number(shortest) * 1000 }),
    ...(longest !== undefined && { mostMs: Number(longest) * 1000 }),
  };
}
