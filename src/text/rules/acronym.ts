import { place } from '../part.ts';
import type { Around } from './around.ts';

/** An acronym as it was written, and where it stands. */
export interface Written extends Around {
  readonly found: string;
}

/** The meaning of an acronym, and the test for places where it means something else. */
export interface Acronym {
  readonly says: string;
  readonly isMeant: (written: Written) => boolean;
  /** Whether a dot behind it belongs to it: "evtl. morgen". */
  readonly dotted?: boolean;
}

type Meaning = (says: string) => Acronym;

function where(isMeant: Acronym['isMeant']): Meaning {
  return (says) => ({ says, isMeant });
}

/** An acronym that has hardly another meaning, in capitals or not. */
export const always = where(() => true);

/** Capitals within it make a name of it: LoL. */
export const whole = where(({ found }) => !/\p{Ll}\p{Lu}/u.test(found));

/** In capitals it is a name, a unit or a product, and so it is behind a number. */
export const small = where(isSmall);

/** No noun, as which it means something else: "the gm quit", "my rn". */
export const noNoun = where(isNoNoun);

/** As `noNoun`, and with a capital it is somebody's name. */
export const noName = where(
  (written) => written.found === written.found.toLowerCase() && isNoNoun(written),
);

/** Only behind another one that it belongs to: "gl hf". */
export function behind(first: string, says: string): Acronym {
  return { says, isMeant: ({ before }) => before.toLowerCase().endsWith(`${first} `) };
}

/** Said to somebody, alone or with those who are meant: "gm all", but not "gm quit". */
export const address = where((written) => isNoNoun(written) && addressed.test(written.behind));

/** The greeting under a letter, with at most a name behind. */
export const signOff = where(
  (written) =>
    isSmall(written) &&
    /^ ?(?:\p{Lu}\p{Ll}{1,20} ?)?[.,!)]{0,3} *(?:$|[\n\r])/u.test(written.behind),
);

/** Said last. */
export const last = where(
  (written) => isSmall(written) && /^[.,!)]{0,3} *(?:$|[\n\r])/.test(written.behind),
);

/** A word that goes on: "I left bc I was tired", but not "in vancouver bc". */
export const conjunction = where(
  (written) => isNoNoun(written) && /^ +[^\s.,!?)]/.test(written.behind),
);

/** An abbreviation with its dot, as it stands within sentences. */
export function abbreviation(says: string): Acronym {
  return { ...always(says), dotted: true };
}

function isSmall({ found, before }: Written): boolean {
  if (/\p{N} ?$/u.test(before)) return false;
  const lower = found.toLowerCase();
  // Keyboards of telephones begin sentences with a capital.
  const isBeginning = /(?:^|[.!?…\n\r] *)$/.test(before);
  return found === lower || (isBeginning && found.slice(1) === lower.slice(1));
}

const articles =
  /(?:^|[^\p{L}])(?:an?|the|our|my|your|his|her|their|this|that|of|in|new|old|per|many|o|do|de|meu|seu|um|mais|le|un|el|mi|der|die|das|ein|eine|mein) +$/iu;

function isNoNoun(written: Written): boolean {
  return isSmall(written) && !articles.test(written.before);
}

const addressed = new RegExp(
  `^(?: *(?:$|[.,!?…)~\\n\\r${place}])| +(?:all|every(?:one|body)|guys|team|man|men|bro|mate|friends?|chat|folks|dude|both|u|you|y'all|i|lol|gg|gl|hf|tho|so|and)(?!\\p{L}))`,
  'iu',
);
