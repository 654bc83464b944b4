import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Channel } from '#nodes/channel.ts';
import type { Wire } from '#nodes/channel.ts';

/** Carries what is sent only when it is told to, until it breaks. */
class SlowWire implements Wire {
  readonly under: { readonly bytes: Uint8Array; readonly written: () => void }[] = [];

  send(bytes: Uint8Array, written: () => void): void {
    this.under.push({ bytes, written });
  }
}

const numbered = (number: number, message: number): Uint8Array =>
  Buffer.from(JSON.stringify([number, message]));

test('however often the wire breaks, everything arrives once and in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('send', 'carry', 'confirm', 'break'), { maxLength: 200 }),
      (steps) => {
        const sender = new Channel<number>(numbered);
        const receiver = new Channel<number>(numbered);
        const heard: number[] = [];
        let taken = 0;
        let sent = 0;
        let wire = new SlowWire();
        sender.open(wire, 0);
        const carry = (): boolean => {
          const next = wire.under.shift();
          if (!next) return false;
          next.written();
          const [number, message] = JSON.parse(String(next.bytes)) as [number, number];
          const accepted = receiver.accept(number);
          expect(accepted).not.toBe('gap');
          if (accepted === 'new') heard.push(message);
          return true;
        };
        for (const step of steps)
          if (step === 'send') sender.send((sent += 1), () => (taken += 1));
          else if (step === 'carry') carry();
          else if (step === 'confirm') sender.confirm(receiver.received);
          else {
            sender.close();
            wire = new SlowWire();
            sender.open(wire, receiver.received);
          }
        while (carry());
        expect(heard).toEqual(Array.from({ length: sent }, (_, at) => at + 1));
        expect(taken).toBe(sent);
      },
    ),
  );
});

test('one that nobody confirms is full in the end, and a gap is told', () => {
  const channel = new Channel<number>(numbered, { maxMessages: 3, maxBytes: 1_000 });
  for (const message of [1, 2, 3]) channel.send(message);
  expect(channel.isOverfull).toBe(false);
  channel.send(4);
  expect(channel.isOverfull).toBe(true);
  channel.confirm(2);
  expect(channel.isOverfull).toBe(false);
  expect(channel.accept(2)).toBe('gap');
});
