import type { Discord } from '@crier/rehearsal/discord/discord.ts';

import { listIn } from '#features/settings/typed-words.ts';

import { textsOfFile } from './given-files.ts';

/*
 * Texts that people and the services have given to the bot are shown as they are: each is remembered, so that
 * no other is taken for one.
 */

/** A test that runs, and when it began: Unix time, as of all here. */
interface Running {
  readonly fromMs: number;
}

/** One that has ended, with all that was given until then. */
interface Ended extends Running {
  readonly toMs: number;
  readonly texts: readonly string[];
}

const running = new Set<Running>();
const ended: Ended[] = [];
/** Each text with the tests that ran when it was given. With none it stays for the whole file. */
const known = new Map<string, Set<Running>>();
let listed: readonly string[] | undefined;

/** Everything that was given and isn't forgotten: the same list for as long as nothing changes. */
export function givenTexts(): readonly string[] {
  return (listed ??= [...known.keys()]);
}

/** Texts given to each test that ran at a time and has ended. */
export function givenBefore(atMs: number): readonly (readonly string[])[] {
  return ended.flatMap(({ fromMs, toMs, texts }) =>
    fromMs <= atMs && atMs <= toMs ? [texts] : [],
  );
}

/** Each line of a text is one, and so is the whole. */
export function remember(...texts: readonly string[]): void {
  for (const text of texts) for (const each of [text, ...text.split('\n')]) rememberOne(each);
}

function rememberOne(text: string): void {
  const givenIn = known.get(text);
  if (!givenIn) {
    known.set(text, new Set(running));
    listed = undefined;
    return;
  }
  if (running.size === 0) givenIn.clear();
  else if (givenIn.size > 0) for (const each of running) givenIn.add(each);
}

/**
 * A test begins, and ends when what is returned is called. What was given in it is forgotten then, unless another one that
 * ran at the same time still runs: nobody can say which of them gave it.
 */
export function beginTest(): () => void {
  const test = { fromMs: Date.now() };
  running.add(test);
  return () => {
    running.delete(test);
    ended.push({ ...test, toMs: Date.now(), texts: givenTexts() });
    for (const [text, givenIn] of known)
      if (givenIn.delete(test) && givenIn.size === 0) {
        known.delete(text);
        listed = undefined;
      }
  };
}

type Using = (...given: readonly unknown[]) => unknown;

/** Which of the things that people are told to do say or name something, and in which of their parts. */
const parts: Readonly<Record<string, (...given: readonly unknown[]) => unknown>> = {
  addGuild: (options) => nameOf(options),
  addText: (options) => nameOf(options),
  addVoice: (options) => nameOf(options),
  addStage: (options) => nameOf(options),
  addThread: (_, options) => nameOf(options),
  addPerson: (_, options) => [nameOf(options), nickOf(options)],
  addRole: (_, name) => name,
  say: (saying) => saying,
  editMessage: (_, content) => content,
  postByWebhook: (_, post) => post,
  submitModal: (_, values) => values,
  forgeForm: (_message, _id, texts) => texts,
};

/** The same Discord, of which everything is remembered that people say and are called. */
export function listenedTo(discord: Discord): Discord {
  return listening(discord, {
    ...parts,
    command: (usage) => typedInto(discord, usage),
    autocomplete: (usage) => typedInto(discord, usage),
  });
}

function listening<Thing extends object>(thing: Thing, said: typeof parts): Thing {
  return new Proxy(thing, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]) => {
        const part = said[String(key)];
        if (part) remember(...textsIn(part(...given)));
        const made = Reflect.apply(value as Using, target, given);
        if (!String(key).startsWith('add')) return made;
        // A thing given no name has one now.
        remember(...textsIn(nameOf(made)));
        return typeof made === 'object' && made !== null ? listening(made, said) : made;
      };
    },
  });
}

function nameOf(thing: unknown): unknown {
  return typeof thing === 'object' && thing !== null && 'name' in thing ? thing.name : undefined;
}

function nickOf(person: unknown): unknown {
  return (person as { readonly nick?: string } | undefined)?.nick;
}

/** The text typed into the options of a command, not chosen from its words. */
function typedInto(discord: Discord, usage: unknown): unknown {
  const { name, options } = usage as { name: string; options?: Readonly<Record<string, unknown>> };
  const [command, ...path] = name.split(' ');
  const registered = discord.commandsOf().find((each) => each.name === command);
  let fields = registered?.options ?? [];
  for (const step of path) fields = fields.find((each) => each.name === step)?.options ?? [];
  const given = fields.flatMap(({ name, choices }) => (choices?.length ? [] : [options?.[name]]));
  // Several things can be typed into one option.
  return given.flatMap((value) =>
    typeof value === 'string' ? [value].concat(listIn(value)) : [value],
  );
}

/** All texts in something that was given; what has an id was told of before. */
function textsIn(given: unknown): readonly string[] {
  if (typeof given === 'string') return [given];
  if (typeof given !== 'object' || given === null || ArrayBuffer.isView(given)) return [];
  if ('id' in given) return [];
  const inside = Object.values(given).flatMap(textsIn);
  return isFile(given) ? [...inside, ...textsOfFile(given.filename, given.bytes)] : inside;
}

function isFile(given: object): given is { readonly filename: string; readonly bytes: Uint8Array } {
  return 'bytes' in given && 'filename' in given && typeof given.filename === 'string';
}
