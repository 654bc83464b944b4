import { place } from '../part.ts';

/** Where an acronym stands: some characters of what is before and behind it. */
export interface Around {
  readonly found: string;
  readonly before: string;
  readonly behind: string;
}

/** The meaning of an acronym, and the test for places where it means something else. */
export interface Acronym {
  readonly says: string;
  readonly isMeant: (around: Around) => boolean;
  /** Whether a dot behind it belongs to it: "evtl. morgen". */
  readonly dotted?: boolean;
}

/** An acronym that has hardly another meaning, in capitals or not. */
export function always(says: string): Acronym {
  return { says, isMeant: () => true };
}

/** Capitals within it make a name of it: LoL. */
export function whole(says: string): Acronym {
  return { says, isMeant: ({ found }) => !/\p{Ll}\p{Lu}/u.test(found) };
}

/** In capitals it is a name, a unit or a product, and so it is behind a number. */
export function small(says: string): Acronym {
  return { says, isMeant: (around) => isSmall(around) && !isBehindNumber(around) };
}

/** No noun, as which it means something else: "the gm quit", "my rn". */
export function noNoun(says: string): Acronym {
  return { says, isMeant: (around) => small(says).isMeant(around) && !isNoun(around) };
}

/** As `noNoun`, and with a capital it is somebody's name. */
export function noName(says: string): Acronym {
  return {
    says,
    isMeant: (around) =>
      around.found === around.found.toLowerCase() && noNoun(says).isMeant(around),
  };
}

/** Only behind another one that it belongs to: "gl hf". */
export function behind(first: string, says: string): Acronym {
  return { says, isMeant: ({ before }) => before.toLowerCase().endsWith(`${first} `) };
}

/** Said to somebody, alone or with those who are meant: "gm all", but not "gm quit". */
export function address(says: string): Acronym {
  return { says, isMeant: (around) => noNoun(says).isMeant(around) && isAddress(around) };
}

/** The greeting under a letter, with at most a name behind. */
export function signOff(says: string): Acronym {
  return {
    says,
    isMeant: (around) =>
      small(says).isMeant(around) &&
      /^ ?(?:\p{Lu}\p{Ll}{1,20} ?)?[.,!)]{0,3} *(?:$|[\n\r])/u.test(around.behind),
  };
}

/** Said last. */
export function last(says: string): Acronym {
  return {
    says,
    isMeant: (around) =>
      small(says).isMeant(around) && /^[.,!)]{0,3} *(?:$|[\n\r])/.test(around.behind),
  };
}

/** A word that goes on: "I left bc I was tired", but not "in vancouver bc". */
export function conjunction(says: string): Acronym {
  return {
    says,
    isMeant: (around) => noNoun(says).isMeant(around) && /^ +[^\s.,!?)]/.test(around.behind),
  };
}

/** An abbreviation with its dot, as it stands within sentences. */
export function abbreviation(says: string): Acronym {
  return { ...always(says), dotted: true };
}

function isSmall({ found, before }: Around): boolean {
  const lower = found.toLowerCase();
  if (found === lower) return true;
  // Keyboards of telephones begin sentences with a capital.
  return found.slice(1) === lower.slice(1) && /(?:^|[.!?…\n\r] *)$/.test(before);
}

function isBehindNumber({ before }: Around): boolean {
  return /\p{N} ?$/u.test(before);
}

const articles =
  /(?:^|[^\p{L}])(?:an?|the|our|my|your|his|her|their|this|that|of|in|new|old|per|many|o|do|de|meu|seu|um|mais|le|un|el|mi|der|die|das|ein|eine|mein) +$/iu;

function isNoun({ before }: Around): boolean {
  return articles.test(before);
}

const addressed = new RegExp(
  `^(?: *(?:$|[.,!?…)~\\n\\r${place}])| +(?:all|every(?:one|body)|guys|team|man|men|bro|mate|friends?|chat|folks|dude|both|u|you|y'all|i|lol|gg|gl|hf|tho|so|and)(?!\\p{L}))`,
  'iu',
);

function isAddress({ behind }: Around): boolean {
  return addressed.test(behind);
}
