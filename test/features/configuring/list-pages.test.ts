import { expect, test } from 'vitest';

import { listPages, numberIn, pageOfMenu } from '#features/configuring/list-pages.ts';

import { ann } from '../../fakes/asker.ts';

const ids = Array.from({ length: 801 }, (_, at) => `${at}`);

function shown(page: number, of = ids) {
  const parts = {
    ids: of,
    page,
    menuId: (at: number) => `menu:${at}`,
    pageId: (at: number) => `page:${at}`,
    placeholder: 'Take off',
    nameOf: (id: string) => `Name of ${id}`,
  };
  const written = JSON.stringify(listPages(parts, ann.t));
  const found = (pattern: RegExp) => [...written.matchAll(pattern)].map(([, value = '']) => value);
  return {
    values: found(/"value":"(\d+)"/g),
    menus: found(/"custom_id":"menu:(\d+)"/g),
    pages: found(/"custom_id":"page:(\d+)"/g),
  };
}

test('everything on a list is on one of its pages, which lead to each other', () => {
  const pages = [shown(0), shown(1), shown(2)];
  expect(pages.flatMap(({ values }) => values)).toEqual(ids);
  expect(pages.map((each) => each.pages)).toEqual([['1'], ['0', '2'], ['1']]);
  for (const [page, { menus }] of pages.entries())
    expect(menus.map((at) => pageOfMenu(at))).toEqual(menus.map(() => page));
  const all = pages.flatMap(({ menus }) => menus);
  expect(new Set(all).size).toBe(all.length);
});

test('a list that is one page leads nowhere, and one that has become shorter shows its end', () => {
  expect(shown(0, ids.slice(0, 350)).pages).toEqual([]);
  expect(shown(7, ids.slice(0, 351)).values).toEqual(['350']);
  expect(shown(0, [])).toEqual({ values: [], menus: [], pages: [] });
});

test('numbers that nobody wrote are the first', () => {
  expect(['2', '', undefined, '-1', '1e9', 'x', '99999'].map((each) => numberIn(each))).toEqual([
    2, 0, 0, 0, 0, 0, 0,
  ]);
});
