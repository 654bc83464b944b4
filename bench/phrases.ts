import { fullOfPhrases } from './inputs/phrases.ts';
import { asker, openRig } from './inputs/rig.ts';
import type { Scenario } from './row.ts';

const runs = 200;
const warmUpRuns = 20;

/** Somebody types into `/phrase`: each letter asks anew, among 2,000 phrases of theirs and 500 of the server. */
export const phrases: Scenario = {
  names: ['phrases/autocomplete'],
  async measure() {
    await using rig = await openRig();
    const { phrases } = await fullOfPhrases(rig);
    const samples: number[] = [];
    for (let run = 0; run < warmUpRuns + runs; run += 1) {
      const typed = `phrase ${run * 7}`.slice(0, run % 12);
      const startedAtMs = performance.now();
      await phrases.suggestions(asker, typed);
      if (run >= warmUpRuns) samples.push(performance.now() - startedAtMs);
    }
    return [{ name: 'phrases/autocomplete', unit: 'ms', samples }];
  },
};
