import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { endpoints } from '@crier/rehearsal/deapi/facts.ts';
import type { OxlintOverride } from 'oxlint';
import { describe, expect, test } from 'vitest';

import { handlers } from '#commands/index.ts';

import { borders } from '../borders.config.ts';
import { dashboardPage } from './docs/dashboard-drawing.ts';
import { drawnArrows, idleAllowances, importedArrows, untrue } from './docs/map.ts';
import { brokenLinks, missingPaths } from './docs/pages.ts';
import type { House, Page } from './docs/pages.ts';
import { settingsPage } from './docs/settings-page.ts';
import { alerts, panels } from './metrics/queries.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const house: House = {
  exists: (path) => existsSync(join(root, path)),
  textOf: (path) => readFileSync(join(root, path), 'utf8'),
};
const filesLike = (pattern: string): readonly Page[] =>
  globSync(pattern, { cwd: root, exclude: ['**/node_modules', 'coverage', 'data', 'reports'] })
    .sort()
    .map((path) => ({ path, text: house.textOf(path) }));

const pages = filesLike('**/*.md');
const pageNamed = (path: string): Page => {
  const page = pages.find((each) => each.path === path);
  if (!page) throw new Error(`there is no ${path}`);
  return page;
};
const architecture = pageNamed('docs/architecture.md');
const recipes = pageNamed('docs/recipes.md');
const sources = filesLike('{src,commands}/**/*.ts');

