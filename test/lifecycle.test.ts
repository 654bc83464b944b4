import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text as textOf } from 'node:stream/consumers';

import { expect, test } from 'vitest';

// How the process ends, which supervisors go by.

/** Runs a script after the process has been given its ways to end; it is sent the signals as it writes lines. */
async function ended(script: string, ...signals: readonly NodeJS.Signals[]) {
  const head = `
    import { lifecycle } from '#lifecycle.ts';
    const say = (line) => process.stdout.write(line + '\\n');
    const log = {
      info: () => undefined,
      error: ({ error }, message) => say(error ? message + ': ' + error.message : message),
    };
    const life = lifecycle(log);
    setTimeout(() => process.exit(99), 10_000);
  `;
  const args = [
    '--input-type=module',
    '--disable-warning=ExperimentalWarning',
    '-e',
    head + script,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const left = [...signals];
  child.stdout.on('data', () => {
    const signal = left.shift();
    if (signal) child.kill(signal);
  });
  const exited = once(child, 'exit');
  const output = await textOf(child.stdout);
  const [code, signal] = (await exited) as [number | null, string | null];
  return { code, signal, output };
}

test.each([
  ['an exception', `setTimeout(() => { throw new Error('broken'); });`, /^an exception .*: broken/],
  ['a rejection', `void Promise.reject(new Error('broken'));`, /^a rejection .*: broken/],
])('%s that nothing caught is logged, and ends it as a fault', async (_, script, said) => {
  const { code, output } = await ended(script);
  expect(code).toBe(1);
  expect(output).toMatch(said);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s before it can stop ends it at once, in good order',
  async (signal) => {
    expect(await ended(`say('up');`, signal)).toMatchObject({ code: 0, output: 'up\n' });
  },
);

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s has it end what has begun, the last first and whatever fails, in its own time',
  async (signal) => {
    const stops = `
      life.endings.defer(() => say('the first'));
      life.endings.defer(async () => { await new Promise((go) => setTimeout(go, 20)); say('slow'); });
      life.endings.defer(() => { throw new Error('broken'); });
      life.endings.defer(() => say(life.closing.aborted ? 'the last' : 'too early'));
      life.begun();
      say('up');
    `;
    expect(await ended(stops, signal)).toMatchObject({
      code: 0,
      output: 'up\nthe last\nslow\nthe first\nsomething did not close: broken\n',
    });
  },
);

test('what may take its time to end is told when that is over', async () => {
  const stops = `
    import { mock } from 'node:test';
    mock.timers.enable({ apis: ['setTimeout'] });
    life.endings.defer(async () => {
      mock.timers.tick(9_999);
      say(String(life.grace.aborted));
      mock.timers.tick(1);
      say(String(life.grace.aborted));
    });
    life.begun();
    say('up');
  `;
  expect(await ended(stops, 'SIGTERM')).toMatchObject({ code: 0, output: 'up\nfalse\ntrue\n' });
});

test('asked a second time, it ends at once', async () => {
  const stops = `
    life.endings.defer(() => new Promise(() => say('hangs')));
    life.begun();
    say('up');
  `;
  const { code, output } = await ended(stops, 'SIGTERM', 'SIGTERM');
  expect(code).toBe(0);
  expect(output).toBe('up\nhangs\n');
});

test.each([
  ['ConfigError', '#errors.ts'],
  ['StoreError', '#store/store-error.ts'],
])(
  'a %s at the start is said in a sentence, with the code for what the operator mends',
  async (name, from) => {
    const script = `
    import { orExit } from '#lifecycle.ts';
    import { ${name} } from '${from}';
    say(await orExit(() => 'open'));
    process.stderr.write = (line) => process.stdout.write(line);
    await orExit(() => Promise.reject(new ${name}('mend this')));
    say('too far');
  `;
    expect(await ended(script)).toMatchObject({ code: 78, output: 'open\nmend this\n' });
  },
);

test('anything else that fails at the start is a fault', async () => {
  const script = `
    import { orExit } from '#lifecycle.ts';
    await orExit(() => { throw new Error('broken'); });
  `;
  const { code, output } = await ended(script);
  expect(code).toBe(1);
  expect(output).toContain('broken');
});

test('a bot that gives way says why, and ends as if it had been asked to', async () => {
  const script = `life.endings.defer(() => say('ended')); life.giveWay('another one is there');`;
  const { code, output } = await ended(script);
  expect(code).toBe(0);
  expect(output).toBe('another one is there\nended\n');
});
