import { beforeAll, describe, expect, test } from 'vitest';

import { provokeAll } from './all.ts';
import type { Fault } from './fault.ts';
import { runGroup } from './provoke.ts';
import { faultIds, type Row } from './row.ts';
import { groups, unprovoked } from './table.ts';

const provoked = new Set(groups.flatMap(({ faults }) => faults.map(({ id }) => id)));

test('every fault of the catalogue is provoked, or it is said why it can’t be', () => {
  const excused = unprovoked.map(({ id }) => id);
  expect([...provoked, ...excused].sort()).toEqual([...faultIds].sort());
  expect(provoked.size).toBeGreaterThanOrEqual(55);
});

describe('what a fault does, with the real bot on a Discord with end-to-end encryption', () => {
  let rows: readonly Row[];
  const quick = new Set(
    groups.flatMap(({ faults }) => faults.filter(({ slow }) => !slow).map(({ id }) => id)),
  );

  // What takes ten seconds and more is for `npm run faults` alone.
  beforeAll(async () => {
    ({ rows } = await provokeAll({ quick: true }));
  }, 280_000);

  test.each([...quick].map((id) => [id]))('%s is heard or told, as it must be', (id) => {
    const row = rows.find((each) => each.id === id);
    expect(row).toMatchObject({ provoked: true, problems: [] });
  });
});

describe('a bad bot is found out', () => {
  const sure = { alone: true, slow: false } as const;
  const killed: Fault = {
    ...sure,
    id: 'killed',
    how: 'the bot is killed in the middle of a sentence',
    provoke: async (bench) => {
      const { room } = await bench.speaking('killed');
      bench.scene.bot.kill('SIGKILL');
      await bench.scene.bot.exited;
      return { room, faultAtMs: performance.now() };
    },
  };
  const stopped: Fault = {
    ...sure,
    id: 'stopped',
    how: 'the bot stands still for good',
    provoke: async (bench) => {
      bench.scene.bot.kill('SIGSTOP');
      setTimeout(() => bench.scene.bot.kill('SIGCONT'), 9_000);
      return { faultAtMs: performance.now() };
    },
  };
  const unheard: Fault = {
    ...sure,
    id: 'unheard',
    how: 'nobody hears what is sent, and nobody is told',
    provoke: async (bench) => {
      const { room, said } = await bench.speaking('unheard');
      room.voice.faults.countOnly = true;
      const faultAtMs = performance.now();
      const sentence = await room.heard(bench.long, said.sentAtMs, { timeoutMs: 4_000 });
      room.voice.faults.countOnly = false;
      return { room, sentence, faultAtMs };
    },
  };

  test.each([
    [killed, 'crashed'],
    [stopped, 'hung'],
    [unheard, 'mute'],
  ] as const)('$how', { timeout: 60_000 }, async (fault, outcome) => {
    const group = { name: fault.id, scene: {}, parallel: 1, calm: true, faults: [fault] };
    const [row] = await runGroup(group, [fault]);
    expect(row).toMatchObject({
      outcome,
      problems: expect.arrayContaining([`the bot is ${outcome}`]) as unknown,
    });
  });
});
