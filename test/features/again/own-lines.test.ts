import { expect, test } from 'vitest';

import type { QueuedLine } from '#call/calls.ts';
import { OwnLines } from '#features/again/own-lines.ts';
import { ComingLines } from '#features/calls/coming-lines.ts';

import { ann } from '../../fakes/asker.ts';

/** A line in a call, in which `cameAtMs` says when it was given. */
const line = (id: string, cameAtMs: number, isSpoken = false, authorId = ann.id) =>
  ({
    utterance: { id, authorId, typed: () => id },
    isSpoken,
    cameAtMs,
    lengthMs: 1_000,
    leftMs: 1_000,
  }) as unknown as QueuedLine;

/** `soon`: what is still being translated. */
function scene(lines: readonly QueuedLine[], soon: readonly string[] = []) {
  const skipped: unknown[] = [];
  const coming = new ComingLines();
  for (const words of soon)
    coming.add({ guildId: ann.guildId, authorId: ann.id, typed: () => words });
  const own = new OwnLines({
    calls: {
      lines: () => lines,
      skip(_guildId, id) {
        skipped.push(id);
        return true;
      },
      clear: () => 0,
    },
    ownCall: { there: (asker) => asker },
    coming,
  });
  const left = () => coming.of('1', ann.id).map(({ typed }) => typed?.());
  return { own, skipped, left };
}

test('the line that was given last is taken back, and not one behind which an alert stands first', () => {
  const { own, skipped } = scene([line('alert', 3, true), line('one', 1), line('two', 2)]);
  expect(own.takeBack(ann)).toBe('alert');
  expect(skipped).toEqual(['alert']);
});

test('a line that would be spoken but for the joining of its call is stopped, and those behind it still wait', () => {
  const { own, skipped } = scene([line('one', 1), line('two', 2)]);
  expect(own.stop(ann, false)).toBe(1);
  expect(skipped).toEqual(['one']);
});

test('a line that waits behind somebody else’s still waits', () => {
  const { own, skipped } = scene([line('hers', 1, false, 'bea'), line('one', 2)]);
  expect(own.stop(ann, false)).toBe(1);
  expect(skipped).toEqual([]);
});

test('a line that is still being translated is stopped where nothing is before it, and else still waits', () => {
  const alone = scene([], ['one', 'two']);
  expect(alone.own.stop(ann, false)).toBe(1);
  expect(alone.left()).toEqual(['two']);
  const behind = scene([line('hers', 1, true, 'bea')], ['one', 'two']);
  expect(behind.own.stop(ann, false)).toBe(2);
  expect(behind.left()).toEqual(['one', 'two']);
  expect(behind.own.stop(ann, true)).toBe(0);
  expect(behind.left()).toEqual([]);
});

test('a line that is still being translated was given last, and is taken back before those in the call', () => {
  const { own, skipped, left } = scene([line('one', 1)], ['two']);
  expect(own.takeBack(ann)).toBe('two');
  expect([skipped, left()]).toEqual([[], []]);
});
