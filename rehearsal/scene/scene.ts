import { Locale } from 'discord-api-types/v10';
import type { LocaleString } from 'discord-api-types/v10';

import type { Deapi } from '#deapi/deapi.ts';
import { startDeapi } from '#deapi/deapi.ts';
import type { DeapiOptions } from '#deapi/options.ts';
import type { Discord, DiscordOptions } from '#discord/discord.ts';
import { startDiscord } from '#discord/discord.ts';
import type { Person, Place, Server } from '#discord/facade/guilds.ts';
import type { TranslationOptions } from '#translation/options.ts';
import { startTranslation } from '#translation/translation.ts';
import type { Translation } from '#translation/translation.ts';

import type { BotOptions, BotProcess } from './bot-process.ts';
import { startBot } from './bot-process.ts';

export interface SceneOptions extends Pick<BotOptions, 'entry' | 'dataFolder' | 'nodeOptions'> {
  readonly discord?: Omit<DiscordOptions, 'locale'>;
  /** The language of the people and of the server; English without. */
  readonly locale?: LocaleString;
  readonly deapi?: DeapiOptions;
  /** A service that translates, for a bot that is to have one. */
  readonly translation?: TranslationOptions;
  /** Settings that the bot is given beside the addresses and keys of the stand-ins; `undefined` takes one away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Before the bot is started: more servers, faults, people. */
  readonly arrange?: (discord: Discord, deapi: Deapi) => void | Promise<void>;
  /** False: a scene with a Discord in which the bot never becomes ready. */
  readonly awaitReady?: boolean;
}

/** A Discord and a deAPI on loopback, a server with a text channel, a call and a person, and the real bot in its own process. */
export interface Scene {
  readonly discord: Discord;
  readonly deapi: Deapi;
  /** Absent where the bot has none. */
  readonly translation: Translation | undefined;
  readonly bot: BotProcess;
  readonly server: Server;
  readonly text: Place;
  readonly call: Place;
  readonly ann: Person;
  readonly locale: LocaleString;
  /** From the bot's start until Discord had it ready; undefined when that was not awaited. */
  readonly readyMs: number | undefined;
  /** Stops the bot, then everything else. Resolves with the bot's exit code; throws when it broke one of Discord's rules. */
  close(options?: { readonly check?: boolean }): Promise<number | null>;
}

/** It takes a second; on a machine that is busy with much else, ten. */
const readyTimeoutMs = 60_000;

export async function openScene(options: SceneOptions): Promise<Scene> {
  const [discord, deapi, translation] = await Promise.all([
    startDiscord({ ...options.discord, ...(options.locale && { locale: options.locale }) }),
    startDeapi(options.deapi),
    options.translation && startTranslation(options.translation),
  ]);
  const server = discord.addGuild({ name: 'The Rehearsal' });
  const text = server.addText({ name: 'general' });
  const call = server.addVoice({ name: 'Stage Door' });
  const ann = discord.addPerson(server, { name: 'Ann' });
  await options.arrange?.(discord, deapi);
  const bot = startBot({
    entry: options.entry,
    environment: environmentOf(discord, deapi, {
      ...(translation && translationEnvironmentOf(translation)),
      ...options.environment,
    }),
    caPem: discord.caPem + deapi.caPem,
    ...(options.dataFolder !== undefined && { dataFolder: options.dataFolder }),
    ...(options.nodeOptions && { nodeOptions: options.nodeOptions }),
  });
  const close = async ({ check = true } = {}): Promise<number | null> => {
    const code = await bot.stop();
    await deapi.close();
    await translation?.close();
    const [wrong] = translation?.violations ?? [];
    await discord.close({ check });
    if (check && wrong !== undefined) throw new Error(`The translator was sent ${wrong}.`);
    return code;
  };
  let readyMs: number | undefined;
  if (options.awaitReady ?? true) {
    try {
      await Promise.race([discord.ready(readyTimeoutMs), died(bot)]);
      readyMs = performance.now() - bot.startedAtMs;
    } catch (error) {
      const said = bot.output.slice(-20).join('\n');
      await close({ check: false });
      throw new Error(`The bot did not become ready. It said:\n${said}`, { cause: error });
    }
  }
  const { locale = Locale.EnglishUS } = options;
  return { discord, deapi, translation, bot, server, text, call, ann, locale, readyMs, close };
}

/** The settings that make a bot live between these two. */
export function environmentOf(
  discord: Discord,
  deapi: Deapi,
  own: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const all = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_HOSTS: discord.cdnHost,
    ...speechEnvironmentOf(deapi),
    DEAPI_DELIVERY: 'jobs',
    DEAPI_GATEWAY_URL: deapi.gatewayUrl,
    DEAPI_SOCKET_URL: `${deapi.sockets.url}/app/${deapi.sockets.key}`,
    ...own,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The settings that make a bot speak by this service alone. */
export function speechEnvironmentOf({
  url,
  key,
  resultsHost,
}: Pick<Deapi, 'url' | 'key' | 'resultsHost'>): Record<string, string> {
  return {
    DEAPI_URL: url,
    DEAPI_KEY: key,
    DEAPI_TIER: 'premium',
    DEAPI_RESULT_HOSTS: resultsHost,
    SPEECH_FALLBACK: 'none',
  };
}

function translationEnvironmentOf({ url, key }: Translation) {
  return { TRANSLATE_URL: url, TRANSLATE_KEY: key, TRANSLATE_NAME: 'LibreTranslate' };
}

/** Rejects when the bot ends before it was ready, with what it said. */
async function died(bot: BotProcess): Promise<never> {
  const { code, signal } = await bot.exited;
  throw new Error(
    `the bot ended before it was ready (${signal ?? `exit code ${code}`}): ${bot.output.join('\n')}`,
  );
}
