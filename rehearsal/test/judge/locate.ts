/** Finds Discord's description once for all tests, and says so where it isn't. */
import type { TestProject } from 'vitest/node';

import { descriptionPath } from './description.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file, where it lies beside the project. */
    readonly discordDescription: string | undefined;
  }
}

let told = false;

export function setup({ provide }: TestProject): void {
  const path = descriptionPath();
  provide('discordDescription', path);
  if (path !== undefined || told) return;
  told = true;
  process.stderr.write(
    "Skipped: requests are not judged by Discord's description of its API, which is neither at ../shared/discord-openapi/openapi.json nor named by DISCORD_OPENAPI.\n",
  );
}
