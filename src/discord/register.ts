import { join } from 'node:path';

import { Routes } from 'discord-api-types/v10';
import type {
  RESTGetAPIApplicationCommandsResult,
  RESTGetCurrentApplicationResult,
} from 'discord-api-types/v10';
import { REST } from 'discord.js';

import { commands } from '../../commands/index.ts';
import { ConfigError, loadConfig } from '../config.ts';
import { redact } from '../ops/redact.ts';
import { register } from './registration.ts';

// The script behind `npm run register`: the bot does the same by itself when its commands changed.
try {
  const config = loadConfig(process.env);
  const { token, apiUrl } = config.discord;
  const rest = new REST({ api: apiUrl }).setToken(token);
  const application = (await rest.get(
    Routes.currentApplication(),
  )) as RESTGetCurrentApplicationResult;
  const file = join(config.dataFolder, 'commands.sha256');
  await register({ rest, apiUrl, applicationId: application.id, commands, file });
  const route = Routes.applicationCommands(application.id);
  const there = (await rest.get(route)) as RESTGetAPIApplicationCommandsResult;
  process.stdout.write(
    `Discord has ${there.length} commands: ${there.map(({ name }) => `/${name}`).join(' ')}\n`,
  );
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${redact(error instanceof ConfigError ? message : `The commands could not be registered: ${message}`)}\n`,
  );
  process.exitCode = 1;
}
