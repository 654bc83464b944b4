import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';

import { minRtpBytes, rtpSsrc } from './rtp.ts';
import type { ClientSession } from './session.ts';
import type { Rule } from './violations.ts';

const discoveryBytes = 74;
const discoveryRequest = 1;
const discoveryAnswer = 2;
const discoveryBodyBytes = 70;
const keepAliveBytes = 8;
/** Half a second of 200 senders; the kernel may grant less. */
const receiveBufferBytes = 4 * 1024 * 1024;

interface Surroundings {
  /** `ended` for one that was over a moment ago. */
  readonly sessionOf: (ssrc: number) => ClientSession | 'ended' | undefined;
  readonly report: (rule: Rule, detail: string) => void;
}

/** The one UDP socket of the voice server; packets find their session by SSRC. */
export interface VoiceUdp {
  readonly port: number;
  /** Sends to an `address:port` as discovery told it. */
  send(datagram: Buffer, to: string): void;
  close(): void;
}

export async function openUdp(surroundings: Surroundings): Promise<VoiceUdp> {
  const socket = createSocket('udp4');
  const byAddress = new Map<string, ClientSession>();
  socket.on('message', (datagram, remote) => {
    const atMs = performance.now();
    receive(datagram, remote, atMs);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once('error', reject);
  socket.bind(0, '127.0.0.1', resolve);
  await promise;
  socket.off('error', reject);
  socket.setRecvBufferSize(receiveBufferBytes);
  return {
    port: socket.address().port,
    send(datagram, to) {
      const [address, port] = to.split(':');
      socket.send(datagram, Number(port), address);
    },
    close: () => socket.close(),
  };

  function receive(datagram: Buffer, remote: RemoteInfo, atMs: number): void {
    if (datagram.length === keepAliveBytes) {
      const session = byAddress.get(`${remote.address}:${remote.port}`);
      if (!session || session.faults.udpBlackhole) return;
      session.counter.datagrams += 1;
      session.counter.keepAlives += 1;
    } else if (datagram.length === discoveryBytes && datagram.readUInt16BE() === discoveryRequest) {
      discover(datagram, remote);
    } else if (datagram.length < minRtpBytes) {
      surroundings.report('rtp-size', `${datagram.length} bytes`);
    } else {
      const session = surroundings.sessionOf(rtpSsrc(datagram));
      if (!session) surroundings.report('rtp-ssrc', `${rtpSsrc(datagram)} is nobody's`);
      if (!session || session === 'ended' || session.faults.udpBlackhole) return;
      session.counter.datagrams += 1;
      session.receiveRtp(datagram, atMs);
    }
  }

  function discover(request: Buffer, remote: RemoteInfo): void {
    const ssrc = request.readUInt32BE(4);
    const session = surroundings.sessionOf(ssrc);
    if (session === 'ended') return;
    if (!session || request.readUInt16BE(2) !== discoveryBodyBytes) {
      surroundings.report(
        'discovery',
        session ? 'its length is wrong' : `SSRC ${ssrc} is nobody's`,
      );
      return;
    }
    if (session.faults.udpBlackhole) return;
    session.counter.datagrams += 1;
    session.counter.discoveries += 1;
    if (session.faults.droppedDiscoveries > 0) {
      session.faults.droppedDiscoveries -= 1;
      return;
    }
    if (session.discovered) byAddress.delete(session.discovered);
    session.discovered = `${remote.address}:${remote.port}`;
    byAddress.set(session.discovered, session);
    answer(socket, ssrc, remote);
  }
}

function answer(socket: Socket, ssrc: number, remote: RemoteInfo): void {
  const body = Buffer.alloc(discoveryBytes);
  body.writeUInt16BE(discoveryAnswer, 0);
  body.writeUInt16BE(discoveryBodyBytes, 2);
  body.writeUInt32BE(ssrc, 4);
  body.write(remote.address, 8, 'ascii');
  body.writeUInt16BE(remote.port, discoveryBytes - 2);
  socket.send(body, remote.port, remote.address);
}
