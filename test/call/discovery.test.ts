import { EventEmitter } from 'node:events';

import { expect, test, vi } from 'vitest';

import { askAddress, type Datagrams } from '#call/worker/discovery.ts';

/** A socket whose other end is the test. */
class FakeDatagrams extends EventEmitter implements Datagrams {
  readonly sent: Buffer[] = [];

  send(datagram: Buffer): void {
    this.sent.push(datagram);
  }

  receive(kind: number, sizeBytes = 74): void {
    const datagram = Buffer.alloc(sizeBytes);
    datagram.writeUInt16BE(kind, 0);
    this.emit('message', datagram);
  }
}

test('asks as Discord documents it, and is content with the answer alone', async () => {
  const socket = new FakeDatagrams();
  const asked = askAddress(socket, 0xdecafbad);
  const [question] = socket.sent;
  expect(question).toHaveLength(74);
  expect(question?.subarray(0, 8).toString('hex')).toBe('00010046decafbad');
  const heard = vi.fn<() => void>();
  void asked.then(heard);
  socket.receive(1);
  socket.receive(2, 8);
  await Promise.resolve();
  expect(heard).not.toHaveBeenCalled();
  socket.receive(2);
  await asked;
});

test('questions leave nothing on the socket, whether they are answered or not', async () => {
  vi.useFakeTimers();
  try {
    const socket = new FakeDatagrams();
    for (let question = 0; question < 100; question += 1) {
      const asked = askAddress(socket, 1);
      if (question % 2 === 0) {
        socket.receive(2);
        await asked;
      } else {
        vi.advanceTimersByTime(1000);
      }
    }
    expect(socket.listenerCount('message')).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('a closed socket is said to be one', async () => {
  const socket = new FakeDatagrams();
  socket.send = () => {
    throw new Error('Not running');
  };
  await expect(askAddress(socket, 1)).rejects.toThrow('Not running');
  expect(socket.listenerCount('message')).toBe(0);
});
