import { Routes } from 'discord-api-types/v10';
import type { RESTGetCurrentApplicationResult } from 'discord-api-types/v10';
import { REST } from 'discord.js';

import { handlers, registeredFor } from '#commands/index.ts';
import { RefusalGuard } from '#discord/refusal-guard.ts';
import { register } from '#discord/registration.ts';
import { discordRequests } from '#discord/requests.ts';
import { registerInServer } from '#discord/server-registration.ts';
import { fileMemo } from '#ops/file-memo.ts';
import { redact } from '#ops/redact.ts';

import { loadConfig, strangers } from './config.ts';
import { ConfigError } from './errors.ts';
import { openTexts } from './open-texts.ts';

// The script behind `npm run register`: the bot does the same by itself when its commands changed.
try {
  const { discord, owners, dataFolder, localesFolder } = loadConfig(process.env);
  for (const sentence of strangers(process.env)) process.stderr.write(`${sentence}\n`);
  const { token, apiUrl } = discord;
  const requests = discordRequests(new RefusalGuard(() => undefined));
  const rest = new REST({ api: apiUrl, makeRequest: requests.makeRequest }).setToken(token);
  const application = (await rest.get(
    Routes.currentApplication(),
  )) as RESTGetCurrentApplicationResult;
  const memo = fileMemo(dataFolder, (error) =>
    process.stderr.write(`The bot will put them again at its start: ${redact(String(error))}\n`),
  );
  const words = openTexts(localesFolder, (sentence) => process.stderr.write(`${sentence}\n`));
  const { commands, ownerCommands } = registeredFor(owners);
  const about = { rest, applicationId: application.id, words, memo };
  const ids = await register({ ...about, apiUrl, commands });
  await registerInServer({ ...about, commands: ownerCommands, guildId: owners.guildId });
  const typed = new Set(handlers.commands.map(({ data }) => data.name));
  const names = [...ids.keys()]
    .map((name) => (typed.has(name) ? `/${name}` : `“${name}”`))
    .join(' ');
  await requests.close();
  process.stdout.write(`Discord has ${ids.size} commands: ${names}\n`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const told =
    error instanceof ConfigError ? message : `The commands could not be registered: ${message}`;
  process.stderr.write(`${redact(told)}\n`);
  process.exitCode = 1;
}
