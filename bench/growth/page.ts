import { assumptions, busyByHour, languages } from './assumptions.ts';
import { costsOf } from './calibration.ts';
import type { Measured } from './calibration.ts';
import { outlookOf, serversOfOneQuota, sizes } from './outlook.ts';
import type { Outlook } from './outlook.ts';

const begin = '<!-- npm run growth -- --write -->';
const end = '<!-- so far -->';

/** A page with what the model says between its marks. Throws when they are not there. */
export function withGrowth(page: string, part: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error('the page has no marks for what the model says');
  return `${page.slice(0, from + begin.length)}\n\n${part}\n\n${page.slice(to)}`;
}

/** The outlook of each size, as a table. */
export function outlookTable(all: readonly Outlook[]): string {
  return table(
    [
      'servers',
      'calls',
      'lines a second',
      'machines',
      'processes',
      'US$ a month: machines',
      'speech',
      'a new line begins after: half, 95 %',
      'one that is kept: 95 %',
      'quotas',
    ],
    all.map(outlookRow),
  );
}

/** The outlook of each size. */
export function outlooks({ figures }: Measured): readonly Outlook[] {
  const costs = costsOf(figures);
  return sizes.map((servers) => outlookOf(servers, costs));
}

/** All that the page shows of the model. */
export function growthPart(measured: Measured, all: readonly Outlook[]): string {
  const limit = Math.floor(serversOfOneQuota() / 500) * 500;
  const { figures } = measured;
  return [
    outlookTable(all),
    `One account’s ${assumptions.quotaPerMinute.value} requests a minute are enough up to some ${whole(limit)} servers: beyond them ask deAPI for a larger quota, or have servers of your own speak.`,
    chart('Machines', 'machines', all, ({ needs }) => needs.machines),
    chart('95 % of new lines begin within', 'ms', all, ({ fresh }) => Math.round(fresh.p95Ms)),
    `Measured against the model: 12 calls with ${measuredLines} for a minute took ${rounded(figures['growth/cpu'])} times the CPU that it says, and ${rounded(figures['growth/latency'])} times its median wait (\`npm run bench -- --only growth\`).`,
    '**What it takes for granted**, beside what is measured:',
    table(
      ['figure', 'is', 'source'],
      Object.values(assumptions).map(({ value, unit, means, source }) => [
        `${whole(value)} ${unit}`,
        means,
        source,
      ]),
    ),
    table(
      ['language', '% of lines', 'characters a line', 'characters a second', '% kept'],
      languages.map((of) => [
        of.language,
        String(of.share),
        String(of.charactersPerLine),
        String(of.charactersPerSecond),
        String(of.kept),
      ]),
    ),
    `The hours of a day, from midnight on, in percent of the busiest: ${busyByHour.join(', ')}. Languages and hours are assumed.`,
    `**What is measured** (${measured.machine}):`,
    table(
      ['row of the benchmark', 'median'],
      Object.entries(figures).map(([name, median]) => [`\`${name}\``, rounded(median)]),
    ),
  ].join('\n\n');
}

/** The load of the measured run, in words. */
const measuredLines = 'a line every eight seconds';

function outlookRow({ servers, load, needs, money, fresh, kept }: Outlook): string[] {
  return [
    whole(servers),
    whole(load.calls),
    rounded(load.linesPerSecond),
    whole(needs.machines),
    whole(needs.processes),
    whole(money.machines),
    whole(money.speech),
    `${seconds(fresh.halfMs)}, ${seconds(fresh.p95Ms)}`,
    `${whole(kept.p95Ms)} ms`,
    rounded(needs.quotas),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => (cells[0] === '---' ? `|${cells.join('|')}|` : `| ${cells.join(' | ')} |`))
    .join('\n');
}

/** https://mermaid.js.org/syntax/xyChart.html */
function chart(
  title: string,
  unit: string,
  all: readonly Outlook[],
  of: (outlook: Outlook) => number,
): string {
  const values = all.map(of);
  const names = all.map(({ servers }) => `"${whole(servers)}"`);
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis "servers" [${names.join(', ')}]`,
    `  y-axis "${unit}" 0 --> ${Math.ceil(Math.max(...values) * 1.1)}`,
    `  bar [${values.join(', ')}]`,
    '```',
  ].join('\n');
}

const whole = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });
const rounded = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
