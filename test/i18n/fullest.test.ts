import { globSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { languages } from './files.ts';
import { groups } from './fullest/all.ts';
import { hardToRead } from './fullest/hard-to-read.ts';
import { helpViews } from './fullest/others.ts';
import { localeOf, readerIn } from './fullest/reader.ts';
import type { Shown } from './fullest/reader.ts';
import { refused } from './fullest/refused.ts';

async function refusedOf(views: Shown | Promise<Shown>): Promise<readonly unknown[]> {
  return Object.entries(await views).flatMap(([what, shown]) => {
    const why = refused(shown);
    return why === undefined ? [] : [[what, why]];
  });
}

describe.each(languages)('in %s, as full as they can be,', (language) => {
  const reader = readerIn(localeOf(language));

  test.each([...groups, ['/help', helpViews] as const])(
    'the messages and forms of %s are such that Discord takes them, with words before emoji and nothing told by colour alone',
    async (_, viewsFor) => {
      expect(reader.t.locale).toBe(language);
      const views = await viewsFor(reader);
      expect(await refusedOf(views)).toEqual([]);
      const hard = Object.entries(views).map(([what, shown]) => [what, hardToRead(shown)] as const);
      expect(hard.filter(([, parts]) => parts.length > 0)).toEqual([]);
    },
  );
});

test('every view of a feature is among them', () => {
  const made = /^export (?:async )?function (\w*(?:View|Form|Panel|announcement))\b/gmu;
  const views = sourcesOf('src/features').flatMap((code) =>
    [...code.matchAll(made)].map(([, name]) => name!),
  );
  const shown = sourcesOf('test/i18n/fullest').join('');
  expect(views.length).toBeGreaterThan(25);
  // Those are shown by what lists and manages the voices that one keeps.
  const within = ['ownVoicesView', 'manageView'];
  expect(views.filter((name) => !shown.includes(`${name}(`))).toEqual(within);
});

function sourcesOf(folder: string): readonly string[] {
  const root = new URL(`../../${folder}/`, import.meta.url).pathname;
  return globSync('**/*.ts', { cwd: root }).map((file) => readFileSync(`${root}${file}`, 'utf8'));
}

test.each(groups)('of %s, with texts that are far too long, none is taken', async (_, viewsFor) => {
  const { t } = readerIn('en-US');
  const endless = Object.assign(() => 'x'.repeat(4_001), {
    locale: t.locale,
    languages: t.languages,
  });
  const views = await viewsFor({ ...readerIn('en-US'), t: endless });
  expect(await refusedOf(views)).toHaveLength(Object.keys(views).length);
});
