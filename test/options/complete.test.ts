import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { handlers } from '#commands/index.ts';

import { isNamed, thingsOf } from './titles.ts';

const byButtons =
  'a kept voice is used, shared, taken back and deleted by buttons, by its owner alone';
const tooLong =
  'a recording that will not do is told of, and one that is too long is trimmed when its owner agrees';
const redesigned = 'a description is edited and tried again, and what was discarded is nowhere';

/** Everything that is tested in another folder: by which file and title. */
const elsewhere: Readonly<Record<string, readonly [file: string, title: string]>> = {
  'say:own': [
    'e2e/clone-once.long.test.ts',
    'a text is said in the voice of a recording after a statement',
  ],
  'voice:unset': [
    'e2e/voice.long.test.ts',
    'the server has voices for everybody, for a channel and for a language',
  ],
  'clone:own': ['e2e/clone.test.ts', 'a voice is made of a recording, and speaks as high as it'],
  'clone:keep': ['e2e/clone.test.ts', 'a voice is made of a recording, and speaks as high as it'],
  'clone:trim': ['e2e/clone.test.ts', tooLong],
  'clone:permitted': ['e2e/clone.test.ts', tooLong],
  'clone:discard': ['e2e/clone.test.ts', tooLong],
  'clone:words': [
    'e2e/clone.test.ts',
    'the words of a recording are written down by the service, and corrected in a form',
  ],
  'clone:use': ['e2e/clone-shared.long.test.ts', byButtons],
  'clone:manage': ['e2e/clone-shared.long.test.ts', byButtons],
  'clone:share': ['e2e/clone-shared.long.test.ts', byButtons],
  'clone:unshare': ['e2e/clone-shared.long.test.ts', byButtons],
  'clone:report': [
    'e2e/voice-oversight.long.test.ts',
    'a shared voice is reported where it is met, and admins silence it where they are told',
  ],
  'design:keep': [
    'e2e/design-takes.long.test.ts',
    'takes follow the description, and the one that is kept sounds the same every time',
  ],
  'design:again': ['e2e/design-takes.long.test.ts', redesigned],
  'design:edit': ['e2e/design-takes.long.test.ts', redesigned],
  'design:discard': ['e2e/design-takes.long.test.ts', redesigned],
  'design:hear': [
    'features/own-voices/designing-ends.test.ts',
    'the newest takes are played to who is in the call with the bot, in order',
  ],
  'privacy:delete': ['e2e/privacy.test.ts', 'deleting asks first, and then leaves no byte'],
  'Clone from this clip': [
    'e2e/clone.test.ts',
    'a recording that somebody sent becomes a voice by its menu, for them alone',
  ],
  'Why was this not read?': [
    'e2e/autoread.test.ts',
    'a message in a bound channel is read to who is in the call',
  ],
  'Their voice': [
    'e2e/voice-oversight.long.test.ts',
    'moderators see who speaks for somebody, and nothing of what is private',
  ],
};

const all = [
  ...handlers.commands.flatMap((command) => thingsOf(command)),
  ...[...handlers.messageCommands, ...handlers.personCommands].map(({ data }) => data.name),
];

test('every option, choice, button and menu has a test of what it does', () => {
  expect(all.filter((thing) => !isNamed(thing) && !Object.hasOwn(elsewhere, thing))).toEqual([]);
});

test.each(Object.entries(elsewhere))('%s is there, and tested where it is said', (thing, where) => {
  const [file, title] = where;
  expect(all).toContain(thing);
  expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toContain(title);
});
