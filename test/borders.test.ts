import { execFile } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { borders, features, rooms } from '../borders.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const house = mkdtempSync(join(tmpdir(), 'crier-borders-'));
afterAll(() => rmSync(house, { recursive: true }));

const byRoom = 'no-restricted-imports';
const byPath = 'no-relative-parent-imports';

/** Imports that no file of the folder may have, nor the file where one is named: at least one for each border there is. */
const wrong: readonly (readonly [place: string, specifier: string, rule: string])[] = [
  // Text is pure.
  ...[
    '#errors.ts',
    '#audio/pcm.ts',
    '#features/wording/words.ts',
    'discord.js',
    'undici',
    'node:fs',
  ].map((specifier) => ['src/text/rules', specifier, byRoom] as const),
  // Translation knows words alone.
  ['src/translation', '#store/store.ts', byRoom],
  ['src/translation', '#features/wording/words.ts', byRoom],
  ['src/translation', 'discord.js', byRoom],
  // Texts know nothing of those who show them.
  ['src/i18n', '#errors.ts', byRoom],
  ['src/i18n', '#text/clean.ts', byRoom],
  ['src/i18n', 'discord.js', byRoom],
  // The lower rooms give texts, and don't say them.
  ...['audio', 'call', 'speech', 'store', 'voices'].map(
    (room) => [`src/${room}`, '#i18n/texts.ts', byRoom] as const,
  ),
  // A lower room knows neither the wire, nor what the bot does, nor the rooms above it.
  ...['text', 'audio', 'speech', 'ops', 'store', 'voices', 'call'].flatMap((room) =>
    [
      '#commands/say.ts',
      '#features/wording/words.ts',
      '#features/services.ts',
      '@crier/rehearsal/random.ts',
      '#bot.ts',
      'discord.js',
      '@discordjs/voice',
    ].map((specifier) => [`src/${room}`, specifier, byRoom] as const),
  ),
  ['src/jobs', '#store/clips.ts', byRoom],
  ['src/jobs', '#call/calls.ts', byRoom],
  ['src/jobs', '#discord/view.ts', byRoom],
  ['src/jobs', 'discord.js', byRoom],
  // The doctor looks at what the bot stands on.
  ['src/doctor', '#features/services.ts', byRoom],
  ['src/doctor', '#store/clips.ts', byRoom],
  ['src/doctor', '#call/calls.ts', byRoom],
  ['src/doctor', '#config.ts', byRoom],
  // Nodes know the port of voice workers.
  ['src/nodes', '#call/live-calls.ts', byRoom],
  ['src/nodes', '#store/store.ts', byRoom],
  ['src/nodes', 'discord.js', byRoom],
  // Metrics know what there is to count.
  ['src/metrics', '#features/services.ts', byRoom],
  ['src/metrics', '#discord/client.ts', byRoom],
  ['src/metrics', '#store/store.ts', byRoom],
  ['src/metrics', 'discord.js', byRoom],
  ['src/audio', '#speech/speech.ts', byRoom],
  ['src/audio', '#store/clips.ts', byRoom],
  ['src/audio', '#call/calls.ts', byRoom],
  ['src/speech', '#store/clips.ts', byRoom],
  ['src/speech/deapi', '#voices/choose.ts', byRoom],
  // Engines know each other one way, and nothing above the room.
  ['src/speech/openai', '../deapi/any.ts', byRoom],
  ['src/speech/openai', '../embedded/any.ts', byRoom],
  ['src/speech/deapi', '../embedded/any.ts', byRoom],
  ['src/speech/embedded', '../openai/any.ts', byRoom],
  ['src/speech/http', '../openai/any.ts', byRoom],
  ['src/speech/a-new-one', '../openai/any.ts', byRoom],
  ['src/speech/a-new-one', '#store/clips.ts', byRoom],
  ['src/speech/a-new-one', '../../text/clean.ts', byRoom],
  ['src/ops', '#store/clips.ts', byRoom],
  ['src/ops', '#speech/speech.ts', byRoom],
  ['src/ops', '#config.ts', byRoom],
  ['src/store/sql', '#voices/choose.ts', byRoom],
  ['src/store', '#audio/frames.ts', byRoom],
  ['src/store', '#call/calls.ts', byRoom],
  ['src/voices', '#audio/frames.ts', byRoom],
  ['src/voices', '#call/calls.ts', byRoom],
  ['src/call', '#voices/choose.ts', byRoom],
  ['src/call', '#store/clips.ts', byRoom],
  // A worker sends frames.
  ...[
    '#errors.ts',
    '#config.ts',
    '#commands/say.ts',
    '#features/wording/words.ts',
    '#features/services.ts',
    '#ops/log.ts',
    '@crier/rehearsal/random.ts',
    '#speech/speech.ts',
    '#store/clips.ts',
    '#text/clean.ts',
    '#voices/choose.ts',
    '../../errors.ts',
    '../live-calls.ts',
    '../call.ts',
    'discord.js',
    'undici',
  ].map((specifier) => ['src/call/worker', specifier, byRoom] as const),
  // The wire doesn't know what is done with it.
  ['src/discord', '#features/services.ts', byRoom],
  ['src/discord', '#lifecycle.ts', byRoom],
  ['src/discord', '#commands/say.ts', byRoom],
  ['src/discord', '#features/say/saying.ts', byRoom],
  ['src/discord', '#text/clean.ts', byRoom],
  ['src/discord', '#voices/choose.ts', byRoom],
  ['src/discord', '#store/clips.ts', byRoom],
  ['src/discord', '#call/calls.ts', byRoom],
  ['src/discord', '#speech/script.ts', byRoom],
  ['src/discord', '@crier/rehearsal/random.ts', byRoom],
  // Features import each other one way.
  ...(
    [
      ['budgets', 'calls'],
      ['calls', 'say'],
      ['files', 'wording'],
      ['wording', 'calls'],
      ['settings', 'say'],
      ['say', 'oversight'],
      ['say', 'voices'],
      ['pronounce', 'autoread'],
      ['phrases', 'autoread'],
      ['again', 'privacy'],
      ['oversight', 'voices'],
      ['voices', 'own-voices'],
      ['attendance', 'autoread'],
      ['autoread', 'say'],
      ['privacy', 'own-voices'],
      ['own-voices', 'autoread'],
    ] as const
  ).map(
    ([feature, other]) => [`src/features/${feature}`, `#features/${other}/any.ts`, byRoom] as const,
  ),
  ['src/features/say', '#features/services.ts', byRoom],
  ['src/features/say', '#bot.ts', byRoom],
  ['src/features/say', '#config.ts', byRoom],
  ['src/features/say', '#commands/say.ts', byRoom],
  ['src/features/say', '@crier/rehearsal/random.ts', byRoom],
  // A command has features do what it offers.
  ...[
    '#bot.ts',
    '#call/live-calls.ts',
    '#ops/log.ts',
    '#speech/speech.ts',
    '#store/store.ts',
    '@crier/rehearsal/random.ts',
    'discord.js',
  ].map((specifier) => ['commands', specifier, byRoom] as const),
  ['commands/autoread', '../../src/errors.ts', byRoom],
  ['src', '#commands/say.ts', byRoom],
  ['src', '@crier/rehearsal/random.ts', byRoom],
  ['src/bot.ts', '@crier/rehearsal/random.ts', byRoom],
  ['src/register.ts', '@crier/rehearsal/random.ts', byRoom],
  // The rehearsal is not the bot.
  ...['../../src/config.ts', '../../commands/say.ts', 'discord.js', '@discordjs/voice'].map(
    (specifier) => ['rehearsal/sound', specifier, byRoom] as const,
  ),
  ['rehearsal', 'discord.js', byRoom],
  ['rehearsal/test/voice', '../../../src/text/clean.ts', byRoom],
  ['rehearsal/scene', '@crier/rehearsal/random.ts', byRoom],
  ['src/features/operating', '#features/voices/volumes.ts', byRoom],
  ['src/features/configuring', '#features/say/speaking.ts', byRoom],
  // A path does not lead into another room: its name does.
  ['src/voices', '../text/clean.ts', byPath],
  ['src/speech/deapi', '../../text/clean.ts', byRoom],
  ['src/features/say', '../voices/usable.ts', byPath],
  ['commands', '../src/errors.ts', byPath],
  ['test/text', '../../src/text/clean.ts', byRoom],
  ['bench', '../src/text/clean.ts', byRoom],
  ['test/e2e', '../../rehearsal/random.ts', byRoom],
];

