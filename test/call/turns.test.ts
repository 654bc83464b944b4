import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Turns } from '#call/turns.ts';

/**
 * A letter for the person and a number for their line: `+a1` comes, `-a1` is taken out, `!a1` is put in front of all, and
 * `^a1` in front of the others of its author.
 */
function after(...steps: readonly string[]): readonly string[] {
  const turns = new Turns<string>(() => 1_000);
  for (const step of steps) {
    const line = step.slice(1);
    if (step.startsWith('+')) turns.add(line.charAt(0), line);
    else if (step.startsWith('-')) turns.remove(line);
    else turns.toFront(line, step.startsWith('!') ? 'all' : 'own');
  }
  return turns.lines;
}

test.each<[string, readonly string[], string]>([
  ['one person’s lines are in their order', ['+a1', '+a2', '+a3'], 'a1 a2 a3'],
  ['people who have one each come in the order of writing', ['+a1', '+b1', '+c1'], 'a1 b1 c1'],
  ['whoever comes to a flood waits for one line', ['+a1', '+a2', '+a3', '+b1'], 'a1 b1 a2 a3'],
  [
    'two who come to it take turns with it',
    ['+a1', '+a2', '+a3', '+b1', '+c1', '+c2', '+b2'],
    'a1 b1 c1 a2 b2 c2 a3',
  ],
  [
    'nobody has two turns in a row while another waits',
    ['+a1', '+b1', '+b2', '-a1', '+a2', '-b1'],
    'a2 b2',
  ],
  [
    'whoever just had a turn comes after all who wait',
    ['+a1', '+a2', '+a3', '+b1', '+b2', '-a1', '+c1', '-b1'],
    'c1 a2 b2 a3',
  ],
  ['a turn of long ago counts for nothing', ['+a1', '-a1', '+b1', '+a2', '+c1'], 'b1 a2 c1'],
  ['what has begun stays first', ['+a1', '+a2', '-a1', '+b1', '+b2'], 'a2 b1 b2'],
  [
    'whoever takes a line back keeps their turn for the next one',
    ['+x1', '+a1', '+b1', '+a2', '-a1'],
    'x1 a2 b1',
  ],
  ['what isn’t there changes nothing', ['+a1', '+b1', '-c1', '!c1', '^c1'], 'a1 b1'],
  ['what is put in front of all comes next', ['+a1', '+b1', '+c1', '+c2', '!c2'], 'a1 c2 b1 c1'],
  [
    'of two the one that was put there last',
    ['+a1', '+b1', '+c1', '+d1', '!c1', '!d1'],
    'a1 d1 c1 b1',
  ],
  ['its author has had their turn by it', ['+a1', '+b1', '+b2', '+c1', '!b2', '-a1'], 'b2 c1 b1'],
  ['what has begun stays before it', ['+a1', '+b1', '!a1', '!b1'], 'a1 b1'],
  [
    'what is put in front of one’s own lines takes nobody else’s turn',
    ['+x1', '+a1', '+a2', '+a3', '+b1', '+b2', '^a3', '^b1'],
    'x1 a3 b1 a1 b2 a2',
  ],
  [
    'it stays behind what was put in front of all',
    ['+x1', '+a1', '+a2', '!a2', '^a1', '^a2'],
    'x1 a2 a1',
  ],
])('%s', (_, steps, order) => {
  expect(after(...steps)).toEqual(order.split(' '));
});

test('it is known which line comes just before the next one of each', () => {
  const turns = new Turns<string>(() => 1_000);
  expect(turns.before('a')).toBeUndefined();
  for (const line of ['a1', 'a2', 'a3', 'b1']) turns.add(line.charAt(0), line);
  expect(['a', 'b', 'c'].map((userId) => turns.before(userId))).toEqual(['a3', 'a2', 'b1']);
  expect(turns.lines).toEqual(['a1', 'b1', 'a2', 'a3']);
});

test('the last line of whoever has most is known', () => {
  const turns = new Turns<string>(() => 1_000);
  expect(turns.longest).toBeUndefined();
  for (const line of ['b1', 'a1', 'a2', 'a3', 'b2']) turns.add(line.charAt(0), line);
  expect(turns.longest).toEqual({ last: 'a3', count: 3 });
  expect(turns.countOf('b')).toBe(2);
  turns.clear();
  expect([turns.lines, turns.longest]).toEqual([[], undefined]);
});

test('whoever says longer things has fewer turns', () => {
  const turns = new Turns<string>((line) => (line.startsWith('a') ? 4_500 : 1_000));
  for (const line of ['a1', 'b1', 'a2', 'b2', 'b3', 'b4']) turns.add(line.charAt(0), line);
  expect(turns.lines).toEqual(['a1', 'b1', 'b2', 'b3', 'a2', 'b4']);
});

test('a line of which little was heard counts as little, and one that turns out to be long as much', () => {
  const lengths = new Map([['a1', 6_000]]);
  const turns = new Turns<string>((line) => lengths.get(line) ?? 1_000);
  for (const line of ['a1', 'b1', 'a2', 'b2', 'b3']) turns.add(line.charAt(0), line);
  expect(turns.lines).toEqual(['a1', 'b1', 'b2', 'b3', 'a2']);
  turns.remove('a1', 100);
  expect(turns.lines).toEqual(['b1', 'a2', 'b2', 'b3']);
  lengths.set('b1', 3_000).set('a2', 500);
  turns.add('a', 'a3');
  expect(turns.lines).toEqual(['b1', 'a2', 'a3', 'b2', 'b3']);
});

const steps = fc.array(
  fc.tuple(fc.constantFrom('+', '+', '&', '-', '!', '^'), fc.constantFrom(...'abc'), fc.nat(4)),
  { maxLength: 24 },
);
const lineNames = [...'abc'].flatMap((person) => [...'01234'].map((number) => person + number));
const lengths = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 15, maxLength: 15 });

test('the order that is shown is the order in which the turns come, if nothing more happens', () => {
  fc.assert(
    fc.property(steps, lengths, (happened, secs) => {
      const turns = new Turns<string>((line) => 1_000 * (secs[lineNames.indexOf(line)] ?? 0));
      for (const [what, person, number] of happened) {
        const line = person + String(number);
        const isSoon = what === '&';
        if ((what === '+' || isSoon) && !turns.lines.includes(line))
          turns.add(person, line, isSoon);
        if (what === '-') turns.remove(line);
        if (what === '!' || what === '^') turns.toFront(line, what === '!' ? 'all' : 'own');
      }
      const shown = turns.lines;
      const heard: string[] = [];
      for (let [first] = turns.lines; first !== undefined; [first] = turns.lines) {
        heard.push(first);
        turns.remove(first);
      }
      expect(heard).toEqual(shown);
    }),
    { numRuns: 300 },
  );
});
