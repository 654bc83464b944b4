import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { expect, vi } from 'vitest';

import { chosenFor } from '#nodes/choice.ts';

import { startBot } from '../scene.ts';
import { soonMs } from './room.ts';

export const nodeSecret = 'a secret that is long enough for nodes';

/** A real node, in a process of its own. */
export interface NodeProcess {
  readonly port: number;
  readonly process: BotProcess;
}

/** Starts a node; resolves when gateways can connect. */
export async function startNode(
  { caPem }: Pick<Discord, 'caPem'>,
  port: number,
  own: Readonly<Record<string, string>> = {},
): Promise<NodeProcess> {
  const process = startBot({
    environment: {
      CRIER_ROLE: 'voice',
      VOICE_NODE_LISTEN: `127.0.0.1:${port}`,
      VOICE_NODE_SECRET: nodeSecret,
      ...own,
    },
    caPem,
  });
  await vi.waitFor(() => expect(process.output.join('\n')).toContain('ready for gateways'), {
    timeout: soonMs,
    interval: 50,
  });
  return { port, process };
}

/** The settings of a bot that speaks through these nodes. */
export function throughNodes(ports: readonly number[]): Record<string, string> {
  return {
    CRIER_ROLE: 'gateway',
    VOICE_NODES: ports.map((port) => `127.0.0.1:${port}`).join(','),
    VOICE_NODE_SECRET: nodeSecret,
  };
}

/** The one of the ports at which the node is that a server's call comes to, as long as it is reached. */
export function portOf(guildId: string, ports: readonly number[]): number {
  const nodes = ports.map((port) => ({ id: `127.0.0.1:${port}`, weight: 1, port }));
  const chosen = chosenFor(guildId, nodes);
  if (!chosen) throw new Error('there is no node');
  return chosen.port;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
