import { expect, test } from 'vitest';

import { rightForFiles } from '#discord/asker.ts';
import { text } from '#i18n/text.ts';

import { apiError, panel, reply } from '../discord/shown-reply.ts';
import { ann } from '../fakes/asker.ts';
import { ownTexts } from '../i18n/own-texts.ts';
import { ask } from './using.ts';

// The wire itself speaks to somebody in the language of their Discord.

const translations = ownTexts({
  de: {
    discord: {
      gone: { command: 'Den Befehl gibt es nicht mehr.', button: 'Der Knopf ist veraltet.' },
      blockedByAutoMod: 'AutoMod hat meine Antwort nicht durchgelassen.',
      obstacles: {
        rights_one: 'In {{channel}} fehlt mir das Recht {{rights, list}}.',
        rights_other: 'In {{channel}} fehlen mir die Rechte {{rights, list}}.',
      },
      rights: {
        refusals: { managersOfChannels: 'Was vorgelesen wird, entscheidet nur: {{needs}}.' },
      },
    },
    permissions: { Connect: 'Verbindung', AttachFiles: 'Dateien beilegen' },
  },
});
const t = translations('de');

test.each([
  [{ kind: 'command', name: 'sing' }, 'Den Befehl gibt es nicht mehr.'],
  [{ kind: 'button', name: '', customId: 'sing:go' }, 'Der Knopf ist veraltet.'],
  [
    { kind: 'command', name: 'autoread', subcommand: 'on' },
    'Was vorgelesen wird, entscheidet nur: **Server verwalten** oder **Kanäle verwalten**.',
  ],
] as const)('%j is refused in the language of whoever uses it', async (asked, said) => {
  expect((await ask({}, { ...asked, locale: 'de' }, translations)).texts).toEqual([said]);
});

test('what AutoMod blocked is told in their language', async () => {
  const { answers, reply: made } = reply({ t });
  answers.failNext('callback', apiError(200_000, 400));
  await made.finish(panel('words'));
  expect(answers.texts).toEqual(['AutoMod hat meine Antwort nicht durchgelassen.']);
});

test('rights that the bot lacks are called as their Discord calls them', () => {
  const channel = '<#1>';
  const [connect, speak] = [
    text(($) => $.discord.neededRights.connect),
    text(($) => $.discord.neededRights.speak),
  ];
  const lacking = (rights: readonly (typeof connect)[]): string =>
    t(($) => $.discord.obstacles.rights, { channel, rights, count: rights.length });
  expect(lacking([connect])).toBe('In <#1> fehlt mir das Recht **Verbindung**.');
  expect(lacking([connect, speak])).toBe(
    'In <#1> fehlen mir die Rechte **Verbindung** und **Sprechen**.',
  );
  const forFiles = rightForFiles({ ...ann, missingForFiles: 'AttachFiles' });
  expect(forFiles && t(forFiles)).toBe('Dateien beilegen');
  expect(rightForFiles(ann)).toBeUndefined();
});
