import { fileURLToPath } from 'node:url';

import { startDiscord as discord } from '@crier/rehearsal/discord/discord.ts';
import type { Discord, DiscordOptions } from '@crier/rehearsal/discord/discord.ts';
import { startBot as start } from '@crier/rehearsal/scene/bot-process.ts';
import type { BotOptions, BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { openScene as open } from '@crier/rehearsal/scene/scene.ts';
import type { SceneOptions as AnyScene, Scene } from '@crier/rehearsal/scene/scene.ts';

// The rehearsal knows no bot of its own: here are its scenes with this one.

const entry = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** Set by `npm run test:pseudo`: everybody reads a language that no code can know, and all that they see must be in it. */
const pseudo = process.env['PSEUDO'] === undefined ? undefined : await import('./pseudo/scene.ts');

/** A folder of texts for bots in a test's own process. */
export const localesFolder: string | undefined = pseudo?.localesFolder();

/** Options of a bot that people read, beside its settings. */
export const forReaders = {
  environment: {},
  nodeOptions: [] as readonly string[],
  ...pseudo?.inPseudo({}),
};

export type SceneOptions = Omit<AnyScene, 'entry'>;

/** Opens a scene with this bot in it. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const whole = { ...options, entry };
  return pseudo ? pseudo.openPseudoScene(open, whole) : open(whole);
}

/** Starts a Discord alone. */
export async function startDiscord(options: DiscordOptions = {}): Promise<Discord> {
  return pseudo ? pseudo.startPseudoDiscord(discord, options) : discord(options);
}

/** Starts this bot alone. */
export function startBot(options: Omit<BotOptions, 'entry'>): BotProcess {
  return start({ ...(pseudo?.inPseudo(options) ?? options), entry });
}