const planted = wrong.map(([place, specifier, rule], index) => ({
  file: place.endsWith('.ts') ? place : `${place}/planted-${index}.ts`,
  specifier,
  rule,
}));

/** The rules that each planted file breaks. */
const broken = new Map<string, string>();

beforeAll(async () => {
  for (const { file, specifier } of planted) write(file, `export * from '${specifier}';\n`);
  write(
    'src/text/there.ts',
    "import { back } from '#speech/back.ts';\nexport const there = back;\n",
  );
  write(
    'src/speech/back.ts',
    "import { there } from '#text/there.ts';\nexport const back = there;\n",
  );
  appendFileSync(join(house, 'src/bot.ts'), '\n'.repeat(150));
  write('package.json', JSON.stringify({ type: 'module', imports: { '#*': './src/*' } }));
  write('oxlint.config.ts', `export { default } from '${join(root, 'oxlint.config.ts')}';\n`);
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  for (const { filename, code } of await lint())
    broken.set(filename, `${broken.get(filename) ?? ''} ${code}`);
});

test.each(planted)('lint finds $specifier in $file', ({ file, rule }) => {
  expect(broken.get(file)).toContain(rule);
});

test('a wrong import is planted behind every border', () => {
  const places = borders.flatMap(({ files, rules }) => (rules?.[byRoom] ? files : []));
  const borderOf = (file: string): string | undefined =>
    places.findLast((place) => file === place || file.startsWith(place.replace('**', '')));
  const tried = new Set(planted.map(({ file }) => borderOf(file)));
  expect(places.length).toBeGreaterThan(25);
  expect(places.filter((place) => !tried.has(place))).toEqual([]);
});

