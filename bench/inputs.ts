import { commandInputs } from './inputs/commands.ts';
import { givenFiles } from './inputs/files.ts';
import { longestMsOf, totalMsOf } from './inputs/input.ts';
import type { Input } from './inputs/input.ts';
import { inputsOfPeople } from './inputs/lists-of-people.ts';
import { listInputs } from './inputs/lists.ts';
import { messageInputs } from './inputs/messages.ts';
import { panelInputs } from './inputs/panels.ts';
import { phraseInputs } from './inputs/phrases.ts';
import { openRig } from './inputs/rig.ts';
import { serverInputs } from './inputs/servers.ts';
import type { Figure, Scenario } from './row.ts';

/** Nobody is the first to give the bot something of a kind. */
const warmUpRuns = 3;
const runs = 5;
/** The number of kinds that are measured: those that were the slowest at a first look. */
const maxSuspects = 4;

/**
 * The cost of all that a member controls, for the thread that serves everybody, at the largest that is allowed: the
 * longest turn of the event loop of the worst of its kind, and for work in slices all of them together.
 */
export const inputs: Scenario = {
  names: [
    'inputs/message/text',
    'inputs/message/forward',
    'inputs/message/poll',
    'inputs/message/components',
    'inputs/message/elsewhere',
    'inputs/message/posted',
    'inputs/message/asked',
    'inputs/message/asked-all',
    'inputs/say/text',
    'inputs/option/voice-typed',
    'inputs/option/language-typed',
    'inputs/option/format-typed',
    'inputs/option/time-zone-typed',
    'inputs/option/voice',
    'inputs/option/language',
    'inputs/option/style',
    'inputs/option/forbidden-typed',
    'inputs/option/description',
    'inputs/option/name',
    'inputs/option/reading',
    'inputs/option/spoken',
    'inputs/shown/text',
    'inputs/button/browse',
    'inputs/usage/month',
    'inputs/queue/show',
    'inputs/settings/change',
    'inputs/settings/voices',
    'inputs/settings/reading',
    'inputs/settings/panel',
    'inputs/budget/show',
    'inputs/budget/show-all',
    'inputs/people/muted',
    'inputs/oversight/report',
    'inputs/oversight/requests',
    'inputs/words/add',
    'inputs/words/add-all',
    'inputs/words/add-pattern',
    'inputs/words/add-pattern-all',
    'inputs/words/ready',
    'inputs/words/ready-all',
    'inputs/words/suggest',
    'inputs/words/export',
    'inputs/words/export-all',
    'inputs/words/test',
    'inputs/patterns/text',
    'inputs/filter/add',
    'inputs/filter/ready',
    'inputs/filter/ready-all',
    'inputs/log/show',
    'inputs/privacy/show',
    'inputs/privacy/show-all',
    'inputs/privacy/export',
    'inputs/privacy/export-all',
    'inputs/privacy/delete',
    'inputs/file/settings',
    'inputs/file/table',
    'inputs/file/table-all',
    'inputs/file/sound',
    'inputs/file/sound-all',
    'inputs/file/clip',
    'inputs/file/clip-all',
    'inputs/file/phrases',
    'inputs/file/phrases-all',
    'inputs/phrases/apply',
    'inputs/phrases/apply-all',
    'inputs/phrases/export',
    'inputs/phrases/export-all',
    'inputs/phrases/suggest',
    'inputs/phrases/board',
    'inputs/phrases/lines',
    'inputs/text/short',
    'inputs/phrases/tap',
    'inputs/phrases/save',
    'inputs/phrases/save-all',
  ],
  async measure() {
    await using rig = await openRig();
    await using given = await givenFiles();
    const table = [
      ...messageInputs(rig),
      ...commandInputs(rig),
      ...panelInputs(rig),
      ...serverInputs(rig),
      ...inputsOfPeople(rig),
      ...listInputs(rig, given.files),
      ...given.inputs(rig),
      ...(await phraseInputs(rig)),
    ];
    const figures: Figure[] = [];
    for (const input of table) figures.push(...(await figuresOf(input)));
    return figures;
  },
};

async function figuresOf({ name, isSliced = false, works }: Input): Promise<readonly Figure[]> {
  let run = 0;
  const next = (work: Work) => () => work((run += 1));
  for (const work of works) await next(work)();
  const firstLook: { readonly work: Work; readonly ms: number }[] = [];
  for (const work of works) firstLook.push({ work, ms: await totalMsOf(next(work)) });
  const suspects = firstLook.toSorted((one, other) => other.ms - one.ms).slice(0, maxSuspects);
  const worst = async (measure: typeof totalMsOf): Promise<readonly number[]> => {
    const measured: (readonly number[])[] = [];
    for (const { work } of suspects) {
      for (let at = 0; at < warmUpRuns; at += 1) await next(work)();
      const samples: number[] = [];
      for (let at = 0; at < runs; at += 1) samples.push(await measure(next(work)));
      measured.push(samples);
    }
    return measured.toSorted((one, other) => medianOf(other) - medianOf(one))[0] ?? [];
  };
  const row = `inputs/${name}`;
  const total = await worst(totalMsOf);
  // Work that nobody can come between counts whole.
  if (!isSliced) return [{ name: row, unit: 'ms', samples: total }];
  return [
    { name: row, unit: 'ms', samples: await worst(longestMsOf) },
    { name: `${row}-all`, unit: 'ms', samples: total },
  ];
}

type Work = Input['works'][number];

function medianOf(samples: readonly number[]): number {
  return samples.toSorted((one, other) => one - other)[samples.length >> 1] ?? 0;
}
