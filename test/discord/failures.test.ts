import { expect, test } from 'vitest';

import { textFor } from '#discord/failures.ts';
import { UserError } from '#errors.ts';
import { ownWords } from '#i18n/text.ts';
import { DatabaseAwayError } from '#ops/database-away.ts';
import { DiskFullError } from '#ops/disk-full.ts';
import { SpeechError } from '#speech/speech.ts';

import { translations } from '../fakes/asker.ts';
import { FakeLog } from '../fakes/log.ts';

const t = translations('en-US');

// The sentence for a person on a failure, and the line in the log for the operator.

const noSpace = Object.assign(new Error('no space'), { code: 'ENOSPC' });

test.each<[string, unknown, RegExp, readonly string[]]>([
  ['a mistake of the person', new UserError(ownWords('Say it.')), /^Say it\.$/, []],
  [
    'a failure of the service',
    new SpeechError('balance', 'spent', { engine: 'deapi' }),
    /balance at deAPI is used up/,
    ['warn'],
  ],
  [
    'a deadline',
    new DOMException('late', 'TimeoutError'),
    /^That took too long, so I gave up\. Try again\.$/,
    ['warn'],
  ],
  ['a full disk', new DiskFullError('full'), /^The disk of the machine that I run on/, ['error']],
  ['a lost database', new DatabaseAwayError('away'), /^I can’t reach the database/, ['error']],
  ['no room for a file', noSpace, /^The disk of the machine that I run on/, ['error']],
  ['a bug', new TypeError('x'), /^Something went wrong, .*: `[\da-f]{8}`\.$/, ['error']],
])('%s', (_, error, sentence, levels) => {
  const log = new FakeLog();
  expect(t(textFor(error, log, 'say'))).toMatch(sentence);
  expect(log.lines.map(({ level }) => level)).toEqual(levels);
  for (const { facts } of log.lines) expect(facts).toMatchObject({ error, where: 'say' });
});

test('the number that a person is told is the one in the log', () => {
  const log = new FakeLog();
  const sentence = t(textFor(new TypeError('x'), log, 'say'));
  const [told] = /(?<=`)[\da-f]{8}(?=`)/.exec(sentence) ?? [];
  expect(log.lines[0]?.facts).toMatchObject({ id: told });
});
