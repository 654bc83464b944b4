import { expect, test } from 'vitest';

import type { QueuedLine } from '#call/calls.ts';
import { OwnLines } from '#features/again/own-lines.ts';

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

function scene(lines: readonly QueuedLine[]) {
  const skipped: unknown[] = [];
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
  });
  return { own, skipped };
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
