import { expect, test } from 'vitest';

import { serverView } from '#features/voices/server-view.ts';
import { serverSettings } from '#store/server-settings.ts';
import type { VoiceBan } from '#store/voice-bans.ts';
import { voiceBook } from '#voices/book.ts';

import { ann } from '../../fakes/asker.ts';
import { models } from '../../voices/models.ts';

const known = { book: voiceBook(models), kept: [] };

const called = {
  channel: (id: string) => (id === '5' ? 'general' : undefined),
  user: (id: string) => (id === '66666666666666666' ? 'Bea' : undefined),
};

/** The panel's text, the menus, and what can be chosen in them. */
function shown(settings: unknown, banned: readonly VoiceBan[] = []) {
  const facts = { banned, known, called, obstacle: undefined };
  const view = serverView({ settings: serverSettings.parse(settings), ...facts }, ann.t);
  if (view.kind !== 'panel') throw new Error('expected a panel');
  const [container] = view.components as unknown as [{ components: readonly object[] }];
  const [text, ...rows] = container.components as [
    { content: string },
    ...{ components: readonly [Menu] }[],
  ];
  const menus = rows.map(({ components: [menu] }) => menu);
  return { text: text.content, menus, options: menus.flatMap(({ options }) => options) };
}

interface Menu {
  readonly placeholder: string;
  readonly options: readonly { value: string; label: string }[];
}

test('what is set for a server can be taken back one by one', () => {
  const { text, options } = shown({
    voice: { voice: 'af_sky/en-us/Kokoro', style: '**loud**' },
    voicesByLanguage: { de: { speed: 0.9 } },
    channels: { '5': { voice: { voice: 'bf_emma/en-gb/Kokoro' } } },
    forcesVoice: true,
    forbiddenVoices: ['Vivian', 'gone/xx/Gone'],
  });
  expect(text).toContain(String.raw`**Everybody** Sky, English (US) · style: \*\*loud\*\*`);
  expect(text).toContain('**German** speed 0.9');
  expect(text).toContain('**<#5>** Emma, English (UK)');
  expect(options.map(({ value }) => value.replace(/:p.*/, ':…'))).toEqual([
    'server',
    'force',
    'language:de',
    'channel:5',
    'forbidden:…',
    'forbidden:…',
  ]);
});

test('a channel without a voice of its own is nothing to show', () => {
  expect(shown({ channels: { '5': { voice: {} } } }).text).toMatch(/Nothing is set/);
});

test('a server that has set more than a panel holds sees how much there is', () => {
  const channels = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [
      String(index),
      { voice: { style: `${'_'.repeat(300)}${index}` } },
    ]),
  );
  const { text, options } = shown({ channels });
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(text).toMatch(/… and \d+ more/);
  // As many as a message can have menus for.
  expect(options).toHaveLength(200);
});

test('what doesn’t fit into one menu is in others, each of which says which of all it has', () => {
  const banned = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ userId: String(at), byId: '7', sinceMs: 1 }));
  const placeholders = (count: number) =>
    shown({}, banned(count)).menus.map(({ placeholder }) => placeholder);
  expect(placeholders(25)).toEqual(['Take back …']);
  expect(placeholders(52)).toEqual([
    'Take back … (1–25)',
    'Take back … (26–50)',
    'Take back … (51–52)',
  ]);
  expect(placeholders(400)).toHaveLength(15);
});

test('menus name channels and people as Discord does, and by their ids where it has told no name', () => {
  const voice = { voice: { speed: 0.9 } };
  const { options } = shown({ channels: { '5': voice, '6': voice } }, [
    { userId: '66666666666666666', byId: '7', sinceMs: 1 },
    { userId: '77777777777777777', byId: '7', sinceMs: 1 },
  ]);
  expect(options.map(({ label }) => label)).toEqual([
    'For #general',
    'For the channel 6',
    'Forbidden: voices of Bea',
    'Forbidden: voices of 77777777777777777',
  ]);
});

test('the admins’ channel and people whose voices are forbidden can be taken back as well', () => {
  const { text, options } = shown({ adminChannelId: '55555555555555555' }, [
    { userId: '66666666666666666', byId: '7', sinceMs: 1 },
  ]);
  expect(text).toContain('<#55555555555555555>');
  expect(text).toContain('**Forbidden** all voices of <@66666666666666666>');
  expect(options.map(({ value }) => value)).toEqual(['admins', 'banned:66666666666666666']);
});
