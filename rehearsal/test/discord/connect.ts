/** An unmodified discord.js client on a stand-in, for the stand-in's own tests. */
import {
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
} from 'discord.js';

import type { Discord } from '#discord/discord.ts';

/** Answers interactions by `answer`; what it throws is kept in `errors`. */
export function onInteraction(
  client: Client,
  answer: (interaction: Interaction) => Promise<unknown>,
): void {
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => errors.push(error as Error));
  });
}

/** A packet of the gateway, as it came. */
export interface Dispatched {
  readonly t: string;
  readonly d: Readonly<Record<string, unknown>>;
}

/** The errors in clients and their listeners. */
export const errors: Error[] = [];

/** `packets` is given every event that comes. */
export async function connect(
  discord: Pick<Discord, 'apiUrl' | 'token'>,
  options: Partial<ClientOptions> = {},
  packets: Dispatched[] = [],
): Promise<Client<true>> {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.MessageContent,
      GatewayIntentBits.GuildVoiceStates,
      GatewayIntentBits.DirectMessages,
    ],
    ...options,
    rest: { api: discord.apiUrl, ...options.rest },
  });
  client.on(Events.Error, (error) => errors.push(error));
  client.on(Events.Raw, (packet: Dispatched) => packets.push(packet));
  const ready = new Promise<Client<true>>((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  await client.login(discord.token);
  return ready;
}