describe('pages', () => {
  /** The folder of what is kept and what is in it, what people get, and what lies beside the project. */
  const elsewhere = new Set([
    './data',
    './models',
    'clips/',
    'frames/',
    'phrases/',
    'calls/',
    'waiting/',
    'paid/',
    'answers/',
    'sessions/',
    'data.json',
    '../shared/discord-openapi/openapi.json',
    '../shared/deapi-openapi',
  ]);

  test.each(pages)(
    'every link of $path leads to a file, a heading or a name that is there',
    (page) => {
      expect(brokenLinks(page, house)).toEqual([]);
    },
  );

  test.each(pages)('every path that $path names is there', (page) => {
    expect(missingPaths(page, house, elsewhere)).toEqual([]);
  });

  test('the README says of each parameter of the speech endpoint how it is reached, and of no other', () => {
    const endpoint = endpoints.find(({ name, api }) => name === 'submit' && api === 'v1');
    const [, table = ''] = pageNamed('README.md').text.split('| parameter | by a person |');
    const [rows = ''] = table.split('\n\n');
    const named = [...rows.matchAll(/^\| `(\w+)` \|.*\w.*\|$/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.keys(endpoint?.fields ?? {})));
  });

  test('the README has each command in its table, and no other, and tells of each in a menu', () => {
    const sections = pageNamed('README.md').text.split(/^## /m);
    const section = sections.find((part) => part.startsWith('Commands\n')) ?? '';
    const listed = [...section.matchAll(/^\| (`\/.+?`) \|/gm)].flatMap(([, first = '']) =>
      [...first.matchAll(/`\/([\w-]+)/g)].map(([, name]) => name),
    );
    expect(new Set(listed)).toEqual(new Set(handlers.commands.map(({ data }) => data.name)));
    const inMenus = [...handlers.messageCommands, ...handlers.personCommands];
    expect(inMenus.filter(({ data }) => !section.includes(`*${data.name}*`))).toEqual([]);
  });

  test('every room and every feature opens with a page of its own', () => {
    const folders = globSync(['commands/', 'src/*/', 'src/features/*/'], { cwd: root });
    expect(folders.length).toBeGreaterThan(15);
    expect(folders.filter((folder) => !house.exists(join(folder, 'README.md')))).toEqual([]);
  });

  test('a link to what is not there is found, and so is one that names something else', () => {
    const said = (text: string): readonly string[] =>
      brokenLinks({ path: 'docs/page.md', text }, house);
    expect(
      said('[a](../README.md) [b](../README.md#licence) [`Call.join`](../src/call/call.ts)'),
    ).toEqual([]);
    expect(said('see [`call.ts`](../src/call/call.ts)')).toEqual([]);
    expect(said('see [a](README.md)')).toHaveLength(1);
    expect(said('see [a](../README.md#no-such-heading)')).toHaveLength(1);
    expect(said('see [`Call.vanish`](../src/call/call.ts)')).toHaveLength(1);
    expect(said('see [`queue.ts`](../src/call/call.ts)')).toHaveLength(1);
  });

  test('a path in backticks that is not there is found', () => {
    const named = (text: string): readonly string[] =>
      missingPaths({ path: 'rehearsal/page.md', text }, house);
    expect(named('`src/bot.ts` `.ci/run` `discord/` `src/` `and/or` `/say` `name.ts.bak`')).toEqual(
      [],
    );
    expect(named('`src/bots.ts`')).toHaveLength(1);
    expect(named('`src/nowhere`')).toHaveLength(1);
    expect(named('`nowhere/`')).toHaveLength(1);
  });

  test('every step of a way and of a recipe names its file', () => {
    for (const { text } of [architecture, recipes]) {
      const steps = text.split(/^(?=\d+\. |#|\n)/m).filter((part) => /^\d+\. /.test(part));
      expect(steps.length).toBeGreaterThan(10);
      expect(steps.filter((step) => !/\]\(|`[\w./-]+\.ts`/.test(step))).toEqual([]);
    }
  });
});

test('the page of settings has each that can be changed, as the bot has it', async () => {
  await expect(settingsPage()).toMatchFileSnapshot(join(root, 'docs/settings.md'));
});

test('the page of the dashboard is what its panels say', async () => {
  await expect(dashboardPage()).toMatchFileSnapshot(join(root, 'docs/dashboard.md'));
});

test('each alert has its row in the page for operators, and no other has', () => {
  const page = readFileSync(join(root, 'docs/operating.md'), 'utf8');
  const told = [...page.matchAll(/^\| `(Crier\w+)` \| .+ \| .+ \|$/gmu)].map(([, name]) => name);
  expect(told).toEqual(alerts.map(({ alert }) => alert));
});

test('the panels that operators look at first are on the dashboard', () => {
  const page = readFileSync(join(root, 'docs/operating.md'), 'utf8');
  const [, watched = ''] = /\n\| panel \|.*\n.*\n((?:\|.*\n)+)/u.exec(page) ?? [];
  const looked = [...watched.matchAll(/^\| ([^|]+) \|/gmu)].map(([, panel]) => panel);
  expect(looked).toHaveLength(6);
  expect(panels.map(({ title }) => title)).toEqual(expect.arrayContaining(looked));
});

describe('the map', () => {
  const charts = [...architecture.text.matchAll(/```mermaid\n([\s\S]*?)```/g)].map(
    ([, chart = '']) => chart,
  );
  const [rooms = '', features = ''] = charts;

  const roomOf = (path: string): string | undefined =>
    path.startsWith('commands/') ? 'commands' : /^src\/([\w-]+)\//.exec(path)?.[1];
  const featureOf = (path: string): string | undefined =>
    /^src\/features\/([\w-]+)\//.exec(path)?.[1];
  const betweenRooms = importedArrows(sources, roomOf);
  const betweenFeatures = importedArrows(sources, featureOf);

  test('it draws what rooms import of each other, no less and no more', () => {
    expect(betweenRooms.size).toBeGreaterThan(15);
    expect(untrue(drawnArrows(rooms), betweenRooms)).toEqual([]);
  });

  test('it draws what features import of each other, no less and no more', () => {
    expect(betweenFeatures.size).toBeGreaterThan(5);
    expect(untrue(drawnArrows(features), betweenFeatures)).toEqual([]);
  });

  test('a border allows nothing that no file behind it imports', () => {
    expect(idleAllowances(borders, sources)).toEqual([]);
    const rules = {
      'no-restricted-imports': ['error', { patterns: [{ group: ['#*', '!#call/**'] }] }],
    };
    expect(
      idleAllowances([{ files: ['src/text/**'], rules } as OxlintOverride], sources),
    ).toHaveLength(1);
  });

  test('a missing arrow, an invented one and one of another kind are found', () => {
    const file = { path: 'src/call/call.ts', text: "import { x } from '#audio/x.ts';\n" };
    const imported = importedArrows([file], roomOf);
    expect(untrue(drawnArrows('flowchart TD\n  a[call]\n  a --> b\n'), imported)).toHaveLength(2);
    expect(untrue(drawnArrows('flowchart TD\n  a[call]\n  a -.-> audio\n'), imported)).toHaveLength(
      1,
    );
    expect(
      untrue(drawnArrows('flowchart TD\n  a[call]\n  a --> audio & text\n'), imported),
    ).toEqual(['call → text is drawn, and nothing is imported']);
    expect(untrue(drawnArrows('flowchart TD\n'), betweenRooms)).toHaveLength(betweenRooms.size);
  });
});
