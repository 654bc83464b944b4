import { fullOfPhrases } from './inputs/phrases.ts';
import { asker, openRig } from './inputs/rig.ts';
import type { Figure, Scenario } from './row.ts';

const runs = 200;
const warmUpRuns = 20;

/**
 * Somebody types into `/phrase` and into `/say`: each letter asks anew, among 2,000 phrases of theirs, with 500 of the server
 * or 200 lines that they said before.
 */
export const phrases: Scenario = {
  names: ['phrases/autocomplete', 'phrases/autocomplete-say'],
  async measure() {
    await using rig = await openRig();
    const { phrases, lines } = await fullOfPhrases(rig);
    return [
      await typing('phrases/autocomplete', (typed) => phrases.suggestions(asker, typed)),
      await typing('phrases/autocomplete-say', (typed) => lines.suggestions(asker, typed)),
    ];
  },
};

async function typing(name: string, suggest: (typed: string) => Promise<unknown>): Promise<Figure> {
  const samples: number[] = [];
  for (let run = 0; run < warmUpRuns + runs; run += 1) {
    const typed = `phrase ${run * 7}`.slice(0, run % 12);
    const startedAtMs = performance.now();
    await suggest(typed);
    if (run >= warmUpRuns) samples.push(performance.now() - startedAtMs);
  }
  return { name, unit: 'ms', samples };
}
