import { rmSync } from 'node:fs';

import type { DeapiOptions } from '@crier/rehearsal/deapi/options.ts';
import type { Discord, DiscordOptions } from '@crier/rehearsal/discord/discord.ts';
import type { BotOptions } from '@crier/rehearsal/scene/bot-process.ts';
import type { Scene, SceneOptions } from '@crier/rehearsal/scene/scene.ts';

import { pseudoFolder } from './folder.ts';
import { listenedTo, remember } from './known.ts';
import { pseudoLocale, pseudoServerLocale } from './letters.ts';
import { noting } from './notes.ts';

let folder: string | undefined;

/** The folder of the pseudo-languages' texts. */
export function localesFolder(): string {
  return (folder ??= kept(pseudoFolder()));
}

/** A bot that has the texts of the pseudo-languages. */
export function inPseudo<Options extends Pick<BotOptions, 'nodeOptions'> & Environment>(
  options: Options,
): Options {
  const preload = new URL('intl.ts', import.meta.url).href;
  return {
    ...options,
    environment: { CRIER_LOCALES: localesFolder(), ...options.environment },
    nodeOptions: ['--import', preload, ...(options.nodeOptions ?? [])],
  };
}

interface Environment {
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens a scene whose people and servers read a pseudo-language each. Tests see the English of all that the bot says; what
 * is in other letters is noted, unless somebody gave it.
 */
export async function openPseudoScene(
  open: (options: SceneOptions) => Promise<Scene>,
  options: SceneOptions,
): Promise<Scene> {
  let discord: Discord | undefined;
  const environment = {};
  const scene = await open({
    ...inPseudo(options),
    environment,
    locale: options.locale ?? pseudoLocale,
    discord: {
      ...(options.locale === undefined && { serverLocale: pseudoServerLocale }),
      ...options.discord,
      read: noting(() => discord),
    },
    deapi: { ...options.deapi, ...heardBy(options.deapi) },
    async arrange(started, deapi) {
      discord = started;
      await options.arrange?.(listenedTo(started), deapi);
      // Arranging may settle how the bot is set, too.
      Object.assign(environment, inPseudo(options).environment);
    },
  });
  const { server, text, call, ann } = scene;
  remember(...[server, text, call, ann, scene.discord.bot].map(({ name }) => name));
  return { ...scene, discord: listenedTo(scene.discord) };
}

/** Starts a Discord of such people without a scene. */
export async function startPseudoDiscord(
  start: (options: DiscordOptions) => Promise<Discord>,
  options: DiscordOptions,
): Promise<Discord> {
  let discord: Discord | undefined;
  const read = noting(() => discord);
  const serverLocale = pseudoServerLocale;
  discord = await start({ ...options, locale: pseudoLocale, serverLocale, read });
  remember(discord.bot.name);
  return listenedTo(discord);
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

function kept(path: string): string {
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}
