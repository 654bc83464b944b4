import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Answers each datagram on loopback as a server of STUN does, or with something else, or not at all. */
export async function startEcho(
  answer: 'true' | 'foreign' | 'none',
): Promise<{ readonly address: string } & AsyncDisposable> {
  const socket = createSocket('udp4');
  socket.on('message', (datagram, { port, address }) => {
    if (answer === 'none') return;
    const id = answer === 'true' ? datagram.subarray(8, 20) : Buffer.alloc(12);
    socket.send(Buffer.concat([Buffer.from('010100002112a442', 'hex'), id]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}
