import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

/** The facts that a package declares in its package.json, and the lock file repeats for those of other platforms. */
interface Package {
  readonly license?: string;
  /** It is for development alone: nobody who runs the bot needs it. */
  readonly dev?: boolean;
}

/** Licences that ask for no more than to be passed on with the code. */
const permissive = new Set([
  'MIT',
  'MIT OR Apache-2.0',
  'Apache-2.0',
  'ISC',
  '0BSD',
  'BSD-3-Clause',
  'BSD-4-Clause',
  'BlueOak-1.0.0',
  // It gives everything up.
  'Unlicense',
]);

const root = new URL('../', import.meta.url);

async function jsonOf(path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(path, root), 'utf8')) as unknown;
}

/** The licence of every package that `npm ci --omit=dev` installs on some platform, by its name. */
async function licences(): Promise<ReadonlyMap<string, string>> {
  const lock = (await jsonOf('package-lock.json')) as { packages: Record<string, Package> };
  const found = new Map<string, string>();
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (path === '' || locked.dev) continue;
    const installed = await jsonOf(`${path}/package.json`).catch(() => locked);
    const { license = 'none' } = installed as Package;
    found.set(path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), license);
  }
  return found;
}

async function licenceSection(): Promise<string> {
  const readme = await readFile(new URL('README.md', root), 'utf8');
  return readme.slice(readme.indexOf('## Licence\n'));
}

test('the README names every package whose licence asks for more than to be passed on, with that licence', async () => {
  const demanding = new Map(
    [...(await licences())].filter(([, licence]) => !permissive.has(licence)),
  );
  const rows = [...(await licenceSection()).matchAll(/^\| `(.+?)` \| (.+?) \|/gmu)];
  const named = new Map(rows.map(([, name = '', licence = '']) => [name, licence]));
  expect(named).toEqual(demanding);
  expect(named.get('codec-parser')).toBe('LGPL-3.0-or-later');
});

test('packages that the README names for the code compiled into them are still installed, and MIT', async () => {
  const all = await licences();
  const compiled = [...(await licenceSection()).matchAll(/`([\w-]+)`\s+\w+\s+\((?:LGPL|MPL)/gu)];
  const names = compiled.map(([, name = '']) => name);
  expect(names).toEqual(['mpg123-decoder', 'wasm-media-encoders', 'mediaplex']);
  for (const name of names) expect(all.get(name)).toBe('MIT');
});