test('no two rooms import each other, whatever lies between: each imports those above it in the table', () => {
  // The texts themselves are data, which import nothing.
  const above: string[] = ['locales'];
  for (const { files, may } of rooms) {
    const foreign = may.filter((path) => path.includes('/')).map((path) => path.split('/')[0]);
    expect({ files, above }).toEqual({ files, above: expect.arrayContaining(foreign) });
    above.push(files.split('/')[1] ?? '');
  }
});

test('no two features import each other, whatever lies between: each imports those above it in the table', () => {
  const names = Object.keys(features);
  for (const [at, name] of names.entries())
    expect({ name, above: names.slice(0, at) }).toEqual({
      name,
      above: expect.arrayContaining([...(features[name] ?? [])]),
    });
});

test('every feature has its row, so that no import of it goes unseen', () => {
  const folders = readdirSync(join(root, 'src/features'), { withFileTypes: true });
  const names = folders.filter((each) => each.isDirectory()).map(({ name }) => name);
  expect(names.toSorted()).toEqual(Object.keys(features).toSorted());
});

test('lint finds a circle of files that import each other by the names of their rooms', () => {
  expect(broken.get('src/text/there.ts')).toContain('no-cycle');
});

test('lint finds that the file which puts the bot together has grown past 150 lines', () => {
  expect(broken.get('src/bot.ts')).toContain('max-lines');
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text);
}

async function lint(): Promise<{ filename: string; code: string }[]> {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  // It ends with 1, having found something.
  const { stdout } = await promisify(execFile)(process.execPath, [oxlint, '--format=json'], {
    cwd: house,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((failed: { stdout: string }) => failed);
  return JSON.parse(stdout).diagnostics;
}
