/** Finds Discord's and deAPI's own descriptions once for all tests, and says so where they aren't. */
import type { TestProject } from 'vitest/node';

import { descriptionFolder } from '../deapi/description.ts';
import { descriptionPath } from './description.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file, where it lies beside the project. */
    readonly discordDescription: string | undefined;
    /** The folder, where it lies beside the project. */
    readonly deapiDescription: string | undefined;
  }
}

let told = false;

export function setup({ provide }: TestProject): void {
  const discord = descriptionPath();
  const deapi = descriptionFolder();
  provide('discordDescription', discord);
  provide('deapiDescription', deapi);
  if (told) return;
  told = true;
  if (discord === undefined) process.stderr.write(withoutDiscord);
  if (deapi === undefined) process.stderr.write(withoutDeapi);
}

const withoutDiscord =
  "Skipped: requests are not judged by Discord's description of its API, which is neither at ../shared/discord-openapi/openapi.json nor named by DISCORD_OPENAPI.\n";
const withoutDeapi =
  'Skipped: the facts of deAPI are not compared with its own description, which is neither in ../shared/deapi-openapi nor in the folder that DEAPI_OPENAPI names.\n';
