import { createSecretKey } from 'node:crypto';

import {
  type DiscordGatewayAdapterLibraryMethods,
  joinVoiceChannel,
  type Networking,
  NetworkingStatusCode,
  type VoiceConnection,
} from '@discordjs/voice';

import type { VoiceServerPacket, VoiceStatePacket } from '../gateway.ts';
import { askAddress } from './discovery.ts';

/*
 * Everything that depends on how @discordjs/voice 0.19.2 works inside, by its public types only. The library's own
 * signalling isn't used: both packets of a join are here before it starts, so their order can't harm it, and a close
 * code never makes it join by itself.
 */

type VoiceSocket = Extract<Networking['state'], { ws: unknown }>['ws'];

export interface LibraryEvents {
  /** Another phase of the networking; also told for the first. */
  phase(networking: Networking): void;
  closed(code: number): void;
  transitioned(): void;
  /** A message made the library throw. Uncaught it would leave the socket open and deaf. */
  garbled(error: unknown): void;
  /** A message of the voice server has been handled. */
  heard(): void;
  error(error: Error): void;
}

export function openConnection(
  voiceState: VoiceStatePacket & { channel_id: string },
  voiceServer: VoiceServerPacket,
  events: LibraryEvents,
): VoiceConnection {
  let library: DiscordGatewayAdapterLibraryMethods | undefined;
  let joined = false;
  const connection = joinVoiceChannel({
    guildId: voiceServer.guild_id,
    channelId: voiceState.channel_id,
    selfDeaf: true,
    selfMute: false,
    daveEncryption: true,
    adapterCreator: (methods) => {
      library = methods;
      // The first request has been answered already; every other is the library wanting to join by itself.
      const sendPayload = () => !joined && (joined = true);
      return { sendPayload, destroy: () => undefined };
    },
  });
  connection.on('error', (error) => events.error(error));
  connection.on('transitioned', () => events.transitioned());
  connection.on('stateChange', (before, after) => {
    const networking = 'networking' in after ? after.networking : undefined;
    if (!networking || ('networking' in before && before.networking === networking)) return;
    follow(networking, events);
  });
  library?.onVoiceStateUpdate(voiceState);
  library?.onVoiceServerUpdate(voiceServer);
  return connection;
}

function follow(networking: Networking, events: LibraryEvents): void {
  networking.on('close', (code) => events.closed(code));
  let guarded: VoiceSocket | undefined;
  const look = () => {
    const { state } = networking;
    if ('ws' in state && state.ws !== guarded) {
      guarded = state.ws;
      guard(guarded, events);
    }
    prepareKey(networking);
    events.phase(networking);
  };
  networking.on('stateChange', look);
  look();
}

/**
 * The library makes a cipher for every packet, and Node spends four times as long on taking a key in as bytes as on
 * the packet itself. As a key object it is taken in once. Node's ciphers alone know such keys.
 */
function prepareKey({ state }: Networking): void {
  if (state.code !== NetworkingStatusCode.Ready) return;
  const { connectionData } = state;
  const { encryptionMode, secretKey } = connectionData;
  if (encryptionMode !== 'aead_aes256_gcm_rtpsize' || !(secretKey instanceof Uint8Array)) return;
  connectionData.secretKey = createSecretKey(secretKey) as unknown as Uint8Array;
}

/** The library handles messages without a net: what it throws there must reach us and not the websocket's reader. */
function guard(socket: VoiceSocket, events: LibraryEvents): void {
  const handle = socket.onMessage.bind(socket);
  socket.onMessage = (message) => {
    try {
      handle(message);
      events.heard();
    } catch (error) {
      events.garbled(error);
    }
  };
}

/** How long the voice server lets heartbeats be apart, from its Hello. */
export function onHeartbeatInterval(
  networking: Networking,
  tell: (intervalMs: number) => void,
): void {
  const { state } = networking;
  if (!('ws' in state)) return;
  state.ws.on('packet', (packet: unknown) => {
    const hello = packet as { op: number; d?: { heartbeat_interval?: number } };
    if (hello.op === 8 && hello.d?.heartbeat_interval) tell(hello.d.heartbeat_interval);
  });
}

/**
 * `none`: this call has no end-to-end encryption (a Stage); `ready`: frames are encrypted; `pending`: the group has no
 * keys for us yet, frames would go out plain.
 */
export type Group = 'none' | 'pending' | 'ready';

export function groupOf(networking: Networking): Group {
  const { state } = networking;
  if (state.code !== NetworkingStatusCode.Ready || !state.dave) return 'none';
  if (state.dave.protocolVersion === 0) return 'none';
  return state.dave.session?.ready ? 'ready' : 'pending';
}

/** How many others the voice server has told us are in the call. */
export function othersIn(networking: Networking): number {
  const { state } = networking;
  if (!('connectionData' in state)) return 0;
  const { connectedClients } = state.connectionData;
  return connectedClients.size - (connectedClients.has(state.connectionOptions.userId) ? 1 : 0);
}

/** Tells of every datagram that comes by the socket that the networking has now. */
export function onDatagrams({ state }: Networking, tell: (datagram: Buffer) => void): void {
  if ('udp' in state) state.udp.on('message', tell);
}

/**
 * Asks the voice server for our UDP address. The library asks once with one datagram, and waits for ever if that or
 * its answer is lost; it takes the answer to a later question as well. Rejects when the socket is closed.
 */
export async function askOwnAddress({ state }: Networking): Promise<void> {
  if ('udp' in state) await askAddress(state.udp, state.connectionData.ssrc);
}
