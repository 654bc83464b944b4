import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { translations } from '../fakes/asker.ts';
import { rehearsed } from './rehearsed.ts';

// Translation before speech, typed at the prompt of the rehearsal as the README says.

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
const [, tried = ''] = /Try it in the rehearsal,([^.]+(?:\.[^.\n]+)*)\.\n/.exec(readme) ?? [];
const lines = [...tried.matchAll(/`([^`]+)`/g)].map(([, line = '']) => line);

test.each(['en-US', 'de'])(
  'what the README has people try is understood, told and heard, in %s',
  { timeout: 240_000 },
  async (locale) => {
    expect(lines.at(-1)).toBe('good evening friends');
    const { exitCode, shown } = await rehearsed(lines, ['--locale', locale]);
    const t = translations(locale);
    expect(exitCode).toBe(0);
    expect(shown).toContain(t(($) => $.calls.joined, { channel: '#Stage Door' }));
    expect(shown).toMatch(/^\d+ {2}Crier: .*LibreTranslate/mu);
    expect(shown).not.toMatch(/There is no /);
    expect(shown).toMatch(/Ann: good evening friends\n {3}\[heard \d+\.\d s of speech/u);
  },
);
