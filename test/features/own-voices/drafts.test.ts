import { expect, test, vi } from 'vitest';

import { UserError } from '#errors.ts';
import { Drafts } from '#features/own-voices/drafts.ts';
import { text } from '#i18n/text.ts';

import { stopClocks } from '../../virtual-time.ts';

const whenGone = text(($) => $.ownVoices.gone.takes);
const gone = new UserError(whenGone);
const drafts = (max?: number): Drafts<{ readonly text: string }> => new Drafts(whenGone, max);
const a = { text: 'a' };

test('a draft is recalled by its maker, and by nobody else who knows its id', () => {
  const all = drafts();
  const { id } = all.begin('ann', a);
  expect(all.recall(id, 'ann').text).toBe('a');
  expect(() => all.recall(id, 'bob')).toThrow(gone);
  expect(() => all.discard(id, 'bob')).toThrow(gone);
  expect(() => all.recall('no such', 'ann')).toThrow(gone);
});

test("a person's new draft takes the place of their last, and of nobody else's", () => {
  const all = drafts();
  const first = all.begin('ann', a);
  const other = all.begin('bob', a);
  const second = all.begin('ann', { text: 'b' });
  expect(() => all.recall(first.id, 'ann')).toThrow(gone);
  expect(all.recall(second.id, 'ann').text).toBe('b');
  expect(all.recall(other.id, 'bob')).toBe(other);
});

test('a change of a draft that was discarded meanwhile is told of, and brings nothing back', () => {
  const all = drafts();
  const begun = all.begin('ann', a);
  expect(all.change({ ...begun, text: 'b' })).toBe(true);
  expect(all.recall(begun.id, 'ann').text).toBe('b');
  all.discard(begun.id, 'ann');
  expect(all.change({ ...begun, text: 'c' })).toBe(false);
  expect(() => all.recall(begun.id, 'ann')).toThrow(gone);
});

test('everything of a person is discarded, and nothing of others', () => {
  const all = drafts();
  const mine = all.begin('ann', a);
  const other = all.begin('bob', a);
  all.discardOf('ann');
  expect(() => all.recall(mine.id, 'ann')).toThrow(gone);
  expect(all.recall(other.id, 'bob')).toBe(other);
});

test('of more drafts than there may be, the one that was left alone the longest goes', () => {
  const all = drafts(2);
  const [ann, bob] = [all.begin('ann', a), all.begin('bob', a)];
  all.recall(ann.id, 'ann');
  all.begin('eve', a);
  expect(all.recall(ann.id, 'ann')).toBe(ann);
  expect(() => all.recall(bob.id, 'bob')).toThrow(gone);
});

test('a draft is gone 15 minutes after its maker last went on with it, and after an hour in any case', () => {
  stopClocks();
  const all = drafts();
  const left = all.begin('bob', a);
  const mine = all.begin('ann', a);
  for (let minutes = 0; minutes < 56; minutes += 14) {
    vi.advanceTimersByTime(14 * 60_000);
    expect(all.change({ ...mine, text: `after ${minutes}` })).toBe(true);
  }
  expect(() => all.recall(left.id, 'bob')).toThrow(gone);
  vi.advanceTimersByTime(5 * 60_000);
  expect(() => all.recall(mine.id, 'ann')).toThrow(gone);
  expect(all.change(mine)).toBe(false);
});
