import { expect, test } from 'vitest';

import { incomingOf } from '#features/autoread/incoming.ts';
import { MessageContent } from '#features/autoread/message-content.ts';
import { Outcomes } from '#features/autoread/outcomes.ts';
import { RecentWords } from '#features/autoread/recent-words.ts';
import { Pauses } from '#features/settings/pauses.ts';

import { FakeLog } from '../../fakes/log.ts';
import { packet } from './packets.ts';

test('what is the same is counted in a row, by person and server', () => {
  const recent = new RecentWords(new Pauses());
  const same = (content: string, nowMs: number, authorId = 'ann', guildId = 'g') =>
    recent.facts(guildId, authorId, content, nowMs).sameBefore;
  recent.note('g', 'ann', 'hi', 0, true);
  recent.note('g', 'ann', ' HI', 1_000, false);
  expect(same('hi', 2_000)).toBe(2);
  expect(same('ho', 2_000)).toBe(0);
  expect(same('hi', 2_000, 'bea')).toBe(0);
  expect(same('hi', 2_000, 'ann', 'other')).toBe(0);
  expect(same('hi', 121_000)).toBe(0);
  recent.note('g', 'ann', 'ho', 3_000, true);
  expect(same('hi', 4_000)).toBe(0);
});

test('a cooldown counts from the last message that was read', () => {
  const recent = new RecentWords(new Pauses());
  const since = (nowMs: number) => recent.facts('g', 'ann', '', nowMs).sinceReadMs;
  expect(since(0)).toBeUndefined();
  recent.note('g', 'ann', 'one', 1_000, false);
  expect(since(2_000)).toBeUndefined();
  recent.note('g', 'ann', 'two', 3_000, true);
  recent.note('g', 'ann', 'three', 4_000, false);
  expect(since(5_000)).toBe(2_000);
});

const facts = {
  author: 'person',
  system: false,
  addressed: false,
  content: '',
  holdsMore: false,
} as const;

test('when almost every message is empty, that is said once', () => {
  let said = 0;
  const content = new MessageContent(true, () => (said += 1));
  for (let count = 0; count < 49; count += 1) content.saw(facts);
  expect([content.visible, said]).toEqual([true, 0]);
  content.saw(facts);
  content.saw(facts);
  expect([content.visible, said]).toEqual([false, 1]);
});

test.each([
  { content: 'hi' },
  { holdsMore: true },
  { author: 'bot' },
  { system: true },
  { addressed: true },
] as const)('messages such as %j don’t mean that content is kept back', (change) => {
  const content = new MessageContent(true, () => undefined);
  for (let count = 0; count < 200; count += 1)
    content.saw({ ...facts, ...(count % 10 === 0 || !('content' in change) ? change : {}) });
  expect(content.visible).toBe(true);
});

test('what is kept back from the start is said at the start', () => {
  let said = 0;
  expect(new MessageContent(false, () => (said += 1)).visible).toBe(false);
  expect(said).toBe(1);
});

test('the last 200 outcomes of each server are known, latest first', () => {
  const outcomes = new Outcomes({ tell: async () => undefined, log: new FakeLog() });
  for (let count = 0; count < 250; count += 1) {
    const surroundings = { botId: 'bot', parentOf: () => undefined, categoryOf: () => undefined };
    const incoming = incomingOf(packet({ id: String(count) }), surroundings);
    if (incoming) outcomes.note(incoming, { kind: 'heard' });
  }
  expect(outcomes.of('g', '49')).toBeUndefined();
  expect(outcomes.of('g', '50')).toBeDefined();
  expect(outcomes.latest('g', 2).map(({ messageId }) => messageId)).toEqual(['249', '248']);
  expect(outcomes.latest('other', 2)).toEqual([]);
});
