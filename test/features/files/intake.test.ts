import { setImmediate, setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { GivenFile } from '#discord/attachments.ts';
import { UserError } from '#errors.ts';
import { Intake } from '#features/files/intake.ts';
import type { IntakeOptions } from '#features/files/intake.ts';
import { ownWords } from '#i18n/text.ts';
import { inEnglish } from '#i18n/texts.ts';

const file: GivenFile = { url: 'https://cdn.discordapp.com/attachments/1/2/a.wav', size: 3 };

/** An intake whose files come when the test lets them. */
function open(options: Partial<IntakeOptions> = {}) {
  const closing = new AbortController();
  /** Lets the file that somebody has under way arrive, by the person's name. */
  const arrivals = new Map<string, () => void>();
  const begun: string[] = [];
  const told: string[] = [];
  const intake = new Intake({
    attachments: {
      assertFetchable() {},
      fetch: ({ url }) => {
        begun.push(url);
        return new Promise((resolve) => {
          arrivals.set(url, () => resolve(Uint8Array.of(1)));
        });
      },
    },
    closing: closing.signal,
    ...options,
  });
  const give = (person: string, name = person, size = 1): Promise<string> =>
    intake.take(
      person,
      {
        file: { url: name, size },
        tell: (sentence) => told.push(`${name}: ${inEnglish(sentence)}`),
      },
      'sound',
      async (bytes) => `${name} ${bytes.length}`,
    );
  const arrive = async (name: string): Promise<void> => {
    arrivals.get(name)?.();
    await setImmediate();
  };
  return { intake, give, arrive, begun, told, closing };
}

const people = (count: number): string[] => Array.from({ length: count }, (_, at) => `p${at}`);

test('four files are fetched or read at a time, the others in the order in which they came', async () => {
  const { give, arrive, begun, told } = open();
  const given = people(7).map((person) => give(person));
  expect(begun).toEqual(['p0', 'p1', 'p2', 'p3']);
  expect(told).toEqual([
    'p4: One moment: yours is the next file …',
    'p5: One moment: one file waits before yours …',
    'p6: One moment: 2 files wait before yours …',
  ]);
  await arrive('p2');
  expect(begun.slice(4)).toEqual(['p4']);
  await arrive('p4');
  await arrive('p0');
  expect(begun.slice(4)).toEqual(['p4', 'p5', 'p6']);
  for (const name of ['p1', 'p3', 'p5', 'p6']) await arrive(name);
  expect(await Promise.all(given)).toEqual(people(7).map((name) => `${name} 1`));
});

test('one person’s files come one after the other, and others’ before them where they come first in line', async () => {
  const { give, arrive, begun, told } = open();
  const given = [give('ann', 'a1'), give('ann', 'a2'), give('bob', 'b1'), give('ann', 'a3')];
  expect(begun).toEqual(['a1', 'b1']);
  expect(told).toEqual([
    'a2: One moment: first the file that you gave before …',
    'a3: One moment: first the file that you gave before …',
  ]);
  await expect(give('ann', 'a4')).rejects.toThrow(/still at the files that you gave before/);
  await arrive('a1');
  expect(begun).toEqual(['a1', 'b1', 'a2']);
  await arrive('a2');
  await arrive('a3');
  await arrive('b1');
  expect(await Promise.all(given)).toEqual(['a1 1', 'a2 1', 'b1 1', 'a3 1']);
});

test('when twenty wait, the next is refused, and nothing of it is fetched', async () => {
  const { give, arrive, begun } = open();
  const given = people(24).map((person) => give(person));
  await expect(give('late')).rejects.toMatchObject({
    name: 'UserError',
    message: 'Many people are giving me files right now. Try again in a minute.',
  });
  await arrive('p0');
  const next = give('later');
  for (const name of [...people(24), 'later']) await arrive(name);
  expect(await Promise.all([...given, next])).toHaveLength(25);
  expect(begun).not.toContain('late');
});

test('a file that can’t be fetched or read lets the next in', async () => {
  const { intake, give, arrive, begun } = open({ maxAtWork: 1 });
  const failing = intake.inTurn(
    'ann',
    () => undefined,
    () => Promise.reject(new UserError(ownWords('It is no sound.'))),
  );
  const next = give('bob');
  await expect(failing).rejects.toThrow('It is no sound.');
  await setImmediate();
  expect(begun).toEqual(['bob']);
  await arrive('bob');
  expect(await next).toBe('bob 1');
});

test('what is refused unseen waits for nobody', async () => {
  const { intake } = open({
    maxAtWork: 0,
    attachments: {
      assertFetchable: () => {
        throw new UserError(ownWords('The file is too large.'));
      },
      fetch: () => Promise.reject(new Error('it was fetched')),
    },
  });
  const refused = intake.take('ann', { file, tell: () => undefined }, 'clip', () =>
    Promise.resolve(),
  );
  await expect(refused).rejects.toThrow('The file is too large.');
});

test('who waits too long is told so, and is no longer in line', async () => {
  const { give, arrive, begun } = open({ maxAtWork: 1, waitMs: 20 });
  const first = give('ann');
  await expect(give('bob')).rejects.toThrow(/Many files came before yours/);
  await arrive('ann');
  await first;
  expect(begun).toEqual(['ann']);
});

test('large files wait for room, and no small one passes them', async () => {
  const { give, arrive, begun } = open({ maxBytesAtWork: 10 });
  const given = [
    give('ann', 'a', 6),
    give('bob', 'b', 6),
    give('cem', 'c', 1),
    give('dea', 'd', 20),
  ];
  expect(begun).toEqual(['a']);
  await arrive('a');
  expect(begun).toEqual(['a', 'b', 'c']);
  await arrive('b');
  // One that is larger than all the room has it alone.
  expect(begun).toHaveLength(3);
  await arrive('c');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  await arrive('d');
  await Promise.all(given);
});

test('a large file that waits no longer keeps no small one waiting', async () => {
  const { give, arrive, begun } = open({ maxBytesAtWork: 10, waitMs: 400 });
  const first = give('ann', 'a', 6);
  const large = give('bob', 'b', 6);
  await delay(200);
  const small = give('cem', 'c', 1);
  await expect(large).rejects.toThrow(/Many files came before yours/);
  expect(begun).toEqual(['a', 'c']);
  for (const name of ['a', 'c']) await arrive(name);
  await Promise.all([first, small]);
});

test.each([
  ['is read', async () => undefined],
  ['can’t be read', () => Promise.reject(new UserError(ownWords('This is no sound.')))],
])('the memory of a file that %s is given back at once', async (_, read) => {
  const bytes = Uint8Array.of(1, 2, 3);
  const attachments = { assertFetchable() {}, fetch: () => Promise.resolve(bytes) };
  const { intake } = open({ attachments });
  await intake.take('ann', { file, tell: () => undefined }, 'clip', read).catch(() => undefined);
  expect(bytes).toHaveLength(0);
});

test('what may still be read after an abort is left alone', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const attachments = { assertFetchable() {}, fetch: () => Promise.resolve(bytes) };
  const { intake, closing } = open({ attachments });
  const taken = intake.take('ann', { file, tell: () => undefined }, 'clip', async (_, signal) => {
    closing.abort(new Error('the bot stops'));
    signal.throwIfAborted();
  });
  await expect(taken).rejects.toThrow('the bot stops');
  expect(bytes).toHaveLength(3);
});

test('work that takes too long is aborted, and so is everything when the bot stops', async () => {
  const { intake, closing } = open({ maxAtWork: 1, workMs: 20 });
  const hangs = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const tell = () => undefined;
  await expect(intake.inTurn('ann', tell, hangs)).rejects.toThrow(/timeout/);
  const outcomes = Promise.allSettled([
    intake.inTurn('ann', tell, hangs),
    intake.inTurn('bob', tell, hangs),
  ]);
  const reason = new Error('the bot stops');
  closing.abort(reason);
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason });
});
