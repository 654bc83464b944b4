/**
 * Discord on loopback: REST, gateway, voice and files in this process, and the people in it at a test's command.
 * It refuses what Discord refuses. Known differences: the gateway speaks plain JSON alone; rate limits have no hidden ones beside
 * those that their headers tell, and identifies are spaced only where `maxConcurrency` is given; a session that is away can be
 * resumed for ever; fields and flags that Discord would ignore are refused; files are served by plain HTTP; a modal, a menu or a
 * command of others' direct messages needs no installed app.
 */
import { randomBytes } from 'node:crypto';

import type { LocaleString } from 'discord-api-types/v10';

import { makeCertificate } from '#tls/certificate.ts';

import { type Backend, type Running, startBackend } from './backend.ts';
import type { RegisteredCommand } from './command-registry.ts';
import { type CallActions, callActions } from './facade/call-actions.ts';
import { type DirectoryActions, directoryActions } from './facade/directory.ts';
import { type GatewayControl, gatewayControl } from './facade/gateway-control.ts';
import { type GuildActions, guildActions } from './facade/guilds.ts';
import { type InteractionActions, interactionActions } from './facade/interaction-actions.ts';
import { type MessageActions, messageActions } from './facade/message-actions.ts';
import { type WebhookActions, webhookActions } from './facade/webhook-actions.ts';
import { ALL_INTENTS, PRIVILEGED_INTENTS } from './gateway/intents.ts';
import type { Read } from './reading.ts';
import { type RateLimit, rateLimitFault, type RestFault } from './rest/rest-faults.ts';
import type { RestCall } from './rest/rest-server.ts';
import type { VoiceServer } from './voice-port.ts';
import { startVoiceServer } from './voice/voice-server.ts';

const READY_TIMEOUT_MS = 10_000;
const MESSAGE_CONTENT = 1 << 15;

export interface DiscordOptions {
  /** Made up, if left out. */
  readonly token?: string;
  readonly botName?: string;
  /** The language of everybody's client, and of the servers, which then are Communities; English without. */
  readonly locale?: LocaleString;
  /** The servers' alone, where it is another. */
  readonly serverLocale?: LocaleString;
  /** Every text that the bot writes for people passes here: what it returns is what they see. */
  readonly read?: Read;
  /** The number that `gateway/bot` recommends. */
  readonly shards?: number;
  /** Fewer are refused with 4011. */
  readonly shardsNeeded?: number;
  /** Shards of one remainder by it have to identify 5 s apart; left out, all may at once. */
  readonly maxConcurrency?: number;
  /** Privileged ones that are switched on in the portal; by default MESSAGE_CONTENT alone. */
  readonly privilegedIntents?: number;
  /** Discord's is 41.25 s. */
  readonly heartbeatIntervalMs?: number;
  /** False for tests of the stand-in that ask the same thing many times. */
  readonly rateLimits?: boolean;
  /** A voice server of one's own, options for the usual one, or none. */
  readonly voice?:
    | { readonly server: VoiceServer; readonly caPem: string }
    | { readonly heartbeatIntervalMs?: number }
    | false;
}

export interface Discord
  extends
    GuildActions,
    DirectoryActions,
    InteractionActions,
    MessageActions,
    WebhookActions,
    CallActions {
  /** For the bot's `rest.api`: `http://127.0.0.1:PORT/api`. */
  readonly apiUrl: string;
  readonly token: string;
  /** `127.0.0.1:PORT`, where attachments are fetched from, by plain HTTP. */
  readonly cdnHost: string;
  /** The certificate authority of the voice server, for `NODE_EXTRA_CA_CERTS`; empty without voice. All have one name: trust one at a time. */
  readonly caPem: string;
  readonly applicationId: string;
  readonly gateway: GatewayControl;
  /** Listeners, faults and figures of the voice half; throws without one. */
  readonly voiceServer: VoiceServer;
  /** Every REST call, oldest first (the last 5,000). */
  readonly calls: readonly RestCall[];
  /** The commands that the bot has registered, globally and in guilds. */
  commandsOf(guild?: { readonly id: string }): readonly RegisteredCommand[];
  /** Lets a fresh Discord know what an earlier one did, for a bot that registers only what changed. */
  keepCommands(from: Discord): void;
  /** Every shard is identified and got its guilds, and (unless `commands` is false) its global commands are registered. */
  ready(timeoutMs?: number, options?: { readonly commands?: boolean }): Promise<void>;
  /** The next REST calls that match fail in this way. */
  fail(fault: RestFault): void;
  /** The next REST calls that match are answered 429. */
  rateLimit(limit: RateLimit & Pick<RestFault, 'method' | 'path' | 'times'>): void;
  clearFaults(): void;
  /** Pushes the clock of tokens, deadlines and file addresses forward. */
  advance(ms: number): void;
  /** Resolves with the first value of `found` that is not undefined; looked at after every change. */
  until<Value>(what: string, found: () => Value | undefined, timeoutMs?: number): Promise<Value>;
  /** Things that a bot must never do: unknown routes and methods, foreign gateway encodings, broken voice rules. */
  readonly violations: readonly string[];
  /** Forgets the violations, for a test that provoked some. */
  clearViolations(): void;
  /** Throws when there are violations. */
  assertClean(): void;
  /** Ends everything at once; throws when there were violations, unless told not to look. */
  close(options?: { readonly check?: boolean }): Promise<void>;
}

