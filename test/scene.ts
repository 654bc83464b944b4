import { fileURLToPath } from 'node:url';

import { startBot as start } from '@crier/rehearsal/scene/bot-process.ts';
import type { BotOptions, BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { openScene as open } from '@crier/rehearsal/scene/scene.ts';
import type { SceneOptions as AnyScene, Scene } from '@crier/rehearsal/scene/scene.ts';

// The rehearsal knows no bot of its own: here are its scenes with this one.

const entry = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export type SceneOptions = Omit<AnyScene, 'entry'>;

/** Opens a scene with this bot in it. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  return open({ ...options, entry });
}

/** Starts this bot alone. */
export function startBot(options: Omit<BotOptions, 'entry'>): BotProcess {
  return start({ ...options, entry });
}
