/** The parts of one stand-in, wired: what routes and the facade work on. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { LocaleString } from 'discord-api-types/v10';

import { Changes } from './changes.ts';
import { Clock } from './clock.ts';
import { CommandRegistry } from './command-registry.ts';
import { Files } from './files.ts';
import { Gateway } from './gateway/gateway.ts';
import { Interactions } from './interactions/interactions.ts';
import { Messages } from './messages.ts';
import type { Read } from './reading.ts';
import { appRoutes } from './rest/app-routes.ts';
import { channelRoutes } from './rest/channel-routes.ts';
import { guildRoutes } from './rest/guild-routes.ts';
import { interactionRoutes } from './rest/interaction-routes.ts';
import { RateLimits } from './rest/rate-limits.ts';
import { RestServer } from './rest/rest-server.ts';
import type { VoiceServer } from './voice-port.ts';
import { VoiceStates } from './voice-states.ts';
import { World } from './world.ts';

export interface BackendOptions {
  readonly token: string;
  readonly botName: string;
  readonly locale: LocaleString | undefined;
  readonly serverLocale: LocaleString | undefined;
  readonly read: Read | undefined;
  readonly shards: number;
  /** Undefined: as many as there are shards, and none too early. */
  readonly maxConcurrency: number | undefined;
  readonly shardsNeeded: number;
  readonly intentsAllowed: number;
  readonly heartbeatIntervalMs: number;
  readonly rateLimits: boolean;
  readonly voiceServer: VoiceServer | undefined;
}

export interface Backend {
  readonly world: World;
  readonly gateway: Gateway;
  readonly messages: Messages;
  readonly interactions: Interactions;
  readonly commands: CommandRegistry;
  readonly files: Files;
  readonly voice: VoiceStates;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly shards: number;
  readonly maxConcurrency: number;
  /** The intents that the application may ask the gateway for. */
  readonly intentsAllowed: number;
  /** Things that the bot did and Discord knows nothing of; a clean run has none. */
  readonly violations: string[];
  readonly voiceServer: VoiceServer | undefined;
}

export interface Running {
  readonly backend: Backend;
  readonly rest: RestServer;
  readonly server: Server;
  readonly port: number;
}

export async function startBackend(options: BackendOptions): Promise<Running> {
  const server = createServer();
  const port = (): number => (server.address() as AddressInfo).port;
  const backend = wire(options, port);
  const rest = new RestServer({
    token: options.token,
    routes: [appRoutes, channelRoutes, guildRoutes, interactionRoutes].flatMap((routes) =>
      routes(backend),
    ),
    files: (path, query) => backend.files.get(path, query),
    rateLimits: options.rateLimits ? new RateLimits() : undefined,
    violate: (sentence) => backend.violations.push(sentence),
    onCall: () => backend.changes.announce(),
  });
  server.on('request', (request, response) => void rest.handle(request, response));
  server.on('upgrade', (request, socket, head) => backend.gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return { backend, rest, server, port: port() };
}

function wire(options: BackendOptions, port: () => number): Backend {
  const { token, intentsAllowed, heartbeatIntervalMs, shards, shardsNeeded, maxConcurrency } =
    options;
  const changes = new Changes();
  const clock = new Clock();
  const world = new World(options.botName, options.locale, options.serverLocale);
  const violations: string[] = [];
  const gatewayUrl = (): string => `ws://127.0.0.1:${port()}`;
  const gateway = new Gateway(
    {
      token,
      intentsAllowed,
      heartbeatIntervalMs,
      shardsNeeded,
      url: gatewayUrl,
      heldToConcurrency: maxConcurrency,
    },
    { world, changes, violate: (sentence) => violations.push(sentence) },
  );
  const files = new Files(() => `http://127.0.0.1:${port()}`, clock);
  const voice = new VoiceStates({ world, gateway, changes, server: () => options.voiceServer });
  gateway.onVoiceRequest = (session, data) => voice.ask(session, data);
  gateway.onSessionEnd = (session) => voice.endSession(session);
  return {
    world,
    gateway,
    messages: new Messages({
      world,
      gateway,
      files,
      changes,
      read: options.read ?? ((text) => text),
    }),
    interactions: new Interactions({ world, gateway, clock }),
    commands: new CommandRegistry(world),
    files,
    voice,
    clock,
    changes,
    shards,
    maxConcurrency: maxConcurrency ?? Math.max(1, shards),
    intentsAllowed,
    violations,
    voiceServer: options.voiceServer,
  };
}
