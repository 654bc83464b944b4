import { describe, expect, test } from 'vitest';

import type { Fault } from './fault.ts';
import { runGroup } from './provoke.ts';

describe('a bad bot is found out', () => {
  const sure = {
    alone: true,
    slow: false,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
  } as const;
  const killed: Fault = {
    ...sure,
    id: 'killed',
    how: 'the bot is killed in the middle of a sentence',
    provoke: async (bench) => {
      // It stood still before.
      await new Promise((resolve) => setTimeout(resolve, 4_000));
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
      // After it was found out, for the next.
      setTimeout(() => bench.scene.bot.kill('SIGCONT'), 10_000);
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

  const unlimited: Fault = {
    ...sure,
    id: 'unlimited',
    how: 'nothing happens, and nobody said how long it may take',
    gapAtMostMs: 'none',
    speechAgainAtMostMs: Number.NaN,
    provoke: async () => ({ faultAtMs: performance.now() }),
  };

  test('whoever is muted, stands still or dies is called so', { timeout: 90_000 }, async () => {
    const faults = [unlimited, unheard, stopped, killed];
    const scene = { name: 'bad bots', scene: {}, parallel: 1, calm: true, faults };
    const rows = await runGroup(scene, faults);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unharmed', 'mute', 'hung', 'crashed']);
    expect(rows[0]?.problems).toEqual(['the gap has no limit', 'speech again has no limit']);
    for (const { problems } of rows) expect(problems).not.toEqual([]);
  });
});