/** Starts a Discord with one bot application and nothing else in it. */
export async function startDiscord(options: DiscordOptions = {}): Promise<Discord> {
  const token =
    options.token ??
    `${randomBytes(18).toString('base64url')}.loopback.${randomBytes(24).toString('base64url')}`;
  const voice = await voiceOf(options.voice);
  const running = await startBackend({
    token,
    botName: options.botName ?? 'Crier',
    locale: options.locale,
    serverLocale: options.serverLocale,
    read: options.read,
    shards: options.shards ?? 1,
    shardsNeeded: options.shardsNeeded ?? 1,
    maxConcurrency: options.maxConcurrency,
    intentsAllowed:
      (ALL_INTENTS & ~PRIVILEGED_INTENTS) | (options.privilegedIntents ?? MESSAGE_CONTENT),
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    rateLimits: options.rateLimits ?? true,
    voiceServer: voice?.server,
  });
  return facade(running, { token, caPem: voice?.caPem ?? '' });
}

async function voiceOf(
  given: DiscordOptions['voice'],
): Promise<{ server: VoiceServer; caPem: string } | undefined> {
  if (given === false) return undefined;
  if (given !== undefined && 'server' in given) return given;
  const certificate = makeCertificate();
  return {
    server: await startVoiceServer({ ...given, certificate }),
    caPem: certificate.certificate,
  };
}

function facade(running: Running, { token, caPem }: { token: string; caPem: string }): Discord {
  const { backend, rest, port } = running;
  const { world, commands, changes, clock, voiceServer } = backend;
  const messages = messageActions(backend);
  const calls = callActions(backend);
  return {
    ...guildActions(backend),
    ...directoryActions(backend),
    ...interactionActions(backend),
    ...messages,
    ...webhookActions(backend),
    ...calls,
    // A spread reads a getter once; these must stay current.
    get pings() {
      return messages.pings;
    },
    get joinsAsked() {
      return calls.joinsAsked;
    },
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    cdnHost: `127.0.0.1:${port}`,
    caPem,
    applicationId: world.applicationId,
    gateway: gatewayControl(backend),
    get voiceServer() {
      if (voiceServer === undefined)
        throw new Error('this Discord was started without a voice server');
      return voiceServer;
    },
    calls: rest.calls,
    commandsOf: (guild) => commands.list(guild?.id),
    keepCommands: (from) => commands.adopt(from.commandsOf()),
    ready: async (timeoutMs = READY_TIMEOUT_MS, wanted = {}) => ready(backend, timeoutMs, wanted),
    fail: (fault) => rest.faults.add(fault),
    rateLimit: ({ scope, retryAfterSecs, ...matching }) =>
      rest.faults.add({ ...matching, ...rateLimitFault({ scope, retryAfterSecs }) }),
    clearFaults: () => rest.faults.clear(),
    advance: (ms) => clock.advance(ms),
    until: async (what, found, timeoutMs = READY_TIMEOUT_MS) =>
      changes.until(what, found, { timeoutMs, sofar: () => 'it never was so' }),
    get violations() {
      return violationsOf(backend);
    },
    clearViolations() {
      backend.violations.length = 0;
      voiceServer?.clearViolations();
    },
    assertClean: () => assertClean(backend),
    close: async ({ check = true } = {}) => close(running, check),
  };
}

async function close({ backend, server }: Running, check: boolean): Promise<void> {
  const broken = violationsOf(backend);
  backend.gateway.close();
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  await backend.voiceServer?.close();
  if (check && broken.length > 0)
    throw new Error(`the bot broke Discord's rules: ${broken.join('; ')}`);
}

async function ready(
  { gateway, commands, changes, world }: Backend,
  timeoutMs: number,
  { commands: needed = true },
): Promise<void> {
  const complete = (): boolean => {
    const shards = gateway.live.map(({ shard }) => shard);
    const [, count = Infinity] = shards[0] ?? [];
    return new Set(shards.map(([index]) => index)).size >= count && gateway.guildsSent();
  };
  await changes.until(
    'the bot to be ready',
    () => (complete() && (!needed || commands.puts > 0) ? true : undefined),
    {
      timeoutMs,
      sofar: () =>
        `${gateway.live.length} shards are connected, ${commands.puts} command lists were put, ${world.guildsOfBot().length} guilds exist`,
    },
  );
}

function violationsOf({ violations, voiceServer }: Backend): readonly string[] {
  const voice =
    voiceServer?.violations.map(({ rule, detail }) => `voice: ${rule}: ${detail}`) ?? [];
  return [...violations, ...voice];
}

function assertClean(backend: Backend): void {
  const dirty = violationsOf(backend);
  if (dirty.length > 0) throw new Error(`the bot broke Discord's rules: ${dirty.join('; ')}`);
}
