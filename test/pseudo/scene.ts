import { rmSync } from 'node:fs';

import type { DeapiOptions } from '@crier/rehearsal/deapi/options.ts';
import type { CommandOption } from '@crier/rehearsal/discord/command-registry.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { BotOptions } from '@crier/rehearsal/scene/bot-process.ts';
import type { Scene, SceneOptions } from '@crier/rehearsal/scene/scene.ts';

import { takeText } from '#features/own-voices/take.ts';
import { sampleText } from '#features/voices/samples.ts';

import { pseudoFolder } from './folder.ts';
import { givenTexts, listenedTo, remember } from './known.ts';
import { inEnglish, pseudoLocale } from './letters.ts';
import { unmarked } from './unmarked.ts';

/** What people saw that wasn't in their language, with the first text in which each was, and where. */
const notes = new Map<string, string>();

/** Takes what was noted since it was asked for last. */
export function takeNotes(): readonly string[] {
  const taken = [...notes].map(([fault, where]) => `${fault} ${where}`);
  notes.clear();
  return taken;
}

// Words that are spoken so that a voice can be judged are in its language.
remember(sampleText('en'), takeText('en'));

let folder: string | undefined;

/** A bot that has the texts of the pseudo-language. */
export function inPseudo<Options extends Pick<BotOptions, 'nodeOptions'> & Environment>(
  options: Options,
): Options {
  folder ??= kept(pseudoFolder());
  const preload = new URL('intl.ts', import.meta.url).href;
  return {
    ...options,
    environment: { CRIER_LOCALES: folder, ...options.environment },
    nodeOptions: ['--import', preload, ...(options.nodeOptions ?? [])],
  };
}

interface Environment {
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens a scene whose people and servers read the pseudo-language. Tests see the English of all that the bot says; what
 * is in other letters is noted, unless somebody gave it.
 */
export async function openPseudoScene(
  open: (options: SceneOptions) => Promise<Scene>,
  options: SceneOptions,
): Promise<Scene> {
  let discord: Discord | undefined;
  let commands: ReadonlySet<string> = new Set();
  const scene = await open({
    ...inPseudo(options),
    locale: options.locale ?? pseudoLocale,
    discord: {
      ...options.discord,
      read(text, { where, locale }) {
        // Some scenes are about other languages.
        if (locale !== pseudoLocale) return text;
        if (commands.size === 0 && discord) commands = namesIn(discord);
        const shown = inEnglish(text);
        for (const fault of unmarked(text, { given: givenTexts(), commands }))
          if (!notes.has(fault)) notes.set(fault, `In ${where}: ${JSON.stringify(shown)}`);
        return shown;
      },
    },
    deapi: { ...options.deapi, ...heardBy(options.deapi) },
    async arrange(started, deapi) {
      discord = started;
      await options.arrange?.(listenedTo(started), deapi);
    },
  });
  const { server, text, call, ann } = scene;
  remember(...[server, text, call, ann, scene.discord.bot].map(({ name }) => name));
  return { ...scene, discord: listenedTo(scene.discord) };
}

/** The words that the service hears in recordings are shown as they are. */
function heardBy({ hear }: DeapiOptions = {}): Pick<DeapiOptions, 'hear'> {
  if (!hear) return {};
  return {
    hear(recording) {
      const words = hear(recording);
      remember(words);
      return words;
    },
  };
}

/** All names of commands and options, alone and with those of the commands that they are of. */
function namesIn(discord: Discord): ReadonlySet<string> {
  return new Set(discord.commandsOf().flatMap(({ name, options }) => pathsOf(name, options)));
}

function pathsOf(name: string, options: readonly CommandOption[]): readonly string[] {
  const inside = options.flatMap((option) => pathsOf(option.name, option.options ?? []));
  return [name, ...inside, ...inside.map((path) => `${name} ${path}`)];
}

function kept(path: string): string {
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}
