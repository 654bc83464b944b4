import { setTimeout as pause } from 'node:timers/promises';

import { WebSocket } from 'ws';

import type { Discord } from '#discord/discord.ts';

interface Packet {
  op: number;
  t?: string;
  d?: unknown;
}

/** A websocket that says what it is told, for what no client would send. */
export async function rawSocket(
  { cdnHost }: Pick<Discord, 'cdnHost'>,
  version = 10,
): Promise<{
  socket: WebSocket;
  say: (packet: unknown) => void;
  closed: Promise<number>;
  next: (op: number) => Promise<Packet>;
}> {
  const socket = new WebSocket(`ws://${cdnHost}/?v=${version}&encoding=json`);
  const packets: Packet[] = [];
  socket.on('message', (data) => packets.push(JSON.parse((data as Buffer).toString()) as Packet));
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
  });
  await new Promise((resolve) => {
    socket.on('open', resolve);
  });
  return {
    socket,
    say: (packet) => socket.send(typeof packet === 'string' ? packet : JSON.stringify(packet)),
    closed,
    next: async (op) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const found = packets.findIndex((packet) => packet.op === op);
        if (found !== -1) return packets.splice(found, 1)[0]!;
        await pause(10);
      }
      throw new Error(`no op ${op} came`);
    },
  };
}

/** Those that an identify has to have. */
export const properties = { os: 'linux', browser: 'test', device: 'test' };
