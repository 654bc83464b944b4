import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { FrameClock } from '#call/worker/frame-clock.ts';
import { Line, type LineSink } from '#call/worker/line.ts';
import { Speaker } from '#call/worker/speaker.ts';

import { framesNumbered } from './loopback.ts';

/** A connection that throws when told to. */
class FakeConnection implements LineSink {
  readonly failures: unknown[] = [];
  audible = true;
  sent = 0;
  breaksAt = Infinity;

  prepareAudioPacket(): void {
    if (this.sent >= this.breaksAt) throw new Error('no key');
  }

  dispatchAudio(): boolean {
    this.sent += 1;
    return true;
  }

  setSpeaking(): void {}

  fail(error: unknown): void {
    this.failures.push(error);
    this.audible = false;
  }
}

function lineOn(connection: FakeConnection): Line<FakeConnection> {
  const speaker = new Speaker({
    started: () => undefined,
    ended: () => undefined,
    underrun: () => undefined,
  });
  const line = new Line<FakeConnection>('guild', speaker, () => undefined);
  line.connection = connection;
  speaker.add(
    1,
    framesNumbered(20).map((frame) => Buffer.from(frame)),
    true,
  );
  return line;
}

test('finding 1: one that throws in the shared clock ends alone, and all others go on', async () => {
  const clock = new FrameClock();
  const [broken, sound] = [new FakeConnection(), new FakeConnection()];
  broken.breaksAt = 3;
  const lines = [lineOn(broken), lineOn(sound)];
  for (const line of lines) clock.add(line);
  await delay(700);
  expect(broken.failures).toEqual([new Error('no key')]);
  expect(broken.sent).toBe(3);
  expect(sound.failures).toEqual([]);
  expect(sound.sent).toBe(25);
  for (const line of lines) clock.remove(line);
});

test('what may not be heard is not sent, and waits', async () => {
  const clock = new FrameClock();
  const connection = new FakeConnection();
  connection.audible = false;
  clock.add(lineOn(connection));
  await delay(100);
  expect(connection.sent).toBe(0);
  connection.audible = true;
  await delay(700);
  expect(connection.sent).toBe(25);
});
